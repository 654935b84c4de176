package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.job.data.table.SeriesKey;

/**
 * The last rows of the test span of a series, for the report's charts.
 *
 * @param key the series
 * @param name the series as messages show it
 * @param times time of each row as messages show it
 * @param values (rows, columns) in their own units; missing values are NaN. Not modified.
 * @param absent whether a value was not observed, even if it has been filled. Not modified.
 * @param fixed static values and classes; see {@link FixedValues}
 */
public record SeriesSample(
    SeriesKey key,
    String name,
    List<String> times,
    double[] values,
    boolean[] absent,
    List<Double> fixed)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Number of series to sample. */
  private static final int SERIES = 3;

  /** Smallest number of forecast rows in a chart, rounded up to whole horizons. */
  private static final int CHART_ROWS = 96;

  /** Number of consecutive horizons in a sample. */
  public static int horizons(int horizon) {
    return Math.max(2, (CHART_ROWS + horizon - 1) / horizon);
  }

  /** Up to {@link #SERIES} elements, evenly spaced from the first to the last. */
  static <T> List<T> evenlySpaced(List<T> all) {
    int count = Math.min(SERIES, all.size());
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / Math.max(1, count - 1))))
        .toList();
  }
}
