package org.sparklstm.core.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A shard of labelled sequences: each is an example. Their order is that of their keys, and of
 * weights among equals.
 */
public final class SequenceShard implements Shard {
  private static final long serialVersionUID = 1L;

  private final int id;
  private final Rows rows;

  /** Where each sequence begins, a row; one more for the end of the last. */
  private final int[] starts;

  private final float[] labels;
  private final float[] weights;

  /** The sequences of each span. */
  private final Map<Split, int[]> members = new EnumMap<>(Split.class);

  /** A sequence among others. */
  private record Place(Sequences all, int index) {
    long high() {
      return all.high(index);
    }

    long low() {
      return all.low(index);
    }

    float weight() {
      return all.weight(index);
    }
  }

  /**
   * @param id number of the shard, from 0
   * @param pieces its sequences, in any order; copied
   * @param columns I, values a time step
   */
  public SequenceShard(int id, List<Sequences> pieces, int columns) {
    this.id = id;
    List<Place> places = new ArrayList<>();
    long total = 0;
    for (Sequences piece : pieces) {
      total += piece.count();
      for (int i = 0; i < piece.size(); i++) {
        places.add(new Place(piece, i));
      }
    }
    places.sort(
        Comparator.comparingLong(Place::high)
            .thenComparingLong(Place::low)
            .thenComparing(Place::weight));
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "shard %d would have %,d values, more than an array holds: sequences that are equal lie in one shard; give weights instead of repeating them, or lower the size of shards"
              .formatted(id, total));
    }
    float[] values = new float[(int) total];
    starts = new int[places.size() + 1];
    labels = new float[places.size()];
    weights = new float[places.size()];
    List<Split> splits = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < places.size(); i++) {
      Sequences all = places.get(i).all();
      int index = places.get(i).index();
      int count = all.length(index) * columns;
      System.arraycopy(all.values(), all.start(index), values, at, count);
      at += count;
      starts[i + 1] = at / columns;
      labels[i] = all.label(index);
      weights[i] = all.weight(index);
      splits.add(all.split(index));
    }
    rows = new Rows(values, columns);
    for (Split split : Split.values()) {
      int[] ofSplit =
          java.util.stream.IntStream.range(0, labels.length)
              .filter(i -> splits.get(i) == split)
              .toArray();
      members.put(split, ofSplit);
    }
  }

  private SequenceShard(SequenceShard other, Rows rows) {
    id = other.id;
    starts = other.starts;
    labels = other.labels;
    weights = other.weights;
    members.putAll(other.members);
    this.rows = rows;
  }

  @Override
  public SequenceShard over(Rows rows) {
    this.rows.requireShapeOf(rows);
    return new SequenceShard(this, rows);
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public Rows rows() {
    return rows;
  }

  @Override
  public long count(Split split) {
    return members.get(split).length;
  }

  /**
   * The sequence that is number {@code number} of a span.
   *
   * @return its number among all of the shard
   */
  public int find(Split split, long number) {
    if (number < 0 || number >= count(split)) {
      throw new IndexOutOfBoundsException(
          "sequence %d of the %d %s sequences of shard %d"
              .formatted(number, count(split), split, id));
    }
    return members.get(split)[(int) number];
  }

  /** Time steps of a sequence. */
  public int length(int sequence) {
    return starts[sequence + 1] - starts[sequence];
  }

  /** The class's number, or the value, that belongs to a sequence. */
  public float label(int sequence) {
    return labels[sequence];
  }

  /** What a sequence counts for. */
  public float weight(int sequence) {
    return weights[sequence];
  }

  /**
   * Copies one step.
   *
   * @param t from 0
   * @param to Modified, from {@code at} on.
   */
  public void copyStep(int sequence, int t, float[] to, int at) {
    rows.copy((starts[sequence] + t) * rows.columns(), to, at, rows.columns());
  }
}
