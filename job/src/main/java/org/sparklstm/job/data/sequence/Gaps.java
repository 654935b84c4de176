package org.sparklstm.job.data.sequence;

/** How a sequence with missing values is read. */
public enum Gaps {
  /** A missing value makes the sequence invalid. */
  REFUSED,
  /**
   * A missing value repeats that of the step before. In the first step it makes the sequence
   * invalid.
   */
  FILLED
}
