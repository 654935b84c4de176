package org.sparklstm.core.loss;

import org.sparklstm.core.distribution.Distribution;
import org.sparklstm.core.tensor.Matrix;

/**
 * The negative log-likelihood of targets by the {@link Distribution} that a prediction tells. With
 * P outputs, columns {@code j P … j P + P - 1} of a prediction are those of target column j. Where
 * a distribution is of stored values, each target column is followed by its level.
 */
public final class DistributionLoss implements TargetwiseLoss {
  private final Distribution distribution;

  public DistributionLoss(Distribution distribution) {
    this.distribution = distribution;
  }

  @Override
  public int values() {
    return distribution.outputs();
  }

  @Override
  public int columnsOfTarget() {
    return distribution.isOfStored() ? 2 : 1;
  }

  private double level(Matrix target, int row, int column) {
    return distribution.isOfStored() ? target.at(row, 2 * column + 1) : 1;
  }

  @Override
  public double targetLoss(Matrix prediction, Matrix target, int row, int column) {
    return distribution.loss(
        prediction.data(),
        prediction.index(row, column * values()),
        target.at(row, column * columnsOfTarget()),
        level(target, row, column));
  }

  @Override
  public void gradient(Matrix prediction, Matrix target, Matrix dPrediction) {
    int targets = target.columns() / columnsOfTarget();
    for (int row = 0; row < prediction.rows(); row++) {
      for (int column = 0; column < targets; column++) {
        distribution.gradient(
            prediction.data(),
            prediction.index(row, column * values()),
            target.at(row, column * columnsOfTarget()),
            level(target, row, column),
            1.0 / targets,
            dPrediction.data(),
            dPrediction.index(row, column * values()));
      }
    }
  }
}
