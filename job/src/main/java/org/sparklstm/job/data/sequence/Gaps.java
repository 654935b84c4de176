package org.sparklstm.job.data.sequence;

/** Treatment of missing values within a sequence. */
public enum Gaps {
  /** A missing value makes the sequence invalid. */
  REFUSED,
  /**
   * A missing value is replaced by the value of the step before. In the first step it makes the
   * sequence invalid.
   */
  FILLED,
  /** A missing value stays what it is: windows are valid beside it. */
  KEPT
}
