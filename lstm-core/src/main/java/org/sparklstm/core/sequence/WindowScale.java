package org.sparklstm.core.sequence;

/** What the targets of a window are measured by, so that series of any level look alike. */
public enum WindowScale {
  /** Nothing: the values are as they are stored. */
  NONE,
  /** The mean of the observed values of the lookback is subtracted; for logarithms. */
  SHIFT,
  /** The values are divided by the mean absolute observed value of the lookback. */
  RATIO,
  /** Mean and deviation of the series, which the window's constants have. */
  SERIES;

  /** Whether each window is measured by its own level. */
  public boolean isOfWindow() {
    return this == SHIFT || this == RATIO;
  }
}
