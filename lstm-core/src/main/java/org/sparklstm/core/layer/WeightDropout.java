package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Matrix;

/**
 * A weight of which elements are zeroed in training, and the others scaled, as {@code
 * torch.nn.functional.dropout} of it: w = factor · raw, so ∂loss/∂raw = factor · ∂loss/∂w.
 */
final class WeightDropout {
  private final KeptShare share;
  private final Matrix raw;
  private final float[] factors;
  private final Matrix dropped;
  private final Matrix dDropped;

  WeightDropout(double probability, int rows, int columns) {
    share = new KeptShare(probability);
    raw = Matrix.zeros(rows, columns);
    dropped = Matrix.zeros(rows, columns);
    dDropped = Matrix.zeros(rows, columns);
    factors = new float[rows * columns];
  }

  /** Copies the weight. */
  void load(Matrix weight) {
    weight.copyInto(raw);
  }

  /** The weight as it is. */
  Matrix raw() {
    return raw;
  }

  /** The weight of which the elements that a key draws are kept. */
  Matrix dropped(long key) {
    share.draw(key, factors, 0, factors.length);
    for (int i = 0; i < factors.length; i++) {
      dropped.data()[i] = raw.data()[i] * factors[i];
    }
    return dropped;
  }

  /** Receives ∂loss/∂w, which is added to zeros. */
  Matrix startGradient() {
    dDropped.fill(0f);
    return dDropped;
  }

  /** Adds ∂loss/∂raw. */
  void addGradient(Matrix gradient) {
    for (int i = 0; i < factors.length; i++) {
      gradient.data()[gradient.offset() + i] += dDropped.data()[i] * factors[i];
    }
  }
}
