package org.sparklstm.core.optim;

/** Gradient clipping. */
public final class Clipping {
  /** Keeps the quotient finite; the value of {@code torch.nn.utils.clip_grad_norm_}. */
  private static final double EPSILON = 1e-6;

  private Clipping() {}

  /** The Euclidean norm, summed in order of index. */
  public static double norm(float[] gradient) {
    double sum = 0;
    for (float g : gradient) {
      sum += (double) g * g;
    }
    return Math.sqrt(sum);
  }

  /**
   * Scales the gradient so that its norm is at most {@code maximum}, as {@code
   * torch.nn.utils.clip_grad_norm_}.
   *
   * @param gradient Modified.
   * @param norm the gradient's {@link #norm}
   * @param maximum above 0
   */
  public static void byNorm(float[] gradient, double norm, double maximum) {
    double factor = maximum / (norm + EPSILON);
    if (factor < 1) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= (float) factor;
      }
    }
  }

  /**
   * Limits the magnitude of each element to {@code maximum}, as {@code
   * torch.nn.utils.clip_grad_value_}.
   *
   * @param gradient Modified.
   * @param maximum above 0
   */
  public static void byValue(float[] gradient, double maximum) {
    float bound = (float) maximum;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = Math.max(-bound, Math.min(bound, gradient[i]));
    }
  }
}
