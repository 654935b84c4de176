package org.sparklstm.core.optim;

import java.util.Map;

/** Plain stochastic gradient descent with L2 penalty, as {@code torch.optim.SGD}. */
public final class Sgd implements Optimizer {
  private final double weightDecay;
  private long steps;

  /**
   * @param weightDecay L2 penalty, at least 0
   */
  public Sgd(double weightDecay) {
    this.weightDecay = weightDecay;
  }

  @Override
  public void step(float[] parameters, float[] gradient, double learningRate) {
    steps++;
    float rate = (float) learningRate;
    float decay = (float) weightDecay;
    for (int i = 0; i < parameters.length; i++) {
      float g = Math.fma(decay, parameters[i], gradient[i]);
      parameters[i] = Math.fma(-rate, g, parameters[i]);
    }
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public Map<String, float[]> state() {
    return Map.of();
  }

  @Override
  public void restore(long steps, Map<String, float[]> state) {
    this.steps = steps;
  }
}
