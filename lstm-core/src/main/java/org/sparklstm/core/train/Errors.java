package org.sparklstm.core.train;

import java.io.Serializable;

/** How far answers are off. Sums are exact, so parts may be merged in any order. */
public sealed interface Errors extends Serializable
    permits ForecastErrors, ClassificationErrors, RegressionErrors {

  /** Number of examples. */
  long examples();

  /** Mean training loss of an example, weighted. */
  double meanLoss();

  /**
   * Adds another part.
   *
   * @param other of the same objective. Not modified.
   * @return this
   */
  Errors merge(Errors other);
}
