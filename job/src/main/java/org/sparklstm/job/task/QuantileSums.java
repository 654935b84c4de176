package org.sparklstm.job.task;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.job.Json;

/** Exact sums over the quantiles of a group of forecasts, in the units of the table. */
final class QuantileSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Double> levels;
  private final List<ExactSum> pinball = new ArrayList<>();

  /**
   * Twice the number of actual values below each quantile; those that are equal to it count once.
   */
  private final long[] below;

  private final ExactSum actual = new ExactSum();
  private long count;

  /**
   * @param levels that rise; none if no quantiles are forecast
   */
  QuantileSums(List<Double> levels) {
    this.levels = List.copyOf(levels);
    this.levels.forEach(level -> pinball.add(new ExactSum()));
    below = new long[levels.size()];
  }

  /**
   * Adds a forecast. Modified.
   *
   * @param quantiles one per level
   */
  void add(double truth, double[] quantiles) {
    for (int i = 0; i < quantiles.length; i++) {
      double error = truth - quantiles[i];
      double level = levels.get(i);
      pinball.get(i).add(Math.max(level * error, (level - 1) * error));
      below[i] += error < 0 ? 2 : error == 0 ? 1 : 0;
    }
    actual.add(Math.abs(truth));
    count++;
  }

  /** Adds the sums of another group with the same levels. Modified. */
  void add(QuantileSums other) {
    for (int i = 0; i < below.length; i++) {
      pinball.get(i).add(other.pinball.get(i));
      below[i] += other.below[i];
    }
    actual.add(other.actual);
    count += other.count;
  }

  /** Whether there are quantiles to judge. */
  boolean isEmpty() {
    return levels.isEmpty() || count == 0;
  }

  /**
   * The weighted quantile loss: twice the pinball losses over the sum of the actual values'
   * magnitudes, averaged over the levels.
   */
  double wql() {
    double sum = 0;
    for (ExactSum one : pinball) {
      sum += 2 * one.value() / actual.value();
    }
    return sum / pinball.size();
  }

  private double shareBelow(int level) {
    return below[level] / 2.0 / count;
  }

  /** The share of the actual values below each quantile; half of those that are equal count. */
  List<Json> json() {
    List<Json> all = new ArrayList<>();
    for (int i = 0; i < below.length; i++) {
      all.add(new Json().put("level", levels.get(i)).put("share_below", shareBelow(i)));
    }
    return all;
  }

  /** The shares in words. */
  String shares() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < below.length; i++) {
      all.add("%.4g: %.3f".formatted(levels.get(i), shareBelow(i)));
    }
    return String.join(", ", all);
  }
}
