package org.sparklstm.core.train;

import org.sparklstm.core.exact.ExactSum;

/** How far predicted numbers are off, in the units that the network is trained in. */
public final class RegressionErrors implements Errors {
  private static final long serialVersionUID = 1L;

  private final ExactSum squares = new ExactSum();
  private final ExactSum absolutes = new ExactSum();
  private final ExactSum actuals = new ExactSum();
  private final ExactSum actualSquares = new ExactSum();
  private final ExactSum loss = new ExactSum();
  private final ExactSum weight = new ExactSum();
  private long examples;

  void add(float actual, float predicted, double rowLoss, double rowWeight) {
    double error = (double) predicted - actual;
    squares.add(error * error);
    absolutes.add(Math.abs(error));
    actuals.add(actual);
    actualSquares.add((double) actual * actual);
    loss.add(rowLoss);
    weight.add(rowWeight);
    examples++;
  }

  @Override
  public RegressionErrors merge(Errors other) {
    RegressionErrors part = (RegressionErrors) other;
    squares.add(part.squares);
    absolutes.add(part.absolutes);
    actuals.add(part.actuals);
    actualSquares.add(part.actualSquares);
    loss.add(part.loss);
    weight.add(part.weight);
    examples += part.examples;
    return this;
  }

  @Override
  public long examples() {
    return examples;
  }

  @Override
  public double meanLoss() {
    return loss.value() / weight.value();
  }

  /** Mean squared error. */
  public double squaredError() {
    return squares.value() / examples;
  }

  /** Mean absolute error. */
  public double absoluteError() {
    return absolutes.value() / examples;
  }

  /** Mean squared error of who always answers the mean of what came true. */
  public double variance() {
    double mean = actuals.value() / examples;
    return actualSquares.value() / examples - mean * mean;
  }

  /** R²: the share of the variance that is explained. */
  public double explained() {
    return 1 - squaredError() / variance();
  }
}
