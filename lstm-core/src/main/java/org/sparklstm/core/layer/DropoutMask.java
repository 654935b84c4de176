package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Matrix;

/** A mask that is drawn for each value. */
final class DropoutMask implements Mask {
  private final KeptShare share;

  /** 0 or the scale, of each value, row by row: the compiler multiplies floats in vectors. */
  private float[] factors = {};

  private int size;
  private long key;

  DropoutMask(double probability) {
    share = new KeptShare(probability);
  }

  @Override
  public void apply(Matrix from, Matrix to, Steps steps, Draws draws) {
    int count = from.rows() * from.columns();
    if (size != count || key != draws.block()) {
      draw(count, draws.block());
    }
    float[] values = from.data();
    float[] masked = to.data();
    float[] kept = factors;
    int at = from.offset();
    int target = to.offset();
    for (int i = 0; i < count; i++) {
      masked[target + i] = values[at + i] * kept[i];
    }
  }

  private void draw(int count, long wanted) {
    if (factors.length < count) {
      factors = new float[count];
    }
    share.draw(wanted, factors, 0, count);
    size = count;
    key = wanted;
  }
}
