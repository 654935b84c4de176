package org.sparklstm.core.loss;

import org.sparklstm.core.tensor.Matrix;

/**
 * The quantile or pinball loss (Koenker and Bassett 1978): {@code max(q e, (q - 1) e)} with {@code
 * e = t - p}. With Q quantiles, column {@code j Q + k} of a prediction is the k-th quantile of
 * target column j. The derivative at zero is zero.
 */
public final class Quantile implements TargetwiseLoss {
  private final double[] quantiles;

  /**
   * Creates a loss.
   *
   * @param quantiles q, each between 0 and 1, exclusive; at least one
   */
  public Quantile(double... quantiles) {
    if (quantiles.length == 0) {
      throw new IllegalArgumentException("at least one quantile is needed");
    }
    for (double quantile : quantiles) {
      if (!(quantile > 0 && quantile < 1)) {
        throw new IllegalArgumentException("a quantile must be between 0 and 1, found " + quantile);
      }
    }
    this.quantiles = quantiles.clone();
  }

  @Override
  public int values() {
    return quantiles.length;
  }

  @Override
  public double targetLoss(Matrix prediction, Matrix target, int row, int column) {
    double sum = 0;
    for (int k = 0; k < quantiles.length; k++) {
      double error = error(prediction, target, row, column * quantiles.length + k);
      sum += of(quantiles[k], error);
    }
    return sum / quantiles.length;
  }

  /**
   * The loss of one quantile.
   *
   * @param error the target less the quantile
   */
  public static double of(double quantile, double error) {
    return Math.max(quantile * error, (quantile - 1) * error);
  }

  @Override
  public void gradient(Matrix prediction, Matrix target, Matrix dPrediction) {
    float columns = prediction.columns();
    for (int row = 0; row < prediction.rows(); row++) {
      for (int column = 0; column < prediction.columns(); column++) {
        double quantile = quantiles[column % quantiles.length];
        double error = error(prediction, target, row, column);
        dPrediction.data()[dPrediction.index(row, column)] =
            (float) slope(quantile, error) / columns;
      }
    }
  }

  /** The derivative of the loss of one quantile by that quantile. */
  static double slope(double quantile, double error) {
    return error > 0 ? -quantile : error < 0 ? 1 - quantile : error * 0;
  }

  private double error(Matrix prediction, Matrix target, int row, int column) {
    return (double) target.at(row, column / quantiles.length) - prediction.at(row, column);
  }
}
