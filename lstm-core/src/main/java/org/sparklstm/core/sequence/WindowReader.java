package org.sparklstm.core.sequence;

import java.io.Serializable;
import org.sparklstm.core.tensor.Matrix;

/**
 * Reads windows into a network's matrices. The first columns of a row are the targets, the others
 * are additional features.
 *
 * <p>With {@link Baseline#LAST} the last value before the horizon is subtracted from the target
 * columns, but not from additional features. With {@link Baseline#SEASONAL} the seasonal
 * differences of the targets follow the columns as additional inputs.
 */
public final class WindowReader implements Serializable {
  private final WindowSpec spec;
  private final int columns;
  private final int targets;
  private final boolean marked;
  private final float[] zeros;

  /**
   * Creates a reader of rows whose targets were all observed.
   *
   * @param spec the windows
   * @param columns values per row
   * @param targets the number of target columns, from 1 to {@code columns}
   * @throws IllegalArgumentException if {@code targets} is out of range
   */
  public WindowReader(WindowSpec spec, int columns, int targets) {
    this(spec, columns, targets, false, new float[Math.max(0, targets)]);
  }

  private WindowReader(WindowSpec spec, int columns, int targets, boolean marked, float[] zeros) {
    if (targets < 1 || targets > columns) {
      throw new IllegalArgumentException(
          "%d targets of %d columns, expected at least 1 and at most all columns"
              .formatted(targets, columns));
    }
    this.spec = spec;
    this.columns = columns;
    this.targets = targets;
    this.marked = marked;
    this.zeros = zeros;
  }

  /**
   * A reader of rows in which some targets were not observed but filled. Such rows have a further
   * column for each target, which is 1 where the target was observed and 0 where not.
   */
  public WindowReader marked() {
    return new WindowReader(spec, columns, targets, true, zeros);
  }

  /**
   * A reader that knows where zero is: errors are compared with the size of the actual values.
   *
   * @param standardised the standardised value of zero of each target. Kept, not copied.
   */
  public WindowReader withZeros(float[] standardised) {
    return new WindowReader(spec, columns, targets, marked, standardised);
  }

  /** The standardised value of zero. */
  public float zero(int target) {
    return zeros[target];
  }

  /** Values per row: the columns, and the marks if there are any. */
  public int columnsOfRows() {
    return marked ? columns + targets : columns;
  }

  /** Whether a target of a row was observed, in rows of the reader's columns. */
  boolean isAnyObserved(Rows rows, int row) {
    return !marked || rows.isAny(row, columns);
  }

  /** Whether some targets were not observed. */
  public boolean isMarked() {
    return marked;
  }

  /** I, the network's inputs per time step. */
  public int inputs() {
    return spec.baseline() == Baseline.SEASONAL ? columns + targets : columns;
  }

  /** The number of rows before the horizon that the network's input depends on. */
  public int inputRows() {
    return spec.lookback() + (spec.baseline() == Baseline.SEASONAL ? spec.period() : 0);
  }

  /** O, the network's outputs: horizon · targets, ordered by step. */
  public int outputs() {
    return Math.multiplyExact(spec.horizon(), targets);
  }

  /** Index among the outputs of the value of a target at a step of the horizon. */
  public int output(int step, int target) {
    return step * targets + target;
  }

  /** The number of target columns. */
  public int targets() {
    return targets;
  }

  /** The windows. */
  public WindowSpec spec() {
    return spec;
  }

  /**
   * Writes the network's input for one window.
   *
   * @param input receives the input (T·B, I). Modified.
   * @param b index of the window in the batch
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
   * Writes the network's target for one window, relative to the baseline; NaN where it was not
   * observed.
   *
   * @param target receives the target (B, O). Modified.
   * @param b index of the window in the batch
   */
  public void readTarget(Window window, Matrix target, int b) {
    for (int step = 0; step < spec.horizon(); step++) {
      for (int column = 0; column < targets; column++) {
        target.data()[target.index(b, output(step, column))] =
            isObserved(window, step, column)
                ? actual(window, step, column) - baseline(window, step, column)
                : Float.NaN;
      }
    }
  }

  /** Whether the target at a step of the horizon was observed, and not filled. */
  public boolean isObserved(Window window, int step, int column) {
    return isObserved(window.rows(), window.anchor() + step, column);
  }

  private boolean isObserved(Rows rows, int row, int column) {
    return !marked || rows.value(row, columns + column) != 0;
  }

  /** The actual value, standardised. */
  public float actual(Window window, int step, int column) {
    return window.rows().value(window.anchor() + step, column);
  }

  /** The baseline, to which the network's prediction is relative, standardised. */
  public float baseline(Window window, int step, int column) {
    return switch (spec.baseline()) {
      case NONE -> 0f;
      case LAST -> window.rows().value(window.anchor() - 1, column);
      case SEASONAL -> seasonal(window, step, column);
    };
  }

  /**
   * The naive forecast, standardised: the value one season earlier if there is a period, else the
   * last value before the horizon. If that value was not observed, the nearest observed one whole
   * seasons earlier takes its place; if there is none in the window's history, the value that was
   * filled in, the last one observed before.
   */
  public float naive(Window window, int step, int column) {
    if (spec.period() == 0) {
      return window.rows().value(window.anchor() - 1, column);
    }
    int nearest = spec.seasonalRow(window.anchor(), step);
    for (int row = nearest; row >= window.anchor() - spec.history(); row -= spec.period()) {
      if (isObserved(window.rows(), row, column)) {
        return window.rows().value(row, column);
      }
    }
    return window.rows().value(nearest, column);
  }

  private float seasonal(Window window, int step, int column) {
    return window.rows().value(spec.seasonalRow(window.anchor(), step), column);
  }
}
