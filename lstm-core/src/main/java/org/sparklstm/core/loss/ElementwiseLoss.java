package org.sparklstm.core.loss;

import org.sparklstm.core.tensor.Matrix;

/** A loss that compares elements one by one; the loss of a row is the mean over its columns. */
abstract class ElementwiseLoss implements TargetwiseLoss {

  /** The loss of one element. */
  abstract double value(float prediction, float target);

  /** ∂value/∂prediction. */
  abstract float derivative(float prediction, float target);

  @Override
  public final int values() {
    return 1;
  }

  @Override
  public final double targetLoss(Matrix prediction, Matrix target, int row, int column) {
    return value(prediction.at(row, column), target.at(row, column));
  }

  @Override
  public final void gradient(Matrix prediction, Matrix target, Matrix dPrediction) {
    float columns = prediction.columns();
    for (int row = 0; row < prediction.rows(); row++) {
      for (int column = 0; column < prediction.columns(); column++) {
        dPrediction.data()[dPrediction.index(row, column)] =
            derivative(prediction.at(row, column), target.at(row, column)) / columns;
      }
    }
  }
}
