package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;

/**
 * An interval between two quantiles that are equally far from the ends.
 *
 * @param low index of the lower level
 * @param high index of the higher level
 * @param share of the values that it is to hold
 */
record CentralInterval(int low, int high, double share) {
  /** Levels whose distances from the ends differ by less are those of one interval. */
  private static final double SAME = 1e-9;

  /**
   * The intervals, the widest first.
   *
   * @param levels rising
   */
  static List<CentralInterval> of(List<Double> levels) {
    List<CentralInterval> intervals = new ArrayList<>();
    for (int low = 0; low < levels.size() / 2; low++) {
      for (int high = levels.size() - 1; high > low; high--) {
        if (Math.abs(1 - levels.get(high) - levels.get(low)) < SAME) {
          intervals.add(new CentralInterval(low, high, levels.get(high) - levels.get(low)));
        }
      }
    }
    return intervals;
  }

  /** Such as {@code 80 %}. */
  String name() {
    double percent = Math.round(1e6 * share) / 1e4;
    return percent == Math.rint(percent) ? "%.0f %%".formatted(percent) : percent + " %";
  }
}
