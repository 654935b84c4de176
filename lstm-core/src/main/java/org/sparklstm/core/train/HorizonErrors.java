package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.Arrays;
import org.sparklstm.core.exact.ExactSum;

/**
 * Errors of forecasts by step of the horizon, over all target columns, in standardised units, with
 * their histograms. Sums are exact, so parts can be merged in any order.
 */
public final class HorizonErrors implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExactSum[] squares;
  private final ExactSum[] absolutes;
  private final ExactSum[] naiveSquares;
  private final ExactSum[] naiveAbsolutes;
  private final ErrorHistogram histogram = new ErrorHistogram();
  private final ErrorHistogram naiveHistogram = new ErrorHistogram();

  /** Sums over the columns of the current step. */
  private double square;

  private double absolute;
  private double naiveSquare;
  private double naiveAbsolute;
  private int columns;

  /** Number of observed targets, per step. */
  private final long[] observed;

  HorizonErrors(int horizon) {
    observed = new long[horizon];
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

  /** Adds the errors of one column of the current step. Modified. */
  void add(double error, double naiveError) {
    square += error * error;
    absolute += Math.abs(error);
    naiveSquare += naiveError * naiveError;
    naiveAbsolute += Math.abs(naiveError);
    histogram.add(error);
    naiveHistogram.add(naiveError);
    columns++;
  }

  /** Ends the current step. Modified. */
  void endStep(int step) {
    squares[step].add(square);
    absolutes[step].add(absolute);
    naiveSquares[step].add(naiveSquare);
    naiveAbsolutes[step].add(naiveAbsolute);
    square = 0;
    absolute = 0;
    naiveSquare = 0;
    naiveAbsolute = 0;
    observed[step] += columns;
    columns = 0;
  }

  /** {@code other} Not modified. */
  void merge(HorizonErrors other) {
    for (int step = 0; step < squares.length; step++) {
      squares[step].add(other.squares[step]);
      absolutes[step].add(other.absolutes[step]);
      naiveSquares[step].add(other.naiveSquares[step]);
      naiveAbsolutes[step].add(other.naiveAbsolutes[step]);
      observed[step] += other.observed[step];
    }
    histogram.add(other.histogram);
    naiveHistogram.add(other.naiveHistogram);
  }

  /** The number of steps of the horizon. */
  public int horizon() {
    return squares.length;
  }

  private double mean(ExactSum[] sums, int step) {
    return sums[step].value() / observed[step];
  }

  /** The mean squared error of the forecasts of a step, from 0. */
  public double squaredError(int step) {
    return mean(squares, step);
  }

  /** The mean absolute error of the forecasts of a step, from 0. */
  public double absoluteError(int step) {
    return mean(absolutes, step);
  }

  /** The mean squared error of the naive forecasts of a step, from 0. */
  public double naiveSquaredError(int step) {
    return mean(naiveSquares, step);
  }

  /** The mean absolute error of the naive forecasts of a step, from 0. */
  public double naiveAbsoluteError(int step) {
    return mean(naiveAbsolutes, step);
  }

  /** The errors of forecasts: forecast minus actual. */
  public ErrorHistogram histogram() {
    return histogram;
  }

  /** The errors of naive forecasts: forecast minus actual. */
  public ErrorHistogram naiveHistogram() {
    return naiveHistogram;
  }
}
