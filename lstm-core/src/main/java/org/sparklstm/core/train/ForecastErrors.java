package org.sparklstm.core.train;

import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;

/**
 * Errors of forecasts and of the naive forecasts beside them, per target column, in standardised
 * units; sums are exact, so parts may be merged in any order.
 */
public final class ForecastErrors implements Errors {
  private final int horizon;
  private final ExactSum loss = new ExactSum();
  private final ExactSum[] squares;
  private final ExactSum[] absolutes;
  private final ExactSum[] naiveSquares;
  private final ExactSum[] naiveAbsolutes;
  private long windows;

  public ForecastErrors(int horizon, int targets) {
    this.horizon = horizon;
    squares = sums(targets);
    absolutes = sums(targets);
    naiveSquares = sums(targets);
    naiveAbsolutes = sums(targets);
  }

  private static ExactSum[] sums(int count) {
    ExactSum[] sums = new ExactSum[count];
    java.util.Arrays.setAll(sums, i -> new ExactSum());
    return sums;
  }

  void add(WindowReader reader, Window window, Matrix prediction, int b, double rowLoss) {
    int targets = squares.length;
    for (int column = 0; column < targets; column++) {
      double square = 0;
      double absolute = 0;
      double naiveSquare = 0;
      double naiveAbsolute = 0;
      for (int step = 0; step < horizon; step++) {
        float actual = reader.actual(window, step, column);
        float forecast =
            prediction.at(b, step * targets + column) + reader.baseline(window, step, column);
        double error = (double) forecast - actual;
        double naiveError = (double) reader.naive(window, step, column) - actual;
        square += error * error;
        absolute += Math.abs(error);
        naiveSquare += naiveError * naiveError;
        naiveAbsolute += Math.abs(naiveError);
      }
      squares[column].add(square);
      absolutes[column].add(absolute);
      naiveSquares[column].add(naiveSquare);
      naiveAbsolutes[column].add(naiveAbsolute);
    }
    loss.add(rowLoss);
    windows++;
  }

  @Override
  public ForecastErrors merge(Errors other) {
    ForecastErrors part = (ForecastErrors) other;
    for (int column = 0; column < squares.length; column++) {
      squares[column].add(part.squares[column]);
      absolutes[column].add(part.absolutes[column]);
      naiveSquares[column].add(part.naiveSquares[column]);
      naiveAbsolutes[column].add(part.naiveAbsolutes[column]);
    }
    loss.add(part.loss);
    windows += part.windows;
    return this;
  }

  @Override
  public long examples() {
    return windows;
  }

  @Override
  public double meanLoss() {
    return loss.value() / windows;
  }

  /** Mean squared error of a column's forecasts. */
  public double squaredError(int column) {
    return squares[column].value() / ((double) windows * horizon);
  }

  /** Mean absolute error of a column's forecasts. */
  public double absoluteError(int column) {
    return absolutes[column].value() / ((double) windows * horizon);
  }

  /** Mean squared error of the naive forecasts. */
  public double naiveSquaredError(int column) {
    return naiveSquares[column].value() / ((double) windows * horizon);
  }

  /** Mean absolute error of the naive forecasts. */
  public double naiveAbsoluteError(int column) {
    return naiveAbsolutes[column].value() / ((double) windows * horizon);
  }

  public int targets() {
    return squares.length;
  }
}
