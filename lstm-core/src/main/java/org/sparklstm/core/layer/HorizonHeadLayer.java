package org.sparklstm.core.layer;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * See {@link HorizonHeadSpec}. The rows of the answered steps are gathered, step by step and within
 * a step by rank, and go through one product.
 */
final class HorizonHeadLayer implements Layer {
  private final HorizonHeadSpec spec;
  private final DenseLayer dense;
  private Steps steps;
  private Matrix x;
  private Matrix dX;
  private Matrix states;
  private Matrix dStates;
  private Signal answers;
  private Signal output;

  HorizonHeadLayer(Kernels kernels, ParameterLayout layout, String prefix, HorizonHeadSpec spec) {
    this.spec = spec;
    dense = new DenseLayer(kernels, layout, prefix, spec.dense());
  }

  @Override
  public void load(float[] parameters) {
    dense.load(parameters);
  }

  @Override
  public Signal resize(Steps wanted, Arena arena, Matrix x, Matrix dX) {
    for (int b = 0; b < wanted.batch(); b++) {
      if (wanted.length(b) < spec.steps()) {
        throw new IllegalArgumentException(
            "a sequence of %d steps, expected at least the %d that are answered"
                .formatted(wanted.length(b), spec.steps()));
      }
    }
    steps = wanted;
    this.x = x;
    this.dX = dX;
    int rows = Math.multiplyExact(spec.steps(), wanted.batch());
    states = arena.matrix(rows, x.columns());
    dStates = dX == null ? null : arena.matrix(rows, x.columns());
    answers = dense.resize(wanted, arena, states, dStates);
    int columns = spec.steps() * spec.dense().outputs();
    output =
        new Signal(arena.matrix(wanted.batch(), columns), arena.matrix(wanted.batch(), columns));
    return output;
  }

  private interface RowPair {
    /** A row of an answered step, and that of the step among all. */
    void take(int answered, int row);
  }

  private void forEachRow(RowPair pair) {
    for (int b = 0; b < steps.batch(); b++) {
      for (int step = 0; step < spec.steps(); step++) {
        pair.take(
            step * steps.batch() + steps.rank(b),
            steps.row(steps.length(b) - spec.steps() + step, b));
      }
    }
  }

  private static void copyRow(Matrix from, int row, Matrix to, int toRow) {
    System.arraycopy(
        from.data(), from.index(row, 0), to.data(), to.index(toRow, 0), from.columns());
  }

  @Override
  public void predict() {
    forEachRow((answered, row) -> copyRow(x, row, states, answered));
    dense.predict();
    flatten(answers.values(), output.values());
  }

  /** Answers ordered by step become one row per sequence. */
  private void flatten(Matrix byStep, Matrix bySequence) {
    int width = byStep.columns();
    for (int step = 0; step < spec.steps(); step++) {
      for (int rank = 0; rank < steps.batch(); rank++) {
        System.arraycopy(
            byStep.data(),
            byStep.index(step * steps.batch() + rank, 0),
            bySequence.data(),
            bySequence.index(rank, step * width),
            width);
      }
    }
  }

  private void unflatten(Matrix bySequence, Matrix byStep) {
    int width = byStep.columns();
    for (int step = 0; step < spec.steps(); step++) {
      for (int rank = 0; rank < steps.batch(); rank++) {
        System.arraycopy(
            bySequence.data(),
            bySequence.index(rank, step * width),
            byStep.data(),
            byStep.index(step * steps.batch() + rank, 0),
            width);
      }
    }
  }

  @Override
  public void train(Draws draws) {
    predict();
  }

  @Override
  public void backward(float[] gradient) {
    unflatten(output.gradient(), answers.gradient());
    dense.backward(gradient);
    if (dX != null) {
      dX.fill(0f);
      forEachRow((answered, row) -> copyRow(dStates, answered, dX, row));
    }
  }
}
