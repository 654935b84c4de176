package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Matrix;

/** A mask that is drawn for each value. */
final class DropoutMask implements Mask {
  private final KeptShare share;

  /** A bit for each value, 1 if it is kept. */
  private long[] kept = {};

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
    float scale = share.scale();
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
        bits |= share.kept(wanted, first + i) << i;
      }
      kept[word] = bits;
    }
    size = count;
    key = wanted;
  }
}
