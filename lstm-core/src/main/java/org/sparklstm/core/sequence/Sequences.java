package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A growing list of labelled sequences of different lengths, on the way to a shard or to a network.
 * Each sequence has a key, a hash of its content, that decides its place in the shard, so that the
 * order of addition does not matter. A sequence may begin within the one before, as windows on a
 * series do: the steps they share are kept once.
 */
public final class Sequences implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_ROOM = 16;

  private final int columns;
  private float[] values;
  private int used;
  private int size;
  private boolean alike = true;

  /** The index of the first value of each sequence. */
  private int[] starts = new int[FIRST_ROOM];

  /** The index after the last value of each sequence. */
  private int[] ends = new int[FIRST_ROOM];

  private float[] labels = new float[FIRST_ROOM];
  private float[] weights = new float[FIRST_ROOM];
  private Split[] splits = new Split[FIRST_ROOM];

  /** Two per sequence. */
  private long[] keys = new long[2 * FIRST_ROOM];

  /**
   * Creates an empty list.
   *
   * @param columns I, values per time step
   */
  public Sequences(int columns) {
    this.columns = columns;
    values = new float[FIRST_ROOM * columns];
  }

  /** I: values per time step. */
  public int columns() {
    return columns;
  }

  /** The number of sequences. */
  public int size() {
    return size;
  }

  /** The total number of values. */
  public int count() {
    return used;
  }

  /** Adds a value to the current sequence. Modified. */
  public void addValue(float value) {
    int at = add(1);
    values[at] = value;
  }

  /**
   * Adds values to the current sequence. The caller writes them into {@link #values} before any
   * other call. Modified.
   *
   * @return the index of the first added value
   */
  public int add(int count) {
    int at = used;
    used = Math.addExact(used, count);
    if (used > values.length) {
      values =
          Arrays.copyOf(values, Math.max(used, (int) Math.min(2L * at, Integer.MAX_VALUE - 8)));
    }
    return at;
  }

  /** Ends the current sequence, without a label. Modified. */
  public void end() {
    end(0, 1, Split.TEST, 0, 0);
  }

  /**
   * Ends the current sequence, which begins after the one before. Modified.
   *
   * @param label the index of a class, or a value
   * @param weight of the sequence, above 0
   * @param split the span that the sequence belongs to
   * @param high first half of the key, a hash of the sequence and its label
   * @param low second half of the key
   * @throws IllegalArgumentException if the sequence is empty or its last row incomplete
   */
  public void end(float label, float weight, Split split, long high, long low) {
    int from = size == 0 ? 0 : ends[size - 1];
    if (used == from || (used - from) % columns != 0) {
      throw new IllegalArgumentException(
          "a sequence has %d values, expected one or more rows of %d"
              .formatted(used - from, columns));
    }
    end((used - from) / columns, label, weight, split, high, low);
  }

  /**
   * Ends a sequence of the last steps that were added, which may share its first steps with the
   * sequence before. Modified.
   *
   * @param steps T, at least 1 and at most those added
   */
  public void end(int steps, float label, float weight, Split split, long high, long low) {
    if (size == labels.length) {
      int room = 2 * size;
      starts = Arrays.copyOf(starts, room);
      ends = Arrays.copyOf(ends, room);
      labels = Arrays.copyOf(labels, room);
      weights = Arrays.copyOf(weights, room);
      splits = Arrays.copyOf(splits, room);
      keys = Arrays.copyOf(keys, 2 * room);
    }
    labels[size] = label;
    weights[size] = weight;
    splits[size] = split;
    keys[2 * size] = high;
    keys[2 * size + 1] = low;
    starts[size] = used - steps * columns;
    ends[size] = used;
    size++;
    alike &= steps == length(0);
  }

  /** Removes all sequences, but keeps the memory. Modified. */
  public void clear() {
    size = 0;
    used = 0;
    alike = true;
  }

  /** T, the number of time steps of a sequence. */
  public int length(int sequence) {
    return (ends[sequence] - starts[sequence]) / columns;
  }

  /** Whether all sequences are equally long. */
  public boolean areAlike() {
    return alike;
  }

  /** The index of the first value of a sequence. */
  int start(int sequence) {
    return starts[sequence];
  }

  /** The index after the last value of a sequence. */
  int end(int sequence) {
    return ends[sequence];
  }

  /** Whether a sequence begins within the one before. */
  boolean overlaps(int sequence) {
    return sequence > 0 && starts[sequence] < ends[sequence - 1];
  }

  /** The values of all sequences, from 0 to {@link #count}: the live array. */
  public float[] values() {
    return values;
  }

  /** The label of a sequence: the index of its class, or its value. */
  public float label(int sequence) {
    return labels[sequence];
  }

  /** The weight of a sequence. */
  float weight(int sequence) {
    return weights[sequence];
  }

  /** The span that a sequence belongs to. */
  Split split(int sequence) {
    return splits[sequence];
  }

  /** The first half of a sequence's key. */
  public long high(int sequence) {
    return keys[2 * sequence];
  }

  /** The second half of a sequence's key. */
  long low(int sequence) {
    return keys[2 * sequence + 1];
  }

  /**
   * Copies one time step of a sequence.
   *
   * @param t the step, from 0
   * @param to receives I values, starting at {@code at}. Modified.
   */
  public void copyStep(int sequence, int t, float[] to, int at) {
    System.arraycopy(values, starts[sequence] + t * columns, to, at, columns);
  }

  /** A copy of the sequences without spare memory. */
  public Sequences trimmed() {
    Sequences trimmed = new Sequences(columns);
    trimmed.values = Arrays.copyOf(values, used);
    trimmed.used = used;
    trimmed.size = size;
    trimmed.alike = alike;
    trimmed.starts = Arrays.copyOf(starts, size);
    trimmed.ends = Arrays.copyOf(ends, size);
    trimmed.labels = Arrays.copyOf(labels, size);
    trimmed.weights = Arrays.copyOf(weights, size);
    trimmed.splits = Arrays.copyOf(splits, size);
    trimmed.keys = Arrays.copyOf(keys, 2 * size);
    return trimmed;
  }
}
