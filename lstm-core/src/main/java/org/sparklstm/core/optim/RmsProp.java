package org.sparklstm.core.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * RMSprop (Tieleman and Hinton 2012) with momentum and L2 penalty, equivalent to {@code
 * torch.optim.RMSprop}. The centred variant divides by the standard deviation instead of the root
 * mean square (Graves 2013).
 */
public final class RmsProp implements Optimizer {
  /** PyTorch's defaults. */
  private static final double ALPHA = 0.99;

  private static final double EPSILON = 1e-8;

  private final double weightDecay;
  private final double momentum;
  private final Scale scale;
  private final float[] square;
  private final float[] buffer;
  private final float[] mean;
  private long steps;

  /** The divisor of gradients. */
  public enum Scale {
    ROOT_MEAN_SQUARE,
    DEVIATION
  }

  /**
   * @param size number of parameters
   * @param weightDecay L2 penalty, at least 0
   * @param momentum fraction of the previous step that is added, in [0, 1)
   */
  public RmsProp(int size, double weightDecay, double momentum, Scale scale) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1), found " + momentum);
    }
    this.weightDecay = weightDecay;
    this.momentum = momentum;
    this.scale = scale;
    square = new float[size];
    buffer = new float[momentum > 0 ? size : 0];
    mean = new float[scale == Scale.DEVIATION ? size : 0];
  }

  @Override
  public void step(float[] parameters, float[] gradient, double learningRate) {
    steps++;
    float rate = (float) learningRate;
    float decay = (float) weightDecay;
    float keep = (float) ALPHA;
    float add = (float) (1 - ALPHA);
    float epsilon = (float) EPSILON;
    float drive = (float) momentum;
    boolean centred = scale == Scale.DEVIATION;
    for (int i = 0; i < parameters.length; i++) {
      float g = Math.fma(decay, parameters[i], gradient[i]);
      float v = Math.fma(add * g, g, keep * square[i]);
      square[i] = v;
      if (centred) {
        float m = Math.fma(add, g - mean[i], mean[i]);
        mean[i] = m;
        v = Math.fma(-m, m, v);
      }
      float step = g / ((float) Math.sqrt(v) + epsilon);
      if (momentum > 0) {
        step = Math.fma(drive, buffer[i], step);
        buffer[i] = step;
      }
      parameters[i] = Math.fma(-rate, step, parameters[i]);
    }
  }

  @Override
  public void setSteps(long number) {
    steps = number;
  }

  @Override
  public Optimizer resized(int size) {
    return new RmsProp(size, weightDecay, momentum, scale);
  }

  @Override
  public Optimizer ofRows(int size) {
    return new RmsProp(size, 0, momentum, scale);
  }

  @Override
  public Optimizer copy() {
    Optimizer copy = new RmsProp(square.length, weightDecay, momentum, scale);
    copy.restore(steps, state());
    return copy;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public Map<String, float[]> state() {
    Map<String, float[]> state = new LinkedHashMap<>();
    state.put("square_avg", square);
    if (momentum > 0) {
      state.put("momentum_buffer", buffer);
    }
    if (scale == Scale.DEVIATION) {
      state.put("grad_avg", mean);
    }
    return state;
  }

  @Override
  public void restore(long steps, Map<String, float[]> state) {
    this.steps = steps;
    state().forEach((name, array) -> Optimizer.copy(state, name, array));
  }
}
