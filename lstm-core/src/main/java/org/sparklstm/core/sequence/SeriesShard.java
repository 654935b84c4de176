package org.sparklstm.core.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A shard of series, whose examples are windows. */
public final class SeriesShard implements Shard {
  private final int id;
  private final Rows rows;
  private final WindowIndex train;
  private final WindowIndex validation;
  private final WindowIndex test;

  /**
   * Creates a shard.
   *
   * @param id number of the shard, from 0
   * @param segments its segments, in any order. Their rows are copied.
   * @param reader reads the windows on the series
   */
  public SeriesShard(int id, List<Segment> segments, WindowReader reader) {
    this.id = id;
    WindowSpec windows = reader.spec();
    int columns = reader.columnsOfRows();
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
          index(split).add(run, split, reader, rows, at / columns);
        }
      }
      at += segment.rows().count();
    }
    for (Split split : Split.values()) {
      index(split).finish();
    }
  }

  private SeriesShard(SeriesShard other, Rows rows) {
    id = other.id;
    train = other.train;
    validation = other.validation;
    test = other.test;
    this.rows = rows;
  }

  @Override
  public SeriesShard over(Rows rows) {
    this.rows.requireShapeOf(rows);
    return new SeriesShard(this, rows);
  }

  @Override
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

  @Override
  public int id() {
    return id;
  }

  @Override
  public long count(Split split) {
    return index(split).count();
  }

  /**
   * Finds a window.
   *
   * @param number from 0 to {@link #count} - 1
   * @param window receives the position. Modified.
   */
  public void find(Split split, long number, Window window) {
    if (number < 0 || number >= count(split)) {
      throw new IndexOutOfBoundsException(
          "window %d is out of range: shard %d has %d %s windows"
              .formatted(number, id, count(split), split));
    }
    index(split).find(number, rows, window);
  }
}
