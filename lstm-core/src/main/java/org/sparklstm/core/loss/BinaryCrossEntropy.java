package org.sparklstm.core.loss;

/**
 * Binary cross entropy of a logit x and a target t in [0, 1], {@code max(x, 0) - x t + ln(1 +
 * exp(-|x|))}, equivalent to {@code torch.nn.BCEWithLogitsLoss}.
 */
public final class BinaryCrossEntropy extends ElementwiseLoss {
  @Override
  double value(float prediction, float target) {
    double x = prediction;
    return Math.max(x, 0) - x * target + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  @Override
  float derivative(float prediction, float target) {
    return (float) (1 / (1 + StrictMath.exp(-(double) prediction)) - target);
  }
}
