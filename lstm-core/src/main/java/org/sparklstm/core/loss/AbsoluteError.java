package org.sparklstm.core.loss;

/** {@code |p - t|}, as {@code torch.nn.L1Loss}; the derivative at zero is zero. */
public final class AbsoluteError implements Loss {
  @Override
  public double value(float prediction, float target) {
    return Math.abs((double) prediction - target);
  }

  @Override
  public float derivative(float prediction, float target) {
    return Math.signum(prediction - target);
  }
}
