package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.core.exact.ExactSum;

/** How far predicted numbers are off, in the units that the network is trained in. */
public final class RegressionErrors implements Errors {
  private static final long serialVersionUID = 1L;

  private static final int SAMPLED = 400;

  private final ExactSum squares = new ExactSum();
  private final ExactSum absolutes = new ExactSum();
  private final ExactSum actuals = new ExactSum();
  private final ExactSum actualSquares = new ExactSum();
  private final ExactSum loss = new ExactSum();
  private final ExactSum weight = new ExactSum();

  /** Of a test span. */
  private final ErrorHistogram histogram = new ErrorHistogram();

  /** Of a test span, some answers. */
  private final Sample<Answer> answers;

  private long examples;

  /**
   * A number and what was answered, scaled.
   *
   * @param actual what came true
   * @param predicted what was answered
   */
  public record Answer(float actual, float predicted) implements Serializable {}

  /** No errors yet. */
  public RegressionErrors() {
    this(0);
  }

  private RegressionErrors(int sampled) {
    answers = new Sample<>(sampled);
  }

  /** No errors yet; some answers are kept to be looked at. */
  static RegressionErrors inDetail() {
    return new RegressionErrors(SAMPLED);
  }

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

  void sample(float actual, float predicted, long key) {
    answers.add(key, () -> new Answer(actual, predicted));
    histogram.add((double) predicted - actual);
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
    histogram.add(part.histogram);
    answers.merge(part.answers);
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

  /** Answer less what came true, of a test span. */
  public ErrorHistogram histogram() {
    return histogram;
  }

  /** Of a test span, some answers. */
  public List<Answer> answers() {
    return answers.values();
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
