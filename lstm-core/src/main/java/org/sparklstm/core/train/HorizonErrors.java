package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.Arrays;
import org.sparklstm.core.exact.ExactSum;

/**
 * Errors of forecasts by step of the horizon, over all target columns in standardised units, and
 * how they are distributed. Parts may be merged in any order.
 */
public final class HorizonErrors implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int targets;
  private final ExactSum[] squares;
  private final ExactSum[] absolutes;
  private final ExactSum[] naiveSquares;
  private final ExactSum[] naiveAbsolutes;
  private final ErrorHistogram histogram = new ErrorHistogram();
  private final ErrorHistogram naiveHistogram = new ErrorHistogram();

  /** What the step being added comes to. */
  private double square;

  private double absolute;
  private double naiveSquare;
  private double naiveAbsolute;
  private long windows;

  HorizonErrors(int horizon, int targets) {
    this.targets = targets;
    squares = sums(horizon);
    absolutes = sums(horizon);
    naiveSquares = sums(horizon);
    naiveAbsolutes = sums(horizon);
  }

  private static ExactSum[] sums(int count) {
    ExactSum[] sums = new ExactSum[count];
    Arrays.setAll(sums, i -> new ExactSum());
    return sums;
  }

  /** Adds the errors of a column; those of a step follow each other. */
  void add(double error, double naiveError) {
    square += error * error;
    absolute += Math.abs(error);
    naiveSquare += naiveError * naiveError;
    naiveAbsolute += Math.abs(naiveError);
    histogram.add(error);
    naiveHistogram.add(naiveError);
  }

  /** All columns of a step have been added. */
  void endStep(int step) {
    squares[step].add(square);
    absolutes[step].add(absolute);
    naiveSquares[step].add(naiveSquare);
    naiveAbsolutes[step].add(naiveAbsolute);
    square = 0;
    absolute = 0;
    naiveSquare = 0;
    naiveAbsolute = 0;
    windows += step == 0 ? 1 : 0;
  }

  /** {@code other} Not modified. */
  void merge(HorizonErrors other) {
    for (int step = 0; step < squares.length; step++) {
      squares[step].add(other.squares[step]);
      absolutes[step].add(other.absolutes[step]);
      naiveSquares[step].add(other.naiveSquares[step]);
      naiveAbsolutes[step].add(other.naiveAbsolutes[step]);
    }
    histogram.add(other.histogram);
    naiveHistogram.add(other.naiveHistogram);
    windows += other.windows;
  }

  /** Steps of the horizon. */
  public int horizon() {
    return squares.length;
  }

  private double mean(ExactSum sum) {
    return sum.value() / ((double) windows * targets);
  }

  /** Mean squared error of forecasts of a step, from 0. */
  public double squaredError(int step) {
    return mean(squares[step]);
  }

  /** Mean absolute error of forecasts of a step, from 0. */
  public double absoluteError(int step) {
    return mean(absolutes[step]);
  }

  /** Mean squared error of the naive forecasts of a step, from 0. */
  public double naiveSquaredError(int step) {
    return mean(naiveSquares[step]);
  }

  /** Mean absolute error of the naive forecasts of a step, from 0. */
  public double naiveAbsoluteError(int step) {
    return mean(naiveAbsolutes[step]);
  }

  /** Forecast less what came true. */
  public ErrorHistogram histogram() {
    return histogram;
  }

  /** The same of the naive forecasts. */
  public ErrorHistogram naiveHistogram() {
    return naiveHistogram;
  }
}
