package org.sparklstm.core.loss;

/** The squared error {@code (p - t)²}, equivalent to {@code torch.nn.MSELoss}. */
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
