package org.sparklstm.core.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sparklstm.core.tensor.Elements;

/**
 * Adam (Kingma and Ba 2015), equivalent to {@code torch.optim.Adam}; with decoupled weight decay
 * AdamW (Loshchilov and Hutter 2019), equivalent to {@code torch.optim.AdamW}. The float operations
 * are those of torch's single-tensor implementation.
 */
public final class Adam implements Optimizer {
  /** PyTorch's defaults. */
  private static final double BETA1 = 0.9;

  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double weightDecay;
  private final Decay decay;
  private final Epsilon epsilon;
  private final float[] mean;
  private final float[] square;
  private long steps;

  /** Where ε is added. */
  private enum Epsilon {
    /** To √v corrected for its start: Adam. */
    BESIDE_THE_CORRECTED_ROOT,
    /** To √v as it is: SparseAdam. */
    BESIDE_THE_ROOT
  }

  /** How weight decay is applied. */
  public enum Decay {
    /** Added to the gradient, as an L2 penalty: Adam. */
    IN_GRADIENT,
    /** Applied to the parameters directly: AdamW. */
    DECOUPLED
  }

  /**
   * Creates Adam.
   *
   * @param size number of parameters
   * @param weightDecay L2 penalty, at least 0
   */
  public Adam(int size, double weightDecay) {
    this(size, weightDecay, Decay.IN_GRADIENT);
  }

  /**
   * Creates Adam or AdamW.
   *
   * @param size number of parameters
   * @param weightDecay at least 0; torch's default for AdamW is 0.01
   */
  public Adam(int size, double weightDecay, Decay decay) {
    this(size, weightDecay, decay, Epsilon.BESIDE_THE_CORRECTED_ROOT);
  }

  private Adam(int size, double weightDecay, Decay decay, Epsilon epsilon) {
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
    this.decay = decay;
    mean = new float[size];
    square = new float[size];
  }

  @Override
  public void step(float[] parameters, float[] gradient, double learningRate) {
    steps++;
    double correction1 = 1 - StrictMath.pow(BETA1, (double) steps);
    double correction2 = 1 - StrictMath.pow(BETA2, (double) steps);
    float stepSize = (float) (learningRate / correction1);
    float correctionRoot = (float) Math.sqrt(correction2);
    boolean decoupled = decay == Decay.DECOUPLED;
    float penalty = decoupled ? 0f : (float) weightDecay;
    float shrink = decoupled ? (float) (1 - learningRate * weightDecay) : 1f;
    float towards = (float) (1 - BETA1);
    float keep = (float) BETA2;
    float add = (float) (1 - BETA2);
    float beside =
        epsilon == Epsilon.BESIDE_THE_ROOT ? (float) EPSILON / correctionRoot : (float) EPSILON;
    Elements.each(
        parameters.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            float g = Math.fma(penalty, parameters[i], gradient[i]);
            float m = Math.fma(towards, g - mean[i], mean[i]);
            float v = Math.fma(add * g, g, keep * square[i]);
            mean[i] = m;
            square[i] = v;
            float denominator = (float) Math.sqrt(v) / correctionRoot + beside;
            parameters[i] = Math.fma(-stepSize, m / denominator, parameters[i] * shrink);
          }
        });
  }

  @Override
  public void setSteps(long number) {
    steps = number;
  }

  @Override
  public Optimizer resized(int size) {
    return new Adam(size, weightDecay, decay, epsilon);
  }

  @Override
  public Optimizer ofRows(int size) {
    return new Adam(size, 0, decay, Epsilon.BESIDE_THE_ROOT);
  }

  @Override
  public Optimizer copy() {
    Optimizer copy = new Adam(mean.length, weightDecay, decay, epsilon);
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
    state.put("exp_avg", mean);
    state.put("exp_avg_sq", square);
    return state;
  }

  @Override
  public void restore(long steps, Map<String, float[]> state) {
    this.steps = steps;
    Optimizer.copy(state, "exp_avg", mean);
    Optimizer.copy(state, "exp_avg_sq", square);
  }
}
