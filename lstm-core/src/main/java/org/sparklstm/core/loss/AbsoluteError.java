package org.sparklstm.core.loss;

/** {@code |p - t|}, as {@code torch.nn.L1Loss}; the derivative at zero is zero. */
public final class AbsoluteError extends ElementwiseLoss {
  @Override
  double value(float prediction, float target) {
    return Math.abs((double) prediction - target);
  }

  @Override
  float derivative(float prediction, float target) {
    return Math.signum(prediction - target);
  }
}
