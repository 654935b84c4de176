package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Matrix;

/**
 * A mask for each sequence, the same at all its steps: locked, or variational, dropout (Gal and
 * Ghahramani 2016, arXiv:1512.05287; Merity et al. 2018, arXiv:1708.02182).
 */
final class LockedMask implements Mask {
  private final KeptShare share;

  /** 0 or the scale: a row for each sequence, by rank. */
  private float[] factors = {};

  LockedMask(double probability) {
    share = new KeptShare(probability);
  }

  @Override
  public void apply(Matrix from, Matrix to, Steps steps, Draws draws) {
    int width = from.columns();
    draw(width, steps, draws);
    boolean isPooled = from.rows() == steps.batch();
    int row = 0;
    for (int t = 0; row < from.rows(); t++) {
      int count = isPooled ? steps.batch() : steps.count(t);
      for (int rank = 0; rank < count; rank++) {
        int at = from.index(row, 0);
        int target = to.index(row, 0);
        for (int j = 0; j < width; j++) {
          to.data()[target + j] = from.data()[at + j] * factors[rank * width + j];
        }
        row++;
      }
    }
  }

  private void draw(int width, Steps steps, Draws draws) {
    if (factors.length < steps.batch() * width) {
      factors = new float[steps.batch() * width];
    }
    for (int b = 0; b < steps.batch(); b++) {
      share.draw(draws.sequence(b), factors, steps.rank(b) * width, width);
    }
  }
}
