package org.sparklstm.core.sequence;

import org.sparklstm.core.sequence.WindowReader.Units;
import org.sparklstm.core.tensor.Matrix;

/** Sums over the horizon of windows, in users' units. */
public final class WindowTotals {
  private final WindowReader reader;
  private final Units units;
  private final OutputReader outputs;

  WindowTotals(WindowReader reader, Units units, OutputReader outputs) {
    this.reader = reader;
    this.units = units;
    this.outputs = outputs;
  }

  private int horizon() {
    return reader.layout().horizon();
  }

  /** Whether all values that a window forecasts were observed. */
  public boolean isWhole(Window window) {
    for (int step = 0; step < horizon(); step++) {
      for (int target = 0; target < reader.targets(); target++) {
        if (!reader.isObserved(window, step, target)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The actual sum; NaN if a value was not observed. */
  public double actual(Window window, int target) {
    double sum = 0;
    for (int step = 0; step < horizon(); step++) {
      sum +=
          reader.isObserved(window, step, target)
              ? units.of(reader.actual(window, step, target), target)
              : Double.NaN;
    }
    return sum;
  }

  /** The sum of the naive forecasts. */
  public double naive(Window window, int target) {
    double sum = 0;
    for (int step = 0; step < horizon(); step++) {
      sum += units.of(reader.naive(window, step, target), target);
    }
    return sum;
  }

  /**
   * The sum of the forecasts.
   *
   * @param forecast the values of one window. Not modified.
   */
  public double forecast(float[] forecast, int target) {
    return outputs.sum(forecast, 0, target);
  }

  /**
   * What errors of a sum are divided by: the deviation of counts, the width between the outer
   * quantiles, or where neither is told the mean size of the values of the window, or the deviation
   * of the series; 1 where windows have no scale.
   *
   * @param answers outputs of the network. Not modified.
   * @param row of the window in the outputs
   * @param forecast the values of the window. Not modified.
   */
  public double size(Window window, int target, Matrix answers, int row, float[] forecast) {
    return outputs.size(window, target, answers, row, forecast, 0);
  }
}
