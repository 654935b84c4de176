package org.sparklstm.core.loss;

import org.sparklstm.core.distribution.Normal;
import org.sparklstm.core.tensor.Matrix;

/**
 * The negative log-likelihood of a normal distribution without its constant, {@code (ln v + (m -
 * t)² / v) / 2}, equivalent to {@code torch.nn.GaussianNLLLoss}. Column 2 j of a prediction is the
 * mean m of target column j, column 2 j + 1 its variance v. Variances below 1e-6 are replaced by
 * 1e-6, for the gradient too.
 */
public final class GaussianNll implements Loss {
  /** PyTorch's default. */
  private static final double SMALLEST_VARIANCE = 1e-6;

  @Override
  public int predictionColumns(int targets) {
    return 2 * targets;
  }

  @Override
  public double rowLoss(Matrix prediction, Matrix target, int row) {
    double sum = 0;
    for (int j = 0; j < target.columns(); j++) {
      double variance = variance(prediction, row, j);
      double error = error(prediction, target, row, j);
      sum += Normal.loss(error, variance);
    }
    return sum / target.columns();
  }

  @Override
  public void gradient(Matrix prediction, Matrix target, Matrix dPrediction) {
    float columns = target.columns();
    for (int row = 0; row < prediction.rows(); row++) {
      for (int j = 0; j < target.columns(); j++) {
        double variance = variance(prediction, row, j);
        double error = error(prediction, target, row, j);
        int at = dPrediction.index(row, 2 * j);
        dPrediction.data()[at] = (float) Normal.slopeByMean(error, variance) / columns;
        dPrediction.data()[at + 1] = (float) Normal.slopeByVariance(error, variance) / columns;
      }
    }
  }

  private static double variance(Matrix prediction, int row, int j) {
    double variance = prediction.at(row, 2 * j + 1);
    return variance < SMALLEST_VARIANCE ? SMALLEST_VARIANCE : variance;
  }

  private static double error(Matrix prediction, Matrix target, int row, int j) {
    return (double) prediction.at(row, 2 * j) - target.at(row, j);
  }
}
