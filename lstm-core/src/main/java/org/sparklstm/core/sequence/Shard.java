package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The unit of locality: rows that lie on one machine together, one after the other. Which rows form
 * a shard depends on the data alone, never on partitions or executors. Windows of a span are
 * numbered 0 … n - 1 within their shard.
 */
public final class Shard implements Serializable {
  private final int id;
  private final Rows rows;
  private final WindowIndex train;
  private final WindowIndex validation;
  private final WindowIndex test;

  /** A window: where it lies. Filled by {@link Shard#find}, to be used again and again. */
  public static final class Window {
    private Rows rows;
    private int anchor;

    public Rows rows() {
      return rows;
    }

    /** The row at which the horizon begins. */
    public int anchor() {
      return anchor;
    }

    /** Puts the window at a place of one's own choice. Modified. */
    public Window at(Rows rows, int anchor) {
      this.rows = rows;
      this.anchor = anchor;
      return this;
    }
  }

  /**
   * @param id number of the shard, from 0
   * @param segments its segments, in any order; their rows are copied
   * @param columns values in a row
   */
  public Shard(int id, List<Segment> segments, int columns, WindowSpec windows) {
    this.id = id;
    train = new WindowIndex(windows.stride(Split.TRAIN));
    validation = new WindowIndex(windows.stride(Split.VALIDATION));
    test = new WindowIndex(windows.stride(Split.TEST));
    List<Segment> ordered = new ArrayList<>(segments);
    ordered.sort(
        Comparator.comparingInt(Segment::series)
            .thenComparingLong(Segment::anchorFrom)
            .thenComparingLong(Segment::firstRow));
    int total = 0;
    for (Segment segment : ordered) {
      total = Math.addExact(total, segment.rows().count());
    }
    float[] values = new float[total];
    int at = 0;
    rows = new Rows(values, columns);
    for (Segment segment : ordered) {
      segment.rows().copy(0, values, at, segment.rows().count());
      at += segment.rows().count();
    }
    at = 0;
    Segment run = null;
    for (Segment segment : ordered) {
      if (run == null || !segment.continues(run)) {
        run = segment;
        for (Split split : Split.values()) {
          index(split).add(run, split, windows, rows, at / columns);
        }
      }
      at += segment.rows().count();
    }
    for (Split split : Split.values()) {
      index(split).finish();
    }
  }

  private Shard(Shard other, Rows rows) {
    id = other.id;
    train = other.train;
    validation = other.validation;
    test = other.test;
    this.rows = rows;
  }

  /**
   * The same shard with its rows somewhere else.
   *
   * @param rows the same values
   */
  public Shard over(Rows rows) {
    if (rows.count() != this.rows.count() || rows.columns() != this.rows.columns()) {
      throw new IllegalArgumentException(
          "%d values in rows of %d, expected %d in rows of %d"
              .formatted(rows.count(), rows.columns(), this.rows.count(), this.rows.columns()));
    }
    return new Shard(this, rows);
  }

  /** All its rows. */
  public Rows rows() {
    return rows;
  }

  private WindowIndex index(Split split) {
    return switch (split) {
      case TRAIN -> train;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  public int id() {
    return id;
  }

  /** Number of windows of a span. */
  public long count(Split split) {
    return index(split).count();
  }

  /** Bytes of all values. */
  public long valueBytes() {
    return (long) rows.count() * Float.BYTES;
  }

  /**
   * Finds a window.
   *
   * @param number 0 … count - 1
   * @param window Modified.
   */
  public void find(Split split, long number, Window window) {
    if (number < 0 || number >= count(split)) {
      throw new IndexOutOfBoundsException(
          "window %d of the %d %s windows of shard %d".formatted(number, count(split), split, id));
    }
    window.at(rows, index(split).anchor(number));
  }
}
