package org.sparklstm.core.loss;

import org.sparklstm.core.tensor.Matrix;

/**
 * A loss of predictions against targets, row by row. A batch's loss is Σ {@link #rowLoss} / Σ
 * {@link #rowWeight}, PyTorch's {@code reduction="mean"}: sums over rows can be formed anywhere and
 * in parts, the division is done once.
 */
public interface Loss {

  /** Columns that a prediction must have for targets of {@code targets} columns. */
  default int predictionColumns(int targets) {
    return targets;
  }

  /** The loss of row {@code row}, weighted; over several columns it is their mean. */
  double rowLoss(Matrix prediction, Matrix target, int row);

  /** What the row counts for. */
  default double rowWeight(Matrix target, int row) {
    return 1;
  }

  /**
   * The gradient of Σ {@link #rowLoss}.
   *
   * @param prediction (B, O). Not modified.
   * @param target (B, C). Not modified.
   * @param dPrediction (B, O). Modified.
   */
  void gradient(Matrix prediction, Matrix target, Matrix dPrediction);

  /** Throws unless there is a target for each row, and a prediction of its width. */
  default void requireShapes(Matrix prediction, Matrix target) {
    if (prediction.rows() != target.rows()
        || prediction.columns() != predictionColumns(target.columns())) {
      throw new IllegalArgumentException(
          "loss: predictions are %s, targets %s: expected as many rows, and %d columns of predictions"
              .formatted(prediction.shape(), target.shape(), predictionColumns(target.columns())));
    }
  }

  /** The loss of a batch; NaN where no row counts. */
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
   * The gradient of {@link #mean}; zero where no row counts.
   *
   * @param dPrediction (B, O). Modified.
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
