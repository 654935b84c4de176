package org.sparklstm.core.loss;

import org.sparklstm.core.tensor.Matrix;

/**
 * A loss of one prediction row against one target row; the loss of a batch is the sum over rows,
 * and the loss of a row is the mean over its columns (PyTorch's {@code reduction="mean"} once
 * divided by the number of rows).
 */
public interface Loss {

  /** The loss of one element. */
  double value(float prediction, float target);

  /** ∂value/∂prediction. */
  float derivative(float prediction, float target);

  /** The loss of row {@code row}: the mean over its columns. */
  default double rowLoss(Matrix prediction, Matrix target, int row) {
    double sum = 0;
    for (int column = 0; column < prediction.columns(); column++) {
      sum += value(prediction.at(row, column), target.at(row, column));
    }
    return sum / prediction.columns();
  }

  /**
   * The gradient of the batch's loss.
   *
   * @param prediction (B, O). Not modified.
   * @param target (B, O). Not modified.
   * @param dPrediction (B, O). Modified.
   */
  default void gradient(Matrix prediction, Matrix target, Matrix dPrediction) {
    float columns = prediction.columns();
    for (int row = 0; row < prediction.rows(); row++) {
      for (int column = 0; column < prediction.columns(); column++) {
        dPrediction.data()[dPrediction.index(row, column)] =
            derivative(prediction.at(row, column), target.at(row, column)) / columns;
      }
    }
  }
}
