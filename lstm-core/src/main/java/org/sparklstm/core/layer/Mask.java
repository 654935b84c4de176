package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Matrix;

/**
 * Keeps each value with probability 1 - p and scales it by 1 / (1 - p); the others become zero. The
 * mask is a function of keys: the backward pass, which has the same keys, uses the mask that was
 * drawn last.
 */
interface Mask {

  /**
   * Applies the mask of some keys.
   *
   * @param from with contiguous rows, one per step of a sequence or one per sequence
   * @param to of the same shape, or {@code from} itself. Modified.
   * @param steps of the batch
   */
  void apply(Matrix from, Matrix to, Steps steps, Draws draws);
}
