package org.sparklstm.job.run;

/** Errors on a held-out span, beside those of a naive answer, for machines and for people. */
interface Report {

  /** In the units that the network is trained in. */
  Json standardised();

  /** In the units of the table, or null where there are no others. */
  Json originalUnits();

  /** The verdict, as a table. */
  void show(Console console);
}
