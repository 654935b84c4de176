package org.sparklstm.core.layer;

import org.sparklstm.core.random.CounterRandom;

/** What is kept with probability 1 - p, and scaled by 1 / (1 - p). */
final class KeptShare {
  /** The bits of a random float, {@link CounterRandom#uniform}. */
  private static final int BITS = 24;

  private final int scaleBits;
  private final long threshold;

  KeptShare(double probability) {
    float keep = (float) (1 - probability);
    scaleBits = Float.floatToRawIntBits(1f / keep);
    threshold = (long) Math.ceil(Math.scalb((double) keep, BITS));
  }

  /** What the value of that number is multiplied by: no branch, which would be a matter of luck. */
  float factor(long key, long number) {
    long difference = (CounterRandom.bits(key, number) >>> (Long.SIZE - BITS)) - threshold;
    // all bits are set where the difference is negative
    int kept = (int) (difference >> (Long.SIZE - 1));
    return Float.intBitsToFloat(scaleBits & kept);
  }

  /**
   * Draws the factors of the values {@code 0 … count - 1}.
   *
   * @param factors Modified.
   */
  void draw(long key, float[] factors, int from, int count) {
    for (int i = 0; i < count; i++) {
      factors[from + i] = factor(key, i);
    }
  }
}
