package org.sparklstm.core.sequence;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.sparklstm.core.tensor.Matrix;

/**
 * Windows whose rows are all read alike.
 *
 * <p>With {@link Baseline#LAST} the last value before the horizon is subtracted from the target
 * columns, but not from additional features. With {@link Baseline#SEASONAL} the seasonal
 * differences of the targets follow the columns as additional inputs.
 *
 * @param columns values per row
 * @param targets the number of target columns, which come first
 * @param marked whether a further column per target says if it was observed
 */
record PlainWindows(WindowSpec spec, int columns, int targets, boolean marked) implements Windows {
  @Override
  public int inputs() {
    return spec.baseline() == Baseline.SEASONAL ? columns + targets : columns;
  }

  @Override
  public int steps(Window window) {
    return spec.lookback();
  }

  @Override
  public void readInput(Window window, Matrix input, IntUnaryOperator row, IntPredicate isHidden) {
    Rows rows = window.rows();
    int anchor = window.anchor();
    for (int t = 0; t < spec.lookback(); t++) {
      int from = anchor - spec.lookback() + t;
      int to = input.index(row.applyAsInt(t), 0);
      for (int column = 0; column < columns; column++) {
        float value = rows.value(from, column);
        if (spec.baseline() == Baseline.LAST && column < targets) {
          value -= rows.value(anchor - 1, column);
        }
        input.data()[to + column] = value;
      }
      if (spec.baseline() == Baseline.SEASONAL) {
        for (int column = 0; column < targets; column++) {
          input.data()[to + columns + column] =
              rows.value(from, column) - rows.value(from - spec.period(), column);
        }
      }
    }
  }

  @Override
  public float level(Window window, int target) {
    throw noLevel();
  }

  @Override
  public double meanSize(Window window, int target, WindowReader.Units units) {
    throw noLevel();
  }

  private static IllegalStateException noLevel() {
    return new IllegalStateException("windows whose rows are all read alike have no level");
  }

  @Override
  public float factor(Window window, int target) {
    return 1;
  }

  @Override
  public float base(Window window, int step, int target) {
    return switch (spec.baseline()) {
      case NONE -> 0f;
      case LAST -> window.rows().value(window.anchor() - 1, target);
      case SEASONAL -> window.rows().value(spec.seasonalRow(window.anchor(), step), target);
    };
  }

  @Override
  public float naive(Window window, int step, int target) {
    return window.rows().value(naiveRow(window, step, target), target);
  }

  @Override
  public int naiveRow(Window window, int step, int target) {
    if (spec.period() == 0) {
      return window.anchor() - 1;
    }
    int nearest = spec.seasonalRow(window.anchor(), step);
    for (int row = nearest; row >= window.anchor() - spec.history(); row -= spec.period()) {
      if (!marked || window.rows().value(row, columns + target) != 0) {
        return row;
      }
    }
    return nearest;
  }
}
