package org.sparklstm.core.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A shard of labelled sequences, each of which is an example. Sequences are ordered by key, and by
 * weight if keys are equal.
 */
public final class SequenceShard implements Shard {
  private static final long serialVersionUID = 1L;

  private final int id;
  private final Rows rows;

  /** The first row of each sequence, and the row after the last sequence. */
  private final int[] starts;

  private final float[] labels;
  private final float[] weights;

  /** The indices of the sequences of each span. */
  private final Map<Split, int[]> members = new EnumMap<>(Split.class);

  /** A sequence of a piece. */
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
   * Creates a shard.
   *
   * @param id number of the shard, from 0
   * @param pieces its sequences, in any order. Copied.
   * @param columns I, values per time step
   * @throws IllegalArgumentException if the sequences have more values than an array can hold
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
          "shard %d would have %,d values, more than an array can hold; equal sequences belong to the same shard, so use weights instead of repeated sequences, or reduce the size of shards"
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
   * Finds a sequence of a span.
   *
   * @param number from 0 to {@link #count} - 1
   * @return the index of the sequence in the shard
   */
  public int find(Split split, long number) {
    if (number < 0 || number >= count(split)) {
      throw new IndexOutOfBoundsException(
          "sequence %d is out of range: shard %d has %d %s sequences"
              .formatted(number, id, count(split), split));
    }
    return members.get(split)[(int) number];
  }

  /** T, the number of time steps of a sequence. */
  public int length(int sequence) {
    return starts[sequence + 1] - starts[sequence];
  }

  /** The label of a sequence: the index of its class, or its value. */
  public float label(int sequence) {
    return labels[sequence];
  }

  /** The weight of a sequence. */
  public float weight(int sequence) {
    return weights[sequence];
  }

  /**
   * Copies one time step of a sequence.
   *
   * @param t the step, from 0
   * @param to receives I values, starting at {@code at}. Modified.
   */
  public void copyStep(int sequence, int t, float[] to, int at) {
    rows.copy((starts[sequence] + t) * rows.columns(), to, at, rows.columns());
  }
}
