package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/** See {@link DropoutSpec}. */
final class DropoutLayer implements Layer {
  private final Mask mask;
  private Steps steps;
  private Matrix x;
  private Matrix dX;
  private Signal output;
  private Draws drawn = Draws.unknown();

  DropoutLayer(DropoutSpec spec) {
    mask = spec.masks().newMask(spec.probability());
  }

  @Override
  public void load(float[] parameters) {}

  @Override
  public Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX) {
    this.steps = steps;
    this.x = x;
    this.dX = dX;
    output = new Signal(arena.matrix(x.rows(), x.columns()), arena.matrix(x.rows(), x.columns()));
    return output;
  }

  @Override
  public void predict() {
    x.copyInto(output.values());
  }

  @Override
  public void train(Draws draws) {
    drawn = draws;
    mask.apply(x, output.values(), steps, drawn);
  }

  @Override
  public void backward(float[] gradient) {
    if (dX != null) {
      mask.apply(output.gradient(), dX, steps, drawn);
    }
  }
}
