package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.List;

/**
 * The last rows of a series' test span, to look at.
 *
 * @param name the series as messages show it
 * @param times one a row, as messages show them
 * @param values (rows, columns) in their own units; missing ones are NaN. Not modified.
 */
public record SeriesSample(String name, List<String> times, double[] values)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Series that are sampled: the first, the last and some between, in canonical order. */
  private static final int SERIES = 3;

  /** Rows that a picture has room for, at least; whole horizons. */
  private static final int PICTURE_ROWS = 96;

  /** Horizons that follow each other in a sample. */
  public static int horizons(int horizon) {
    return Math.max(2, (PICTURE_ROWS + horizon - 1) / horizon);
  }

  /** Some of many, evenly. */
  static <T> List<T> some(List<T> all) {
    int count = Math.min(SERIES, all.size());
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / Math.max(1, count - 1))))
        .toList();
  }
}
