package org.sparklstm.core.train;

import java.io.Serializable;

/** Errors of predictions. Sums are exact, so parts can be merged in any order. */
public interface Errors extends Serializable {

  /** The number of examples. */
  long examples();

  /** The weighted mean of the training loss. */
  double meanLoss();

  /**
   * Adds the errors of another part. Modified.
   *
   * @param other of the same objective. Not modified.
   * @return this
   */
  Errors merge(Errors other);
}
