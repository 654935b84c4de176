package org.sparklstm.core.loss;

import java.util.Arrays;
import org.sparklstm.core.tensor.Matrix;

/**
 * Cross entropy of C logits and a class index y, equivalent to {@code torch.nn.CrossEntropyLoss}
 * with class weights w and label smoothing ε:
 *
 * <pre>
 * loss = -(1 - ε) w_y ln p_y - (ε / C) Σ_c w_c ln p_c        p = softmax(logits)
 * </pre>
 *
 * The mean divides by Σ w_y. Targets have one column, the class index. Rows with the target {@link
 * #IGNORED} are masked: they have neither loss nor weight.
 */
public final class CrossEntropy implements Loss {
  /** The target of a masked row, as torch's {@code ignore_index}. */
  public static final int IGNORED = -100;

  private final double[] weights;
  private final double smoothing;

  /**
   * Creates a loss with equal class weights, without label smoothing.
   *
   * @param classes C, at least 2
   */
  public CrossEntropy(int classes) {
    this(ones(classes), 0);
  }

  /**
   * Creates a loss.
   *
   * @param weights w, the weight of each class, at least 0; at least 2 classes
   * @param smoothing ε, in [0, 1]
   */
  public CrossEntropy(double[] weights, double smoothing) {
    if (weights.length < 2) {
      throw new IllegalArgumentException(
          "cross entropy needs at least 2 classes, found " + weights.length);
    }
    if (Arrays.stream(weights).anyMatch(weight -> !(weight >= 0))) {
      throw new IllegalArgumentException(
          "class weights must be at least 0, found " + Arrays.toString(weights));
    }
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException("smoothing must be in [0, 1], found " + smoothing);
    }
    this.weights = weights.clone();
    this.smoothing = smoothing;
  }

  /** The probabilities of the classes: the softmax of a row of logits. */
  public static double[] probabilities(Matrix logits, int row) {
    double largest = logits.at(row, 0);
    for (int c = 1; c < logits.columns(); c++) {
      largest = Math.max(largest, logits.at(row, c));
    }
    double[] probabilities = new double[logits.columns()];
    double sum = 0;
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] = StrictMath.exp(logits.at(row, c) - largest);
      sum += probabilities[c];
    }
    for (int c = 0; c < probabilities.length; c++) {
      probabilities[c] /= sum;
    }
    return probabilities;
  }

  private static double[] ones(int classes) {
    double[] ones = new double[Math.max(classes, 0)];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Override
  public int predictionColumns(int targets) {
    if (targets != 1) {
      throw new IllegalArgumentException(
          "cross entropy takes one class per row, found %d target columns".formatted(targets));
    }
    return weights.length;
  }

  @Override
  public double rowWeight(Matrix target, int row) {
    int label = label(target, row);
    return label == IGNORED ? 0 : weights[label];
  }

  @Override
  public double rowLoss(Matrix prediction, Matrix target, int row) {
    int label = label(target, row);
    if (label == IGNORED) {
      return 0;
    }
    double normaliser = logSumExp(prediction, row);
    double sharp = -weights[label] * (prediction.at(row, label) - normaliser);
    if (smoothing == 0) {
      return sharp; // without the product of 0 and a logit of minus infinity, which is NaN
    }
    double smooth = 0;
    for (int c = 0; c < weights.length; c++) {
      smooth -= weights[c] * (prediction.at(row, c) - normaliser);
    }
    return (1 - smoothing) * sharp + smoothing / weights.length * smooth;
  }

  @Override
  public void gradient(Matrix prediction, Matrix target, Matrix dPrediction) {
    double allWeights = 0;
    for (double weight : weights) {
      allWeights += weight;
    }
    for (int row = 0; row < prediction.rows(); row++) {
      int label = label(target, row);
      double normaliser = label == IGNORED ? 0 : logSumExp(prediction, row);
      for (int c = 0; c < weights.length; c++) {
        double slope = 0;
        if (label != IGNORED) {
          double p = StrictMath.exp(prediction.at(row, c) - normaliser);
          slope =
              (1 - smoothing) * weights[label] * (p - (c == label ? 1 : 0))
                  + smoothing / weights.length * (p * allWeights - weights[c]);
        }
        dPrediction.data()[dPrediction.index(row, c)] = (float) slope;
      }
    }
  }

  private static double logSumExp(Matrix prediction, int row) {
    double largest = prediction.at(row, 0);
    for (int c = 1; c < prediction.columns(); c++) {
      largest = Math.max(largest, prediction.at(row, c));
    }
    double sum = 0;
    for (int c = 0; c < prediction.columns(); c++) {
      sum += StrictMath.exp(prediction.at(row, c) - largest);
    }
    return largest + StrictMath.log(sum);
  }

  private int label(Matrix target, int row) {
    float value = target.at(row, 0);
    int label = (int) value;
    boolean known = label == IGNORED || (label >= 0 && label < weights.length);
    if (label != value || !known) {
      throw new IllegalArgumentException(
          "a class must be a whole number from 0 to %d, or %d to ignore the row; found %s"
              .formatted(weights.length - 1, IGNORED, value));
    }
    return label;
  }
}
