package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/**
 * Outputs the last hidden state of the recurrent layer below; see {@link PoolingSpec.Kind#LAST}.
 */
final class LastStateLayer implements Layer {
  private final RecurrentLayer below;
  private Signal output;
  private Matrix[] values;
  private Matrix[] gradients;

  LastStateLayer(RecurrentLayer below) {
    this.below = below;
  }

  @Override
  public void load(float[] parameters) {}

  @Override
  public Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX) {
    output =
        new Signal(
            arena.matrix(steps.batch(), x.columns()), arena.matrix(steps.batch(), x.columns()));
    values = new Matrix[below.spec().directions()];
    gradients = new Matrix[values.length];
    int size = below.spec().outputSize();
    for (int d = 0; d < values.length; d++) {
      values[d] = output.values().columnRange(d * size, size);
      gradients[d] = output.gradient().columnRange(d * size, size);
    }
    return output;
  }

  @Override
  public void predict() {
    int top = below.spec().layers() - 1;
    for (int d = 0; d < values.length; d++) {
      below.last().hidden(top, d).copyInto(values[d]);
    }
  }

  @Override
  public void train(Draws draws) {
    predict();
  }

  @Override
  public void backward(float[] gradient) {
    int top = below.spec().layers() - 1;
    for (int d = 0; d < gradients.length; d++) {
      gradients[d].copyInto(below.dLast().hidden(top, d));
    }
  }
}
