package org.sparklstm.core.layer;

import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * Keeps each value with probability 1 - p and scales it by 1 / (1 - p); the others become zero. The
 * mask is a function of a key, so the backward pass draws the same mask again.
 */
final class DropoutMask {
  private final float keep;
  private final float scale;

  DropoutMask(double probability) {
    keep = (float) (1 - probability);
    scale = 1f / keep;
  }

  /**
   * Applies the mask of a key.
   *
   * @param from with contiguous rows
   * @param to of the same shape, or {@code from} itself. Modified.
   */
  void apply(Matrix from, Matrix to, long key) {
    int size = from.rows() * from.columns();
    for (int i = 0; i < size; i++) {
      float value = from.data()[from.offset() + i] * scale;
      to.data()[to.offset() + i] = CounterRandom.uniform(key, i) < keep ? value : 0f;
    }
  }
}
