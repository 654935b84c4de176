package org.sparklstm.core.sequence;

/** What is subtracted before the network sees a series, and added back to what it predicts. */
public enum Baseline {
  /** Nothing. */
  NONE,
  /** The last value seen, from the target columns and from the targets. */
  LAST,
  /**
   * The value one period earlier: the network sees the series and its seasonal difference, and
   * predicts the difference.
   */
  SEASONAL
}
