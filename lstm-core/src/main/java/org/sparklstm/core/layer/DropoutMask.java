package org.sparklstm.core.layer;

import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * Keeps a value with probability 1 - p and scales it by 1 / (1 - p); the rest become zero. Which
 * ones is a function of a key, so the way back draws the same mask again.
 */
final class DropoutMask {
  private final float keep;
  private final float scale;

  DropoutMask(double probability) {
    keep = (float) (1 - probability);
    scale = 1f / keep;
  }

  /**
   * @param from whose rows lie beside each other
   * @param to of the same shape, possibly the same. Modified.
   */
  void apply(Matrix from, Matrix to, long key) {
    int size = from.rows() * from.columns();
    for (int i = 0; i < size; i++) {
      float value = from.data()[from.offset() + i] * scale;
      to.data()[to.offset() + i] = CounterRandom.uniform(key, i) < keep ? value : 0f;
    }
  }
}
