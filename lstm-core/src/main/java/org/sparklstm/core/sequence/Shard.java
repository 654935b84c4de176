package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The unit of locality: segments that lie on one machine together. Which rows form a shard depends
 * on the data alone, never on partitions or executors. Windows of a span are numbered 0 … n - 1
 * within their shard.
 */
public final class Shard implements Serializable {
  private final int id;
  private final Segment[] segments;

  /** Per split: for each run its segment, its index there, and the windows before it. */
  private final Map<Split, Index> indexes = new EnumMap<>(Split.class);

  private record Index(int[] segment, int[] run, long[] before, long count)
      implements Serializable {}

  /** A window: where it lies. Filled by {@link Shard#find}, to be used again and again. */
  public static final class Window {
    private Segment segment;
    private int anchor;

    public Segment segment() {
      return segment;
    }

    /** Row of the segment at which the horizon begins. */
    public int anchor() {
      return anchor;
    }

    /** Puts the window at a place of one's own choice. Modified. */
    public Window at(Segment segment, int anchor) {
      this.segment = segment;
      this.anchor = anchor;
      return this;
    }
  }

  /**
   * @param id number of the shard, from 0
   * @param parts its segments, in any order that keeps those of one series ascending
   */
  public Shard(int id, List<Segment> parts) {
    this.id = id;
    segments = parts.toArray(Segment[]::new);
    Arrays.sort(segments, Comparator.comparingInt(Segment::series));
    for (Split split : Split.values()) {
      indexes.put(split, index(split));
    }
  }

  private Index index(Split split) {
    int total = 0;
    for (Segment segment : segments) {
      total += segment.runCount(split);
    }
    int[] segment = new int[total];
    int[] run = new int[total];
    long[] before = new long[total];
    int next = 0;
    long count = 0;
    for (int s = 0; s < segments.length; s++) {
      for (int r = 0; r < segments[s].runCount(split); r++) {
        segment[next] = s;
        run[next] = r;
        before[next++] = count;
        count += segments[s].runLength(split, r);
      }
    }
    return new Index(segment, run, before, count);
  }

  public int id() {
    return id;
  }

  /** Number of windows of a span. */
  public long count(Split split) {
    return indexes.get(split).count;
  }

  /** Bytes of all values. */
  public long valueBytes() {
    return Arrays.stream(segments).mapToLong(Segment::valueBytes).sum();
  }

  /**
   * Finds a window.
   *
   * @param number 0 … count - 1
   * @param window Modified.
   */
  public void find(Split split, long number, Window window) {
    Index index = indexes.get(split);
    if (number < 0 || number >= index.count) {
      throw new IndexOutOfBoundsException(
          "window %d of the %d %s windows of shard %d".formatted(number, index.count, split, id));
    }
    int at = Arrays.binarySearch(index.before, number);
    if (at < 0) {
      at = -at - 2;
    }
    Segment segment = segments[index.segment[at]];
    window.at(segment, segment.anchor(split, index.run[at], (int) (number - index.before[at])));
  }
}
