package org.sparklstm.core.train;

import java.io.Serializable;

/** Quantiles around naive forecasts, which those of a network are compared with. */
@FunctionalInterface
public interface NaiveQuantiles extends Serializable {
  /** None. */
  NaiveQuantiles NONE = (series, step, target, level, naive) -> Double.NaN;

  /**
   * A quantile, as errors are measured.
   *
   * @param series index of the series in canonical order
   * @param level index of the level
   * @param naive the naive forecast, as errors are measured
   */
  double of(int series, int step, int target, int level, double naive);
}
