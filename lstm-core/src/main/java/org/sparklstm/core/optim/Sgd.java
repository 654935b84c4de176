package org.sparklstm.core.optim;

import java.util.Map;

/**
 * Stochastic gradient descent with momentum (Polyak 1964, or Nesterov 1983 in the form of Sutskever
 * et al. 2013) and L2 penalty, equivalent to {@code torch.optim.SGD}.
 */
public final class Sgd implements Optimizer {
  private static final String MOMENTUM = "momentum_buffer";

  private final double weightDecay;
  private final double momentum;
  private final Look look;
  private final float[] buffer;
  private long steps;

  /** The point at which momentum takes the gradient. */
  public enum Look {
    /** At the current parameters: classical momentum. */
    HERE,
    /** After the step of the momentum: Nesterov momentum. */
    AHEAD
  }

  /**
   * Creates gradient descent without momentum.
   *
   * @param weightDecay L2 penalty, at least 0
   */
  public Sgd(double weightDecay) {
    this(0, weightDecay, 0, Look.HERE);
  }

  /**
   * Creates gradient descent with momentum.
   *
   * @param size number of parameters
   * @param weightDecay L2 penalty, at least 0
   * @param momentum fraction of the previous step that is added, in [0, 1); above 0 for {@link
   *     Look#AHEAD}
   */
  public Sgd(int size, double weightDecay, double momentum, Look look) {
    if (!(momentum >= 0 && momentum < 1) || (momentum == 0 && look == Look.AHEAD)) {
      throw new IllegalArgumentException(
          "momentum must be in [0, 1), and above 0 for Nesterov momentum; found " + momentum);
    }
    this.weightDecay = weightDecay;
    this.momentum = momentum;
    this.look = look;
    buffer = new float[momentum > 0 ? size : 0];
  }

  @Override
  public void step(float[] parameters, float[] gradient, double learningRate) {
    steps++;
    float rate = (float) learningRate;
    float decay = (float) weightDecay;
    if (momentum == 0) {
      for (int i = 0; i < parameters.length; i++) {
        float g = Math.fma(decay, parameters[i], gradient[i]);
        parameters[i] = Math.fma(-rate, g, parameters[i]);
      }
      return;
    }
    float keep = (float) momentum;
    float ahead = look == Look.AHEAD ? (float) momentum : 1f;
    float here = look == Look.AHEAD ? 1f : 0f;
    for (int i = 0; i < parameters.length; i++) {
      float g = Math.fma(decay, parameters[i], gradient[i]);
      float m = Math.fma(keep, buffer[i], g);
      buffer[i] = m;
      parameters[i] = Math.fma(-rate, Math.fma(ahead, m, here * g), parameters[i]);
    }
  }

  @Override
  public void setSteps(long number) {
    steps = number;
  }

  @Override
  public Optimizer resized(int size) {
    return new Sgd(size, weightDecay, momentum, look);
  }

  @Override
  public Optimizer ofRows(int size) {
    return new Sgd(size, 0, momentum, look);
  }

  @Override
  public Optimizer copy() {
    Optimizer copy = new Sgd(buffer.length, weightDecay, momentum, look);
    copy.restore(steps, state());
    return copy;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public Map<String, float[]> state() {
    return momentum > 0 ? Map.of(MOMENTUM, buffer) : Map.of();
  }

  @Override
  public void restore(long steps, Map<String, float[]> state) {
    this.steps = steps;
    if (momentum > 0) {
      Optimizer.copy(state, MOMENTUM, buffer);
    }
  }
}
