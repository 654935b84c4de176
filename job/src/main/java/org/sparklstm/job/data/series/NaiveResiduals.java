package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.sparklstm.core.sequence.WindowReader;

/**
 * Quantiles of the errors that the naive forecast makes over the train span of each series: by lag,
 * the number of rows between a value and the one that forecasts it, which the step of a horizon
 * decides. Series come one after the other.
 */
final class NaiveResiduals {
  private final double[] levels;
  private final int[] lags;
  private final int targets;
  private final Map<Integer, Found> found = new HashMap<>();
  private double[] values = new double[1024];
  private int rows;
  private SeriesPlan plan;

  /**
   * @param levels of the quantiles; none if nothing is to be judged by them
   */
  NaiveResiduals(WindowReader reader, double[] levels) {
    this.levels = levels;
    lags = levels.length == 0 ? new int[0] : lags(reader);
    targets = reader.targets();
  }

  /**
   * The residuals of a series, in users' units.
   *
   * @param quantiles by lag, target and level
   * @param counts how many there are, by lag and target
   */
  record Found(float[] quantiles, int[] counts) implements Serializable {}

  /** The distinct lags of the steps of a horizon. */
  private static int[] lags(WindowReader reader) {
    int[] lags = new int[lag(reader, reader.spec().horizon() - 1) + 1];
    int period = reader.spec().period();
    Arrays.setAll(lags, i -> (i + 1) * Math.max(1, period));
    return lags;
  }

  /** The index of the lag of a step. */
  static int lag(WindowReader reader, int step) {
    return reader.spec().period() == 0 ? step : step / reader.spec().period();
  }

  /** Starts the next series. */
  void begin(SeriesPlan next) {
    end();
    plan = next;
    rows = 0;
  }

  /** Adds the next row of the series. {@code cursor} Not modified. */
  void row(SeriesCursor cursor) {
    if (levels.length == 0 || cursor.rowInSeries() >= plan.bounds().trainEnd()) {
      return;
    }
    int needed = Math.multiplyExact(rows + 1, targets);
    if (needed > values.length) {
      values = Arrays.copyOf(values, Math.max(needed, Math.multiplyExact(values.length, 2)));
    }
    for (int target = 0; target < targets; target++) {
      values[rows * targets + target] =
          cursor.isAbsent(target) ? Double.NaN : cursor.values()[target];
    }
    rows++;
  }

  private void end() {
    if (plan == null || levels.length == 0) {
      return;
    }
    float[] quantiles = new float[lags.length * targets * levels.length];
    int[] counts = new int[lags.length * targets];
    for (int lag = 0; lag < lags.length; lag++) {
      for (int target = 0; target < targets; target++) {
        double[] sorted = sorted(lags[lag], target);
        int at = lag * targets + target;
        counts[at] = sorted.length;
        for (int level = 0; level < levels.length && sorted.length > 0; level++) {
          quantiles[at * levels.length + level] = (float) quantile(sorted, levels[level]);
        }
      }
    }
    found.put(plan.ordinal(), new Found(quantiles, counts));
    plan = null;
  }

  private double[] sorted(int lag, int target) {
    double[] errors = new double[Math.max(0, rows - lag)];
    int count = 0;
    for (int row = lag; row < rows; row++) {
      double error = values[row * targets + target] - values[(row - lag) * targets + target];
      if (!Double.isNaN(error)) {
        errors[count++] = error;
      }
    }
    double[] sorted = Arrays.copyOf(errors, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Between the values beside it, as NumPy's default has it (Hyndman and Fan 1996, type 7). */
  static double quantile(double[] sorted, double level) {
    double at = level * (sorted.length - 1);
    int below = (int) at;
    double next = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (at - below) * (next - sorted[below]);
  }

  /** The residuals of all series so far, by ordinal. */
  Map<Integer, Found> found() {
    end();
    return found;
  }
}
