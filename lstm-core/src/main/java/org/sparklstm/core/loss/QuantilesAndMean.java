package org.sparklstm.core.loss;

import org.sparklstm.core.tensor.Matrix;

/**
 * The sum of two losses of a target: {@link Quantile} of its first Q predictions, and {@link
 * SquaredError} of the last one, which is its mean. With Q quantiles, columns {@code j (Q + 1) … j
 * (Q + 1) + Q} of a prediction are those of target column j.
 */
public final class QuantilesAndMean implements TargetwiseLoss {
  private final double[] quantiles;

  /**
   * Creates a loss.
   *
   * @param quantiles as for {@link Quantile}
   */
  public QuantilesAndMean(double... quantiles) {
    new Quantile(quantiles);
    this.quantiles = quantiles.clone();
  }

  @Override
  public int values() {
    return quantiles.length + 1;
  }

  @Override
  public double targetLoss(Matrix prediction, Matrix target, int row, int column) {
    int first = column * values();
    double sum = 0;
    for (int k = 0; k < quantiles.length; k++) {
      sum += Quantile.of(quantiles[k], error(prediction, target, row, column, first + k));
    }
    double ofMean = error(prediction, target, row, column, first + quantiles.length);
    return sum / quantiles.length + ofMean * ofMean;
  }

  @Override
  public void gradient(Matrix prediction, Matrix target, Matrix dPrediction) {
    for (int row = 0; row < prediction.rows(); row++) {
      for (int column = 0; column < target.columns(); column++) {
        int first = column * values();
        for (int k = 0; k <= quantiles.length; k++) {
          double error = error(prediction, target, row, column, first + k);
          double slope =
              k < quantiles.length
                  ? Quantile.slope(quantiles[k], error) / quantiles.length
                  : -2 * error;
          dPrediction.data()[dPrediction.index(row, first + k)] =
              (float) (slope / target.columns());
        }
      }
    }
  }

  private static double error(
      Matrix prediction, Matrix target, int row, int column, int predicted) {
    return (double) target.at(row, column) - prediction.at(row, predicted);
  }
}
