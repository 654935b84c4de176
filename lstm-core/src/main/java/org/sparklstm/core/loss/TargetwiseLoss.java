package org.sparklstm.core.loss;

import org.sparklstm.core.tensor.Matrix;

/**
 * A loss that compares each target with the V values predicted for it: columns {@code V j … V j + V
 * - 1} of a prediction are those of target column j. The loss of a row is the mean over its
 * targets.
 */
interface TargetwiseLoss extends Loss {

  /** V, the number of values predicted for a target. */
  int values();

  /** Number of columns that tell a target, itself first. */
  default int columnsOfTarget() {
    return 1;
  }

  /**
   * The loss of one target.
   *
   * @param column index among the targets
   */
  double targetLoss(Matrix prediction, Matrix target, int row, int column);

  @Override
  default int predictionColumns(int targets) {
    return Math.multiplyExact(targets / columnsOfTarget(), values());
  }

  @Override
  default double rowLoss(Matrix prediction, Matrix target, int row) {
    double sum = 0;
    int targets = target.columns() / columnsOfTarget();
    for (int column = 0; column < targets; column++) {
      sum += targetLoss(prediction, target, row, column);
    }
    return sum / targets;
  }
}
