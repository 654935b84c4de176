package org.sparklstm.core.loss;

import org.sparklstm.core.tensor.Matrix;

/**
 * A loss that compares predictions (B, O) with targets (B, C), row by row. The loss of a batch is Σ
 * {@link #rowLoss} / Σ {@link #rowWeight}, PyTorch's {@code reduction="mean"}. Sums over rows can
 * thus be computed in parts and divided once.
 */
public interface Loss {

  /**
   * O, the number of columns of predictions.
   *
   * @param targets C, the number of columns of targets
   * @throws IllegalArgumentException if the loss does not support that number
   */
  default int predictionColumns(int targets) {
    return targets;
  }

  /** The weighted loss of a row, the mean over its columns. */
  double rowLoss(Matrix prediction, Matrix target, int row);

  /** The weight of a row. */
  default double rowWeight(Matrix target, int row) {
    return 1;
  }

  /**
   * Computes the gradient of Σ {@link #rowLoss}.
   *
   * @param prediction (B, O). Not modified.
   * @param target (B, C). Not modified.
   * @param dPrediction receives ∂loss/∂prediction (B, O). Modified.
   */
  void gradient(Matrix prediction, Matrix target, Matrix dPrediction);

  /**
   * Checks the shapes of predictions and targets.
   *
   * @throws IllegalArgumentException if their numbers of rows differ, or predictions do not have
   *     {@link #predictionColumns}
   */
  default void requireShapes(Matrix prediction, Matrix target) {
    if (prediction.rows() != target.rows()
        || prediction.columns() != predictionColumns(target.columns())) {
      throw new IllegalArgumentException(
          "loss: predictions are %s, targets %s: expected the same number of rows, and %d columns of predictions"
              .formatted(prediction.shape(), target.shape(), predictionColumns(target.columns())));
    }
  }

  /** The loss of a batch, or NaN if no row has a weight. */
  default double mean(Matrix prediction, Matrix target) {
    requireShapes(prediction, target);
    double loss = 0;
    double weight = 0;
    for (int row = 0; row < prediction.rows(); row++) {
      loss += rowLoss(prediction, target, row);
      weight += rowWeight(target, row);
    }
    return loss / weight;
  }

  /**
   * Computes the gradient of {@link #mean}; zero if no row has a weight.
   *
   * @param prediction (B, O). Not modified.
   * @param target (B, C). Not modified.
   * @param dPrediction receives ∂loss/∂prediction (B, O). Modified.
   */
  default void meanGradient(Matrix prediction, Matrix target, Matrix dPrediction) {
    requireShapes(prediction, target);
    gradient(prediction, target, dPrediction);
    double weight = 0;
    for (int row = 0; row < prediction.rows(); row++) {
      weight += rowWeight(target, row);
    }
    for (int row = 0; weight != 0 && row < dPrediction.rows(); row++) {
      for (int column = 0; column < dPrediction.columns(); column++) {
        dPrediction.data()[dPrediction.index(row, column)] /= (float) weight;
      }
    }
  }
}
