package org.sparklstm.core.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A shard of labelled sequences, each of which is an example. Sequences are ordered by key, and by
 * weight if keys are equal. The steps that sequences share are kept once.
 */
public final class SequenceShard implements Shard {
  private static final long serialVersionUID = 1L;

  /** The order of sequences, and of runs by their first sequence. */
  private static final Comparator<Place> BY_KEY =
      Comparator.comparingLong(Place::high)
          .thenComparingLong(Place::low)
          .thenComparing(Place::weight);

  private final int id;
  private final Rows rows;

  /** The first row of each sequence. */
  private final int[] starts;

  /** The rows of each sequence. */
  private final int[] lengths;

  /** Empty if all are 0. */
  private final float[] labels;

  /** Empty if all are 1. */
  private final float[] weights;

  /** The indices of the sequences of each span. */
  private final Map<Split, int[]> members = new EnumMap<>(Split.class);

  /**
   * A sequence of a piece.
   *
   * @param shift what its indices of values grow by from the piece to the shard
   */
  private record Place(Sequences all, int index, int shift) {
    long high() {
      return all.high(index);
    }

    long low() {
      return all.low(index);
    }

    float weight() {
      return all.weight(index);
    }

    /** The index after the last of the sequences that overlap from this one on. */
    int runEnd() {
      int next = index + 1;
      while (next < all.size() && all.overlaps(next)) {
        next++;
      }
      return next;
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
    rows = new Rows(copied(pieces, places), columns);
    places.sort(BY_KEY);
    starts = new int[places.size()];
    lengths = new int[places.size()];
    float[] ofLabels = new float[places.size()];
    float[] ofWeights = new float[places.size()];
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Sequences all = places.get(i).all();
      int index = places.get(i).index();
      starts[i] = (all.start(index) + places.get(i).shift()) / columns;
      lengths[i] = all.length(index);
      ofLabels[i] = all.label(index);
      ofWeights[i] = all.weight(index);
      splits.add(all.split(index));
    }
    labels = unlessAll(0f, ofLabels);
    weights = unlessAll(1f, ofWeights);
    for (Split split : Split.values()) {
      int[] ofSplit =
          java.util.stream.IntStream.range(0, starts.length)
              .filter(i -> splits.get(i) == split)
              .toArray();
      members.put(split, ofSplit);
    }
  }

  private static float[] unlessAll(float value, float[] values) {
    for (float one : values) {
      if (one != value) {
        return values;
      }
    }
    return new float[0];
  }

  /**
   * The values of all sequences, one run of overlapping sequences after the other, in an order that
   * does not depend on that of the pieces.
   *
   * @param places receives the sequences. Modified.
   */
  private float[] copied(List<Sequences> pieces, List<Place> places) {
    List<Place> runs = new ArrayList<>();
    long total = 0;
    for (Sequences piece : pieces) {
      total += piece.count();
      for (int i = 0; i < piece.size(); i++) {
        if (!piece.overlaps(i)) {
          runs.add(new Place(piece, i, 0));
        }
      }
    }
    if (total > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "shard %d would have %,d values, more than an array can hold; equal sequences belong to the same shard, so use weights instead of repeated sequences, or reduce the size of shards"
              .formatted(id, total));
    }
    runs.sort(BY_KEY);
    float[] values = new float[(int) total];
    int at = 0;
    for (Place run : runs) {
      Sequences all = run.all();
      int from = all.start(run.index());
      int end = run.runEnd();
      int count = all.end(end - 1) - from;
      System.arraycopy(all.values(), from, values, at, count);
      for (int i = run.index(); i < end; i++) {
        places.add(new Place(all, i, at - from));
      }
      at += count;
    }
    return values;
  }

  private SequenceShard(SequenceShard other, Rows rows) {
    id = other.id;
    starts = other.starts;
    lengths = other.lengths;
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

  /**
   * The number of tokens of a span that are predicted: all of a sequence but its first, which
   * nothing precedes.
   */
  public long predicted(Split split) {
    long total = 0;
    for (int sequence : members.get(split)) {
      total += lengths[sequence] - 1;
    }
    return total;
  }

  /** The number of a token in a sequence whose steps begin with one. */
  public int token(int sequence, int t) {
    return (int) rows.value(starts[sequence] + t, 0);
  }

  /** The class of a token in a sequence whose steps begin with a token and its class. */
  public int answer(int sequence, int t) {
    return (int) rows.value(starts[sequence] + t, 1);
  }

  /**
   * Copies some values of a time step.
   *
   * @param column of the first one
   * @param to receives them, starting at {@code at}. Modified.
   */
  public void copyValues(int sequence, int t, int column, int count, float[] to, int at) {
    rows.copy((starts[sequence] + t) * rows.columns() + column, to, at, count);
  }

  /** T, the number of time steps of a sequence. */
  public int length(int sequence) {
    return lengths[sequence];
  }

  /** The label of a sequence: the index of its class, or its value. */
  public float label(int sequence) {
    return labels.length == 0 ? 0f : labels[sequence];
  }

  /** The weight of a sequence. */
  public float weight(int sequence) {
    return weights.length == 0 ? 1f : weights[sequence];
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
