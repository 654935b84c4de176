package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/** Mean or maximum over the steps of a sequence; see {@link PoolingSpec}. */
final class PoolingLayer implements Layer {
  private final PoolingSpec.Kind kind;
  private Steps steps;
  private Matrix x;
  private Matrix dX;
  private Signal output;
  private int[] largestAt = {};

  PoolingLayer(PoolingSpec spec) {
    kind = spec.kind();
  }

  @Override
  public void load(float[] parameters) {}

  @Override
  public Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX) {
    this.steps = steps;
    this.x = x;
    this.dX = dX;
    output =
        new Signal(
            arena.matrix(steps.batch(), x.columns()), arena.matrix(steps.batch(), x.columns()));
    largestAt = new int[steps.batch() * x.columns()];
    return output;
  }

  @Override
  public void predict() {
    for (int b = 0; b < steps.batch(); b++) {
      for (int j = 0; j < x.columns(); j++) {
        int index = output.values().index(steps.rank(b), j);
        output.values().data()[index] =
            kind == PoolingSpec.Kind.MEAN ? mean(b, j) : x.at(largest(b, j), j);
      }
    }
  }

  private float mean(int b, int j) {
    float sum = 0;
    for (int t = 0; t < steps.length(b); t++) {
      sum += x.at(steps.row(t, b), j);
    }
    return sum / steps.length(b);
  }

  /** The row of the largest value, the first if there are several; NaN counts as largest. */
  private int largest(int b, int j) {
    int best = steps.row(0, b);
    for (int t = 1; t < steps.length(b); t++) {
      int row = steps.row(t, b);
      if (Float.compare(x.at(row, j), x.at(best, j)) > 0) {
        best = row;
      }
    }
    largestAt[b * x.columns() + j] = best;
    return best;
  }

  @Override
  public void train(Draws draws) {
    predict();
  }

  @Override
  public void backward(float[] gradient) {
    if (dX == null) {
      return;
    }
    dX.fill(0f);
    for (int b = 0; b < steps.batch(); b++) {
      for (int j = 0; j < x.columns(); j++) {
        float d = output.gradient().at(steps.rank(b), j);
        if (kind == PoolingSpec.Kind.MAX) {
          dX.data()[dX.index(largestAt[b * x.columns() + j], j)] = d;
        } else {
          float share = d / steps.length(b);
          for (int t = 0; t < steps.length(b); t++) {
            dX.data()[dX.index(steps.row(t, b), j)] = share;
          }
        }
      }
    }
  }
}
