package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Labelled sequences of different lengths, one after the other, on their way to a shard or to a
 * network. Each has a key, made of what it holds, that decides where it goes: the order in which
 * sequences come in never shows.
 */
public final class Sequences implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIRST_ROOM = 16;

  private final int columns;
  private float[] values;
  private int used;
  private int size;
  private boolean alike = true;

  /** Where each sequence begins among the values; one more for the end of the last. */
  private int[] starts = new int[FIRST_ROOM + 1];

  private float[] labels = new float[FIRST_ROOM];
  private float[] weights = new float[FIRST_ROOM];
  private Split[] splits = new Split[FIRST_ROOM];

  /** Two a sequence. */
  private long[] keys = new long[2 * FIRST_ROOM];

  /**
   * @param columns I, values a time step
   */
  public Sequences(int columns) {
    this.columns = columns;
    values = new float[FIRST_ROOM * columns];
  }

  /** I: values a time step. */
  public int columns() {
    return columns;
  }

  /** Number of sequences. */
  public int size() {
    return size;
  }

  /** Number of all values. */
  public int count() {
    return used;
  }

  /** Adds one more value to the sequence being added. Modified. */
  public void addValue(float value) {
    int at = add(1);
    values[at] = value;
  }

  /**
   * Adds values to the sequence being added, to be written into {@link #values} at once. Modified.
   *
   * @return where the first of them goes
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

  /** Ends the sequence whose values have been added, without a label. Modified. */
  public void end() {
    end(0, 1, Split.TEST, 0, 0);
  }

  /**
   * Ends the sequence whose values have been added. Modified.
   *
   * @param label a class's number, or a value
   * @param weight what it counts for, above 0
   * @param high and {@code low}, a key made of the sequence and its label
   */
  public void end(float label, float weight, Split split, long high, long low) {
    if (used == starts[size] || (used - starts[size]) % columns != 0) {
      throw new IllegalArgumentException(
          "a sequence has %d values, expected at least one row of %d"
              .formatted(used - starts[size], columns));
    }
    if (size == labels.length) {
      int room = 2 * size;
      starts = Arrays.copyOf(starts, room + 1);
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
    starts[++size] = used;
    alike &= length(size - 1) == length(0);
  }

  /** Forgets all sequences, and keeps the room. Modified. */
  public void clear() {
    size = 0;
    used = 0;
    alike = true;
  }

  /** Time steps of a sequence. */
  public int length(int sequence) {
    return (starts[sequence + 1] - starts[sequence]) / columns;
  }

  /** Whether all sequences are equally long. */
  public boolean areAlike() {
    return alike;
  }

  /** Where a sequence's values begin. */
  int start(int sequence) {
    return starts[sequence];
  }

  /** The values of all sequences, from 0 to {@link #count}: the live array. */
  public float[] values() {
    return values;
  }

  /** A class's number, or a value. */
  public float label(int sequence) {
    return labels[sequence];
  }

  /** What a sequence counts for. */
  float weight(int sequence) {
    return weights[sequence];
  }

  /** The span that a sequence belongs to. */
  Split split(int sequence) {
    return splits[sequence];
  }

  /** First half of a sequence's key. */
  public long high(int sequence) {
    return keys[2 * sequence];
  }

  /** Second half of a sequence's key. */
  long low(int sequence) {
    return keys[2 * sequence + 1];
  }

  /**
   * Copies one step.
   *
   * @param t from 0
   * @param to Modified, from {@code at} on.
   */
  public void copyStep(int sequence, int t, float[] to, int at) {
    System.arraycopy(values, starts[sequence] + t * columns, to, at, columns);
  }

  /** The same sequences without spare room. */
  public Sequences trimmed() {
    Sequences trimmed = new Sequences(columns);
    trimmed.values = Arrays.copyOf(values, used);
    trimmed.used = used;
    trimmed.size = size;
    trimmed.alike = alike;
    trimmed.starts = Arrays.copyOf(starts, size + 1);
    trimmed.labels = Arrays.copyOf(labels, size);
    trimmed.weights = Arrays.copyOf(weights, size);
    trimmed.splits = Arrays.copyOf(splits, size);
    trimmed.keys = Arrays.copyOf(keys, 2 * size);
    return trimmed;
  }
}
