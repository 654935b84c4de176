package org.sparklstm.core.layer;

import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * Keeps each value with probability 1 - p and scales it by 1 / (1 - p); the others become zero. The
 * mask is a function of a key: the backward pass, which has the same key, uses the mask that was
 * drawn last.
 */
final class DropoutMask {
  /** The bits of a random float, {@link CounterRandom#uniform}. */
  private static final int BITS = 24;

  /** Random bits below it keep a value. */
  private final long threshold;

  private final float scale;

  /** A bit for each value, 1 if it is kept. */
  private long[] kept = {};

  private int size;
  private long key;

  DropoutMask(double probability) {
    float keep = (float) (1 - probability);
    scale = 1f / keep;
    threshold = (long) Math.ceil(Math.scalb((double) keep, BITS));
  }

  /**
   * Applies the mask of a key.
   *
   * @param from with contiguous rows
   * @param to of the same shape, or {@code from} itself. Modified.
   */
  void apply(Matrix from, Matrix to, long wanted) {
    int count = from.rows() * from.columns();
    if (size != count || key != wanted) {
      draw(count, wanted);
    }
    float[] values = from.data();
    float[] masked = to.data();
    int at = from.offset();
    int target = to.offset();
    for (int i = 0; i < count; i++) {
      float value = values[at + i] * scale;
      masked[target + i] = ((kept[i >> 6] >>> i) & 1) != 0 ? value : 0f;
    }
  }

  private void draw(int count, long wanted) {
    int words = (count + Long.SIZE - 1) / Long.SIZE;
    if (kept.length < words) {
      kept = new long[words];
    }
    for (int word = 0; word < words; word++) {
      long bits = 0;
      int first = word * Long.SIZE;
      int some = Math.min(Long.SIZE, count - first);
      for (int i = 0; i < some; i++) {
        // below the threshold the difference is negative
        long below = (CounterRandom.bits(wanted, first + i) >>> (Long.SIZE - BITS)) - threshold;
        bits |= (below >>> (Long.SIZE - 1)) << i;
      }
      kept[word] = bits;
    }
    size = count;
    key = wanted;
  }
}
