package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * A run of rows of one series, standardised, and where windows may be laid on it. Rows and anchors
 * are counted from the segment's first row. Values that are missing are NaN, and no window touches
 * one.
 */
public final class Segment implements Serializable {
  private final int series;
  private final float[] values;
  private final int columns;

  /** Per split: first anchor and number of windows of each unbroken run, one after the other. */
  private final Map<Split, int[]> runs = new EnumMap<>(Split.class);

  private final Map<Split, Integer> strides = new EnumMap<>(Split.class);

  /**
   * @param series ordinal of the series in canonical order
   * @param values (rows, columns). Kept, not copied.
   * @param columns number of columns
   * @param firstRow the series' row at which the segment starts
   * @param anchorFrom first anchor, a row of the series, that belongs to this segment
   * @param anchorTo the anchor after the last that belongs to this segment
   */
  public Segment(
      int series,
      float[] values,
      int columns,
      long firstRow,
      long anchorFrom,
      long anchorTo,
      SplitBounds bounds,
      WindowSpec windows) {
    this.series = series;
    this.values = values;
    this.columns = columns;
    for (Split split : Split.values()) {
      int stride = windows.stride(split);
      long first = windows.firstAnchor(bounds, split);
      long from = Math.max(first, anchorFrom);
      from += Math.floorMod(first - from, stride);
      long to = Math.min(anchorTo, bounds.end(split) - windows.horizon() + 1);
      strides.put(split, stride);
      int begin = (int) (from - firstRow);
      int end = (int) Math.max(begin, to - firstRow);
      runs.put(split, unbroken(begin, end, stride, windows));
    }
  }

  private Segment(float[] values, int columns) {
    series = 0;
    this.values = values;
    this.columns = columns;
  }

  /**
   * Rows by themselves, for windows laid by hand: it belongs to no split.
   *
   * @param values (rows, columns). Kept, not copied.
   */
  public static Segment ofRows(float[] values, int columns) {
    return new Segment(values, columns);
  }

  private int[] unbroken(int from, int to, int stride, WindowSpec windows) {
    int[] found = new int[2];
    int used = 0;
    int lastMissing = -1;
    int checked = Math.max(0, from - windows.history());
    boolean open = false;
    for (int anchor = from; anchor < to; anchor += stride) {
      for (; checked < anchor + windows.horizon(); checked++) {
        if (isMissing(checked)) {
          lastMissing = checked;
        }
      }
      boolean whole = lastMissing < anchor - windows.history();
      if (whole && !open) {
        if (used == found.length) {
          found = Arrays.copyOf(found, 2 * used);
        }
        found[used] = anchor;
        found[used + 1] = 0;
        used += 2;
      }
      if (whole) {
        found[used - 1]++;
      }
      open = whole;
    }
    return Arrays.copyOf(found, used);
  }

  private boolean isMissing(int row) {
    for (int column = 0; column < columns; column++) {
      if (Float.isNaN(values[row * columns + column])) {
        return true;
      }
    }
    return false;
  }

  public int series() {
    return series;
  }

  /** The value of a column at a row of the segment. */
  public float value(int row, int column) {
    return values[row * columns + column];
  }

  /** Bytes of the values. */
  public long valueBytes() {
    return (long) values.length * Float.BYTES;
  }

  /** Number of unbroken runs of windows of a span. */
  int runCount(Split split) {
    return runs.get(split).length / 2;
  }

  /** Number of windows in a run. */
  int runLength(Split split, int run) {
    return runs.get(split)[2 * run + 1];
  }

  /** Anchor of the {@code index}-th window of a run. */
  int anchor(Split split, int run, int index) {
    return runs.get(split)[2 * run] + index * strides.get(split);
  }
}
