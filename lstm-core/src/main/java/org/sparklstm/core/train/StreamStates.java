package org.sparklstm.core.train;

import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * The states that blocks of streams end a step with. They take effect when the step is accepted, so
 * that a step that is repeated does not move them twice.
 */
public final class StreamStates {
  /** States by the number of their first value among those of all streams. */
  private final TreeMap<Integer, float[]> blocks = new TreeMap<>();

  /**
   * Adds the states of a block. Modified.
   *
   * @param first index of the first value among those of all streams
   * @param states Kept, not copied.
   */
  void add(int first, float[] states) {
    blocks.put(first, states);
  }

  /** Adds the states of other blocks. Modified. */
  public StreamStates merge(StreamStates other) {
    blocks.putAll(other.blocks);
    return this;
  }

  /** The number of bytes that {@link #write} takes. */
  int bytes() {
    int bytes = Integer.BYTES;
    for (float[] states : blocks.values()) {
      bytes += 2 * Integer.BYTES + Float.BYTES * states.length;
    }
    return bytes;
  }

  void write(ByteBuffer to) {
    to.putInt(blocks.size());
    blocks.forEach(
        (first, states) -> {
          to.putInt(first).putInt(states.length);
          to.asFloatBuffer().put(states);
          to.position(to.position() + Float.BYTES * states.length);
        });
  }

  static StreamStates read(ByteBuffer from) {
    StreamStates read = new StreamStates();
    for (int left = from.getInt(); left > 0; left--) {
      int first = from.getInt();
      float[] states = new float[from.getInt()];
      from.asFloatBuffer().get(states);
      from.position(from.position() + Float.BYTES * states.length);
      read.add(first, states);
    }
    return read;
  }

  /** Copies the states into those of all streams. {@code all} Modified. */
  void into(float[] all) {
    blocks.forEach((first, states) -> System.arraycopy(states, 0, all, first, states.length));
  }
}
