package org.sparklstm.job.scoring;

import java.util.Arrays;
import org.sparklstm.job.data.series.SeriesCursor;

/**
 * What the errors of one series are measured by, from its rows before the first cutoff: the mean
 * absolute error of the naive forecast there (the scale of Hyndman and Koehler's MASE, 2006), and
 * the mean size of its values. Both are in the units of the table.
 */
final class NaiveScale {
  private final int distance;
  private final double[] ring;
  private final double[] differences;
  private final long[] pairs;
  private final double[] sizes;
  private final long[] counts;
  private long rows;

  /**
   * The measures of a target.
   *
   * @param scale mean absolute error of the naive forecast; NaN if there is none
   * @param level mean absolute value; NaN if nothing was observed
   */
  record Measure(double scale, double level) {}

  /**
   * No rows yet.
   *
   * @param period rows of a season, or 0 for the row before
   */
  NaiveScale(int period, int targets) {
    distance = Math.max(1, period);
    ring = new double[distance * targets];
    Arrays.fill(ring, Double.NaN);
    differences = new double[targets];
    pairs = new long[targets];
    sizes = new double[targets];
    counts = new long[targets];
  }

  /** Adds the next row of the series. {@code cursor} Not modified. */
  void add(SeriesCursor cursor) {
    int at = (int) (rows++ % distance) * sizes.length;
    for (int target = 0; target < sizes.length; target++) {
      double value = cursor.isAbsent(target) ? Double.NaN : cursor.values()[target];
      double difference = Math.abs(value - ring[at + target]);
      if (!Double.isNaN(difference)) {
        differences[target] += difference;
        pairs[target]++;
      }
      if (!Double.isNaN(value)) {
        sizes[target] += Math.abs(value);
        counts[target]++;
      }
      ring[at + target] = value;
    }
  }

  /** The measures of each target. */
  Measure[] measures() {
    Measure[] measures = new Measure[sizes.length];
    for (int target = 0; target < sizes.length; target++) {
      measures[target] =
          new Measure(differences[target] / pairs[target], sizes[target] / counts[target]);
    }
    return measures;
  }
}
