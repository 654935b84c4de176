package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.core.loss.Quantile;

/**
 * How well forecast quantiles hold, by target and level, as errors are measured. Sums are exact, so
 * parts can be merged in any order.
 */
public final class QuantileErrors implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Numbers that differ by less, relative to their size, are equal: an actual value that is the end
   * of an interval, as counts often are, is in it although both were computed in 32 bits.
   */
  private static final double ROUNDING = 1e-6;

  private final double[] levels;
  private final Sums[][] sums;

  QuantileErrors(int targets, List<Double> levels) {
    this.levels = levels.stream().mapToDouble(level -> level).toArray();
    sums = new Sums[targets][this.levels.length];
    for (Sums[] ofTarget : sums) {
      Arrays.setAll(ofTarget, level -> new Sums());
    }
  }

  /** The sums of one level of one target. */
  private static final class Sums implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ExactSum values = new ExactSum();
    private long count;
    private long below;
    private long upTo;

    /** The sum over the steps of the current window. */
    private double windowValues;
  }

  /**
   * Adds the quantile of an observed target. Modified.
   *
   * @return its loss
   */
  double add(int target, int level, double quantile, double actual) {
    Sums one = sums[target][level];
    one.windowValues += quantile;
    one.count++;
    double rounding = ROUNDING * (1 + Math.abs(actual) + Math.abs(quantile));
    one.below += actual < quantile - rounding ? 1 : 0;
    one.upTo += actual <= quantile + rounding ? 1 : 0;
    return Quantile.of(levels[level], actual - quantile);
  }

  /** Ends the current window. Modified. */
  void endWindow() {
    for (Sums[] ofTarget : sums) {
      for (Sums one : ofTarget) {
        one.values.add(one.windowValues);
        one.windowValues = 0;
      }
    }
  }

  /** {@code other} Not modified. */
  void merge(QuantileErrors other) {
    for (int target = 0; target < sums.length; target++) {
      for (int level = 0; level < levels.length; level++) {
        Sums one = sums[target][level];
        Sums more = other.sums[target][level];
        one.values.add(more.values);
        one.count += more.count;
        one.below += more.below;
        one.upTo += more.upTo;
      }
    }
  }

  /** The levels, rising. */
  public List<Double> levels() {
    return Arrays.stream(levels).boxed().toList();
  }

  /** The share of actual values below a quantile; half of those that are equal to it count. */
  public double below(int target, int level) {
    Sums one = sums[target][level];
    return (one.below + one.upTo) / 2.0 / one.count;
  }

  /** The share of actual values within an interval, its ends included. */
  public double coverage(int target, int low, int high) {
    Sums lowest = sums[target][low];
    return (double) (sums[target][high].upTo - lowest.below) / lowest.count;
  }

  /** The mean width of an interval. */
  public double width(int target, int low, int high) {
    double difference = sums[target][high].values.value() - sums[target][low].values.value();
    return difference / sums[target][low].count;
  }
}
