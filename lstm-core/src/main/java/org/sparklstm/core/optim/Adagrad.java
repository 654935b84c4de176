package org.sparklstm.core.optim;

import java.util.Map;

/**
 * Adagrad (Duchi, Hazan, Singer 2011) with L2 penalty, equivalent to {@code torch.optim.Adagrad}.
 */
public final class Adagrad implements Optimizer {
  /** PyTorch's default. */
  private static final double EPSILON = 1e-10;

  private final double weightDecay;
  private final float[] sum;
  private long steps;

  /**
   * @param size number of parameters
   * @param weightDecay L2 penalty, at least 0
   */
  public Adagrad(int size, double weightDecay) {
    this.weightDecay = weightDecay;
    sum = new float[size];
  }

  @Override
  public void step(float[] parameters, float[] gradient, double learningRate) {
    steps++;
    float rate = (float) learningRate;
    float decay = (float) weightDecay;
    float epsilon = (float) EPSILON;
    for (int i = 0; i < parameters.length; i++) {
      float g = Math.fma(decay, parameters[i], gradient[i]);
      float s = Math.fma(g, g, sum[i]);
      sum[i] = s;
      parameters[i] = Math.fma(-rate, g / ((float) Math.sqrt(s) + epsilon), parameters[i]);
    }
  }

  @Override
  public void setSteps(long number) {
    steps = number;
  }

  @Override
  public Optimizer resized(int size) {
    return new Adagrad(size, weightDecay);
  }

  @Override
  public Optimizer ofRows(int size) {
    return new Adagrad(size, 0);
  }

  @Override
  public Optimizer copy() {
    Optimizer copy = new Adagrad(sum.length, weightDecay);
    copy.restore(steps, state());
    return copy;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public Map<String, float[]> state() {
    return Map.of("sum", sum);
  }

  @Override
  public void restore(long steps, Map<String, float[]> state) {
    this.steps = steps;
    Optimizer.copy(state, "sum", sum);
  }
}
