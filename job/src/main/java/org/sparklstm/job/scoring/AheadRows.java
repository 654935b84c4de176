package org.sparklstm.job.scoring;

import java.io.Serializable;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The rows of a series after the last one that counts as past, as the network reads them. */
final class AheadRows {
  private final NavigableMap<Long, Known> rows = new TreeMap<>();

  /**
   * A row.
   *
   * @param unknown name of a column known ahead that has no value; null if all have one
   */
  private record Known(float[] values, String unknown) {}

  /**
   * A value that a forecast needs and that no table has.
   *
   * @param column a column known ahead
   * @param time the first time at which it has no value
   * @param until the last time that has a row; before all times if none has
   */
  record Lacking(String column, long time, long until) implements Serializable {}

  void add(long time, float[] values, Optional<String> unknown) {
    rows.put(time, new Known(values, unknown.orElse(null)));
  }

  /** Removes all rows, in order of time. */
  void drain(Consumer<float[]> each) {
    rows.values().forEach(row -> each.accept(row.values()));
    rows.clear();
  }

  /** Whether there is a row up to a time. */
  boolean beginsBy(long time) {
    return !rows.isEmpty() && rows.firstKey() <= time;
  }

  /** The row at a time. */
  Optional<float[]> at(long time) {
    return Optional.ofNullable(rows.get(time)).map(Known::values);
  }

  /**
   * The first value that is not known at some times.
   *
   * @param future names of the columns that must have values
   */
  Optional<Lacking> lacking(long[] times, Iterable<String> future) {
    if (!future.iterator().hasNext()) {
      return Optional.empty();
    }
    long until = rows.isEmpty() ? Long.MIN_VALUE : rows.lastKey();
    for (long time : times) {
      Known row = rows.get(time);
      String unknown = row == null ? future.iterator().next() : row.unknown();
      if (unknown != null) {
        return Optional.of(new Lacking(unknown, time, until));
      }
    }
    return Optional.empty();
  }
}
