package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/** See {@link EmbeddingSpec}; the parameter is {@code weight (count, width)}. */
final class EmbeddingLayer implements Layer {
  private final EmbeddingSpec spec;
  private final int offset;
  private final float[] weight;

  /** Null without dropout. */
  private final KeptShare share;

  private Draws drawn = Draws.unknown();
  private Matrix x;
  private Matrix dX;
  private Signal output;

  EmbeddingLayer(ParameterLayout layout, String prefix, EmbeddingSpec spec) {
    this.spec = spec;
    offset = layout.offset(prefix + "weight");
    weight = new float[Math.multiplyExact(spec.count(), spec.width())];
    share = spec.dropout() > 0 ? new KeptShare(spec.dropout()) : null;
  }

  @Override
  public void load(float[] parameters) {
    System.arraycopy(parameters, offset, weight, 0, weight.length);
  }

  @Override
  public Signal resize(Steps steps, Arena arena, Matrix x, Matrix dX) {
    this.dX = dX;
    connect(
        x, new Signal(arena.matrix(x.rows(), spec.width()), arena.matrix(x.rows(), spec.width())));
    return output;
  }

  /**
   * Places the layer between others that own the memory.
   *
   * @param given class numbers (rows, 1)
   * @param vectors receives the vectors, and holds their gradient
   */
  void connect(Matrix given, Signal vectors) {
    x = given;
    output = vectors;
  }

  @Override
  public void predict() {
    Matrix y = output.values();
    for (int row = 0; row < x.rows(); row++) {
      System.arraycopy(weight, number(row) * spec.width(), y.data(), y.index(row, 0), spec.width());
    }
  }

  @Override
  public void train(Draws draws) {
    drawn = draws;
    predict();
    if (share != null) {
      Matrix y = output.values();
      for (int row = 0; row < x.rows(); row++) {
        float factor = factor(number(row));
        for (int j = 0; j < spec.width(); j++) {
          y.data()[y.index(row, j)] *= factor;
        }
      }
    }
  }

  /** What the vector of a number is multiplied by in training. */
  private float factor(int number) {
    return share == null ? 1f : share.factor(drawn.step(), number);
  }

  @Override
  public void backward(float[] gradient) {
    Matrix dY = output.gradient();
    for (int row = 0; row < x.rows(); row++) {
      int number = number(row);
      if (number != spec.padding()) {
        int to = offset + number * spec.width();
        float factor = factor(number);
        for (int j = 0; j < spec.width(); j++) {
          gradient[to + j] += dY.at(row, j) * factor;
        }
      }
    }
    if (dX != null) {
      dX.fill(0f);
    }
  }

  private int number(int row) {
    float value = x.at(row, 0);
    int number = (int) value;
    if (number != value || number < 0 || number >= spec.count()) {
      throw new IllegalArgumentException(
          "an embedding of %d vectors takes indices from 0 to %d, found %s in row %d"
              .formatted(spec.count(), spec.count() - 1, value, row));
    }
    return number;
  }
}
