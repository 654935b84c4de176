package org.sparklstm.core.sequence;

import java.io.Serializable;
import org.sparklstm.core.tensor.Matrix;

/**
 * Reads windows into a network's matrices. Of the columns of a row the first ones are the targets,
 * the rest further features.
 *
 * <p>With {@link Baseline#LAST} the last value seen is subtracted from the target columns; further
 * features keep their level. With {@link Baseline#SEASONAL} the seasonal differences of the targets
 * follow the columns as further inputs.
 */
public final class WindowReader implements Serializable {
  private final WindowSpec spec;
  private final int columns;
  private final int targets;

  /**
   * @param columns columns of a row
   * @param targets how many of them, the first, are predicted
   */
  public WindowReader(WindowSpec spec, int columns, int targets) {
    if (targets < 1 || targets > columns) {
      throw new IllegalArgumentException(
          "%d targets of %d columns: at least 1, at most all".formatted(targets, columns));
    }
    this.spec = spec;
    this.columns = columns;
    this.targets = targets;
  }

  /** I, values per time step that the network sees. */
  public int inputs() {
    return spec.baseline() == Baseline.SEASONAL ? columns + targets : columns;
  }

  /** Rows before the horizon that the network's input is made of. */
  public int inputRows() {
    return spec.lookback() + (spec.baseline() == Baseline.SEASONAL ? spec.period() : 0);
  }

  /** O, values the network predicts: horizon · targets, step by step. */
  public int outputs() {
    return Math.multiplyExact(spec.horizon(), targets);
  }

  /** Index among the outputs of the value of a target at a step of the horizon. */
  public int output(int step, int target) {
    return step * targets + target;
  }

  public int targets() {
    return targets;
  }

  public WindowSpec spec() {
    return spec;
  }

  /**
   * Writes what the network sees of one window.
   *
   * @param input (T·B, I). Modified.
   * @param b which sequence of the batch
   * @param batch B
   */
  public void readInput(Window window, Matrix input, int b, int batch) {
    Rows rows = window.rows();
    int anchor = window.anchor();
    for (int t = 0; t < spec.lookback(); t++) {
      int row = anchor - spec.lookback() + t;
      int to = input.index(t * batch + b, 0);
      for (int column = 0; column < columns; column++) {
        float value = rows.value(row, column);
        if (spec.baseline() == Baseline.LAST && column < targets) {
          value -= rows.value(anchor - 1, column);
        }
        input.data()[to + column] = value;
      }
      if (spec.baseline() == Baseline.SEASONAL) {
        for (int column = 0; column < targets; column++) {
          input.data()[to + columns + column] =
              rows.value(row, column) - rows.value(row - spec.period(), column);
        }
      }
    }
  }

  /**
   * Writes what the network should predict for one window, relative to the baseline.
   *
   * @param target (B, O). Modified.
   */
  public void readTarget(Window window, Matrix target, int b) {
    for (int step = 0; step < spec.horizon(); step++) {
      for (int column = 0; column < targets; column++) {
        target.data()[target.index(b, output(step, column))] =
            actual(window, step, column) - baseline(window, step, column);
      }
    }
  }

  /** The value that came true, standardised. */
  public float actual(Window window, int step, int column) {
    return window.rows().value(window.anchor() + step, column);
  }

  /** What the network's prediction is relative to, standardised. */
  public float baseline(Window window, int step, int column) {
    return switch (spec.baseline()) {
      case NONE -> 0f;
      case LAST -> window.rows().value(window.anchor() - 1, column);
      case SEASONAL -> seasonal(window, step, column);
    };
  }

  /** The naive forecast: one season earlier where there is a period, else the last value. */
  public float naive(Window window, int step, int column) {
    return spec.period() > 0
        ? seasonal(window, step, column)
        : window.rows().value(window.anchor() - 1, column);
  }

  private float seasonal(Window window, int step, int column) {
    return window.rows().value(spec.seasonalRow(window.anchor(), step), column);
  }
}
