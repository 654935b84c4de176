package org.sparklstm.core.loss;

/** {@code (p - t)²}, as {@code torch.nn.MSELoss}. */
public final class SquaredError extends ElementwiseLoss {
  @Override
  double value(float prediction, float target) {
    double error = (double) prediction - target;
    return error * error;
  }

  @Override
  float derivative(float prediction, float target) {
    return 2f * (prediction - target);
  }
}
