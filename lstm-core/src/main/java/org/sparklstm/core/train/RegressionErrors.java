package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.core.exact.ExactSum;

/**
 * Errors of a regression, in the units of training. Sums are exact, so parts can be merged in any
 * order.
 */
public final class RegressionErrors implements Errors {
  private static final long serialVersionUID = 1L;

  private static final int SAMPLED = 400;

  private final ExactSum squares = new ExactSum();
  private final ExactSum absolutes = new ExactSum();
  private final ExactSum actuals = new ExactSum();
  private final ExactSum magnitudes = new ExactSum();
  private final ExactSum actualSquares = new ExactSum();
  private final ExactSum loss = new ExactSum();
  private final ExactSum weight = new ExactSum();

  /** For a test span, the errors of all predictions. */
  private final ErrorHistogram histogram = new ErrorHistogram();

  /** For a test span, a sample of predictions. */
  private final Sample<Answer> answers;

  private long examples;

  /**
   * A predicted number, in the units of training.
   *
   * @param actual the actual value
   * @param predicted the prediction
   */
  public record Answer(float actual, float predicted) implements Serializable {}

  /** Creates empty errors without samples. */
  public RegressionErrors() {
    this(0);
  }

  private RegressionErrors(int sampled) {
    answers = new Sample<>(sampled);
  }

  /** Creates empty errors that sample predictions for reports. */
  static RegressionErrors inDetail() {
    return new RegressionErrors(SAMPLED);
  }

  void add(float actual, float predicted, double rowLoss, double rowWeight) {
    double error = (double) predicted - actual;
    squares.add(error * error);
    absolutes.add(Math.abs(error));
    actuals.add(actual);
    magnitudes.add(Math.abs(actual));
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
    magnitudes.add(part.magnitudes);
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

  /** The errors of a test span: prediction minus actual. */
  public ErrorHistogram histogram() {
    return histogram;
  }

  /** A sample of the predictions of a test span. */
  public List<Answer> answers() {
    return answers.values();
  }

  /** The mean squared error. */
  public double squaredError() {
    return squares.value() / examples;
  }

  /** The mean absolute error. */
  public double absoluteError() {
    return absolutes.value() / examples;
  }

  /** The mean absolute error of always predicting 0. */
  public double magnitude() {
    return magnitudes.value() / examples;
  }

  /** The variance of the actual values: the mean squared error of always predicting their mean. */
  public double variance() {
    double mean = actuals.value() / examples;
    return actualSquares.value() / examples - mean * mean;
  }

  /** R²: the fraction of the variance that the predictions explain. */
  public double explained() {
    return 1 - squaredError() / variance();
  }
}
