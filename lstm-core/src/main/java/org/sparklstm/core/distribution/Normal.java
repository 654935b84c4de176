package org.sparklstm.core.distribution;

import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * A normal distribution in the network's units: mean μ, and {@code softplus(s) + 0.001} for outputs
 * (μ, s). The likelihood is that of {@code torch.nn.GaussianNLLLoss}, without its constant.
 */
public final class Normal implements Distribution {
  /** Keeps a series that does not move from an endless likelihood. */
  public static final double SMALLEST_DEVIATION = 1e-3;

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public boolean isOfStored() {
    return false;
  }

  static double deviation(float output) {
    return Softplus.of(output) + SMALLEST_DEVIATION;
  }

  @Override
  public double deviation(float[] outputs, int at, double level) {
    return deviation(outputs[at + 1]);
  }

  @Override
  public double loss(float[] outputs, int at, double target, double level) {
    double deviation = deviation(outputs[at + 1]);
    return loss(outputs[at] - target, deviation * deviation);
  }

  @Override
  public void gradient(
      float[] outputs, int at, double target, double level, double share, float[] slopes, int to) {
    double deviation = deviation(outputs[at + 1]);
    double variance = deviation * deviation;
    double error = outputs[at] - target;
    slopes[to] = (float) (share * slopeByMean(error, variance));
    slopes[to + 1] =
        (float)
            (share
                * slopeByVariance(error, variance)
                * 2
                * deviation
                * Softplus.slope(outputs[at + 1]));
  }

  /**
   * {@code (ln v + e² / v) / 2}.
   *
   * @param error e, the mean less the target
   * @param variance v, above 0
   */
  public static double loss(double error, double variance) {
    return 0.5 * (StrictMath.log(variance) + error * error / variance);
  }

  /** The derivative of {@link #loss(double, double)} by the mean. */
  public static double slopeByMean(double error, double variance) {
    return error / variance;
  }

  /** The derivative of {@link #loss(double, double)} by the variance. */
  public static double slopeByVariance(double error, double variance) {
    return 0.5 * (1 / variance - error * error / (variance * variance));
  }

  /** The quantiles of the standard normal distribution; that of 0.5 is exactly 0. */
  public static double[] standard(double[] levels) {
    double[] quantiles = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      quantiles[i] = levels[i] == 0.5 ? 0 : -Math.sqrt(2) * InverseErfc.value(2 * levels[i]);
    }
    return quantiles;
  }

  @Override
  public Quantiles quantiles(double[] levels) {
    double[] standard = standard(levels);
    return (outputs, at, level, values) -> {
      double deviation = deviation(outputs[at + 1]);
      for (int i = 0; i < standard.length; i++) {
        values[i] = outputs[at] + deviation * standard[i];
      }
      values[standard.length] = outputs[at];
    };
  }
}
