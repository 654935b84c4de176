package org.sparklstm.core.loss;

/**
 * The Huber loss (Huber 1964) of the error {@code e = p - t}: {@code e² / 2} if {@code |e| <= δ},
 * else {@code δ (|e| - δ / 2)}. Equivalent to {@code torch.nn.HuberLoss}.
 */
public final class Huber extends ElementwiseLoss {
  private final float delta;

  /**
   * @param delta δ, above 0
   */
  public Huber(double delta) {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("delta must be above 0, found " + delta);
    }
    this.delta = (float) delta;
  }

  @Override
  double value(float prediction, float target) {
    double error = Math.abs((double) prediction - target);
    return error <= delta ? 0.5 * error * error : delta * (error - 0.5 * delta);
  }

  @Override
  float derivative(float prediction, float target) {
    float error = prediction - target;
    return Math.max(-delta, Math.min(delta, error));
  }
}
