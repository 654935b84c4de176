package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/** See {@link VectorsSpec}. */
final class VectorsLayer implements Layer {

  @Override
  public void load(float[] parameters) {}

  @Override
  public Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX) {
    return new Signal(x, dX);
  }

  @Override
  public void predict() {}

  @Override
  public void train(Draws draws) {}

  @Override
  public void backward(float[] gradient) {}
}
