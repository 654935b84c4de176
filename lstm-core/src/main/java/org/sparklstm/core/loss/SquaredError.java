package org.sparklstm.core.loss;

/** {@code (p - t)²}, as {@code torch.nn.MSELoss}. */
public final class SquaredError implements Loss {
  @Override
  public double value(float prediction, float target) {
    double error = (double) prediction - target;
    return error * error;
  }

  @Override
  public float derivative(float prediction, float target) {
    return 2f * (prediction - target);
  }
}
