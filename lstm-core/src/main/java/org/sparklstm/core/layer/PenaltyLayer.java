package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/** See {@link PenaltySpec}. A step's loss is the sum over its rows, which is divided later. */
final class PenaltyLayer implements Layer {
  private final PenaltySpec spec;
  private Steps steps;
  private Matrix x;
  private Matrix dX;

  PenaltyLayer(PenaltySpec spec) {
    this.spec = spec;
  }

  @Override
  public void load(float[] parameters) {}

  @Override
  public Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX) {
    this.steps = steps;
    this.x = x;
    this.dX = dX == null ? arena.matrix(x.rows(), x.columns()) : dX;
    return new Signal(x, this.dX);
  }

  @Override
  public void predict() {}

  @Override
  public void train(Draws draws) {}

  @Override
  public void backward(float[] gradient) {
    float slope = (float) (2 * spec.weight() / x.columns());
    for (int t = 0; t < steps.steps(); t++) {
      for (int rank = 0; rank < steps.count(t); rank++) {
        if (spec.of() == PenaltySpec.Of.VALUES) {
          addValues(slope, steps.start(t) + rank);
        } else if (t > 0) {
          addChange(slope, steps.start(t - 1) + rank, steps.start(t) + rank);
        }
      }
    }
  }

  private void addValues(float slope, int row) {
    int at = x.index(row, 0);
    int to = dX.index(row, 0);
    for (int j = 0; j < x.columns(); j++) {
      dX.data()[to + j] = Math.fma(slope, x.data()[at + j], dX.data()[to + j]);
    }
  }

  private void addChange(float slope, int before, int row) {
    for (int j = 0; j < x.columns(); j++) {
      float pull = slope * (x.at(row, j) - x.at(before, j));
      dX.data()[dX.index(row, j)] += pull;
      dX.data()[dX.index(before, j)] -= pull;
    }
  }
}
