package org.sparklstm.job.task;

import java.util.List;
import java.util.Map;
import org.sparklstm.job.Json;
import org.sparklstm.job.report.Console;

/** Errors on a held-out span, beside those of a naive answer, for machines and for people. */
public interface Report {

  /** In the units that the network is trained in. */
  Json standardised();

  /** In the units of the table, or null where there are no others. */
  Json originalUnits();

  /**
   * What models are compared by on the same span: the smaller the better, in units that are the
   * same for all models.
   *
   * @param scales of the columns or the label, by which errors in their units are divided
   */
  double judged(Map<String, Double> scales);

  /** The same of the naive answer. */
  double naiveJudged(Map<String, Double> scales);

  /** How many examples have been judged. */
  long examples();

  /** What {@link #judged} is. */
  String judgedBy();

  /** What comes of it, in a sentence. */
  String verdict();

  /** The figures that matter most, for people. */
  List<Figure> figures();

  /** What pictures are drawn from. */
  Json detail();

  /** The verdict, as a table. */
  void show(Console console);

  /**
   * A figure.
   *
   * @param name what it is
   * @param value as it is shown
   * @param beside what to compare it with, or empty
   */
  record Figure(String name, String value, String beside) {}
}
