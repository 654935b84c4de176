package org.sparklstm.core.sequence;

/**
 * The values that are subtracted from a series before the network sees it, and added back to its
 * predictions.
 */
public enum Baseline {
  /** Nothing. */
  NONE,
  /** The last value before the horizon, subtracted from the target columns and from the targets. */
  LAST,
  /**
   * The value one period earlier. The network sees the series and its seasonal differences, and
   * predicts seasonal differences.
   */
  SEASONAL
}
