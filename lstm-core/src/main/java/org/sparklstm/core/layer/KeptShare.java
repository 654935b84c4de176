package org.sparklstm.core.layer;

import org.sparklstm.core.random.CounterRandom;

/** What is kept with probability 1 - p, and scaled by 1 / (1 - p). */
final class KeptShare {
  /** The bits of a random float, {@link CounterRandom#uniform}. */
  private static final int BITS = 24;

  private final float scale;
  private final long threshold;

  KeptShare(double probability) {
    float keep = (float) (1 - probability);
    scale = 1f / keep;
    threshold = (long) Math.ceil(Math.scalb((double) keep, BITS));
  }

  /** 1 if the value of that number is kept, else 0. */
  private long kept(long key, long number) {
    // below the threshold the difference is negative
    long below = (CounterRandom.bits(key, number) >>> (Long.SIZE - BITS)) - threshold;
    return below >>> (Long.SIZE - 1);
  }

  /** What the value of that number is multiplied by. */
  float factor(long key, long number) {
    return kept(key, number) == 0 ? 0f : scale;
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
