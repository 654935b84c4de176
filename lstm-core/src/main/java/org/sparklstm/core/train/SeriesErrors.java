package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Absolute errors of forecasts and of naive forecasts, and absolute actual values, per series and
 * target, in standardised units. Sums are of fixed-point numbers, so parts can be merged in any
 * order.
 */
public final class SeriesErrors implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int targets;
  private final TreeMap<Integer, Sums[]> series = new TreeMap<>();

  SeriesErrors(int targets) {
    this.targets = targets;
  }

  /** The sums of one target of one series. */
  static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;
    private final FixedPointSum error = new FixedPointSum();
    private final FixedPointSum naiveError = new FixedPointSum();
    private final FixedPointSum actual = new FixedPointSum();
    private final FixedPointSum quantileLoss = new FixedPointSum();
    private final FixedPointSum naiveQuantileLoss = new FixedPointSum();
    private long count;
    private long windows;
    private boolean hasNaiveQuantiles = true;

    private void add(Sums other) {
      error.add(other.error);
      naiveError.add(other.naiveError);
      actual.add(other.actual);
      quantileLoss.add(other.quantileLoss);
      naiveQuantileLoss.add(other.naiveQuantileLoss);
      count += other.count;
      hasNaiveQuantiles &= other.hasNaiveQuantiles;
      windows += other.windows;
    }
  }

  /**
   * Adds the errors of one observed target. Modified.
   *
   * @param actual distance of the actual value from zero, in standardised units
   */
  void add(int ordinal, int target, double error, double naiveError, double actual) {
    Sums sums = sums(ordinal)[target];
    sums.error.add(Math.abs(error));
    sums.naiveError.add(Math.abs(naiveError));
    sums.actual.add(Math.abs(actual));
    sums.count++;
  }

  /**
   * Adds the losses of the quantiles of one observed target. Modified.
   *
   * @param loss mean over the levels of twice the pinball loss
   * @param naiveLoss that of the naive forecast's quantiles; NaN if there are none
   */
  void addQuantiles(int ordinal, int target, double loss, double naiveLoss) {
    Sums sums = sums(ordinal)[target];
    sums.quantileLoss.add(loss);
    sums.naiveQuantileLoss.add(Double.isNaN(naiveLoss) ? 0 : naiveLoss);
    sums.hasNaiveQuantiles &= !Double.isNaN(naiveLoss);
  }

  /** Counts a window. Modified. */
  void addWindow(int ordinal) {
    for (Sums sums : sums(ordinal)) {
      sums.windows++;
    }
  }

  private Sums[] sums(int ordinal) {
    return series.computeIfAbsent(
        ordinal,
        key -> {
          Sums[] sums = new Sums[targets];
          java.util.Arrays.setAll(sums, i -> new Sums());
          return sums;
        });
  }

  /** {@code other} Not modified. */
  void merge(SeriesErrors other) {
    other.series.forEach(
        (ordinal, sums) -> {
          Sums[] ours = sums(ordinal);
          for (int target = 0; target < targets; target++) {
            ours[target].add(sums[target]);
          }
        });
  }

  /** The series that have errors, by their index in canonical order. */
  public Set<Integer> series() {
    return new TreeSet<>(series.keySet());
  }

  /** Number of windows. */
  public long windows(int ordinal) {
    return series.get(ordinal)[0].windows;
  }

  /** Number of observed targets that were forecast. */
  public long count(int ordinal, int target) {
    return series.get(ordinal)[target].count;
  }

  /** The sum of absolute errors of the forecasts. */
  public double error(int ordinal, int target) {
    return series.get(ordinal)[target].error.value();
  }

  /** The sum of absolute errors of the naive forecasts. */
  public double naiveError(int ordinal, int target) {
    return series.get(ordinal)[target].naiveError.value();
  }

  /** The sum over the forecasts of the mean over the levels of twice the pinball loss. */
  public double quantileLoss(int ordinal, int target) {
    return series.get(ordinal)[target].quantileLoss.value();
  }

  /** The same of the naive forecasts' quantiles; NaN where those are not known. */
  public double naiveQuantileLoss(int ordinal, int target) {
    Sums sums = series.get(ordinal)[target];
    return sums.hasNaiveQuantiles ? sums.naiveQuantileLoss.value() : Double.NaN;
  }

  /** The sum of the distances of actual values from zero. */
  public double actual(int ordinal, int target) {
    return series.get(ordinal)[target].actual.value();
  }
}
