package org.sparklstm.job.data.series;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The mean absolute error of the naive forecast over the train span of each series, per target, in
 * the units of the table: what mean absolute scaled errors are scaled by (Hyndman and Koehler
 * 2006). The naive forecast is the value some rows earlier; values that were not observed do not
 * count.
 */
final class NaiveScales {
  private final int distance;
  private final int targets;
  private final double[] ring;
  private final double[] sums;
  private final long[] counts;
  private final Map<Integer, double[]> scales = new HashMap<>();
  private SeriesPlan plan;

  /**
   * @param period rows of a season, or 0 for the row before
   */
  NaiveScales(int period, int targets) {
    distance = Math.max(1, period);
    this.targets = targets;
    ring = new double[distance * targets];
    sums = new double[targets];
    counts = new long[targets];
  }

  /** Starts the next series. */
  void begin(SeriesPlan next) {
    end();
    plan = next;
    Arrays.fill(ring, Double.NaN);
    Arrays.fill(sums, 0);
    Arrays.fill(counts, 0);
  }

  /** Adds the next row of the series. {@code cursor} Not modified. */
  void row(SeriesCursor cursor) {
    if (cursor.rowInSeries() >= plan.bounds().trainEnd()) {
      return;
    }
    int at = (int) (cursor.rowInSeries() % distance) * targets;
    for (int target = 0; target < targets; target++) {
      double value = cursor.isAbsent(target) ? Double.NaN : cursor.values()[target];
      double difference = Math.abs(value - ring[at + target]);
      if (!Double.isNaN(difference)) {
        sums[target] += difference;
        counts[target]++;
      }
      ring[at + target] = value;
    }
  }

  private void end() {
    if (plan != null) {
      double[] means = new double[targets];
      for (int target = 0; target < targets; target++) {
        means[target] = sums[target] / counts[target];
      }
      scales.put(plan.ordinal(), means);
      plan = null;
    }
  }

  /** The scales of all series so far, by ordinal; NaN where there is none. */
  Map<Integer, double[]> scales() {
    end();
    return scales;
  }
}
