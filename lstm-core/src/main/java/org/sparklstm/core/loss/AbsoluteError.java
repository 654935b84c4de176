package org.sparklstm.core.loss;

/**
 * The absolute error {@code |p - t|}, equivalent to {@code torch.nn.L1Loss}. Its derivative at zero
 * is zero.
 */
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
