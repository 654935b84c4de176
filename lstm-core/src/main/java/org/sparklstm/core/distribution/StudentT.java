package org.sparklstm.core.distribution;

/**
 * Student's t distribution in the network's units, for errors that are large now and then: location
 * μ, scale {@code softplus(s) + 0.001} and {@code 2 + softplus(d)} degrees of freedom for outputs
 * (μ, s, d). The likelihood is that of {@code torch.distributions.StudentT}.
 */
public final class StudentT implements Distribution {
  /** So that there is a variance. */
  public static final double FEWEST_DEGREES = 2;

  @Override
  public int outputs() {
    return 3;
  }

  @Override
  public boolean isOfStored() {
    return false;
  }

  private static double degrees(float output) {
    return FEWEST_DEGREES + Softplus.of(output);
  }

  @Override
  public double deviation(float[] outputs, int at, double level) {
    return Normal.deviation(outputs[at + 1]);
  }

  @Override
  public double loss(float[] outputs, int at, double target, double level) {
    double scale = Normal.deviation(outputs[at + 1]);
    double degrees = degrees(outputs[at + 2]);
    double error = (target - outputs[at]) / scale;
    return Gamma.log(degrees / 2)
        - Gamma.log((degrees + 1) / 2)
        + 0.5 * StrictMath.log(degrees * Math.PI)
        + StrictMath.log(scale)
        + (degrees + 1) / 2 * StrictMath.log1p(error * error / degrees);
  }

  @Override
  public void gradient(
      float[] outputs, int at, double target, double level, double share, float[] slopes, int to) {
    double scale = Normal.deviation(outputs[at + 1]);
    double degrees = degrees(outputs[at + 2]);
    double error = (target - outputs[at]) / scale;
    double square = error * error;
    double pull = (degrees + 1) / (degrees + square);
    double ofDegrees =
        0.5
            * (Gamma.digamma(degrees / 2)
                - Gamma.digamma((degrees + 1) / 2)
                + StrictMath.log1p(square / degrees)
                + (1 - pull * square) / degrees);
    slopes[to] = (float) (-share * pull * error / scale);
    slopes[to + 1] =
        (float) (share * (1 - pull * square) / scale * Softplus.slope(outputs[at + 1]));
    slopes[to + 2] = (float) (share * ofDegrees * Softplus.slope(outputs[at + 2]));
  }

  @Override
  public Quantiles quantiles(double[] levels) {
    StudentQuantiles standard = new StudentQuantiles(levels);
    return (outputs, at, level, values) -> {
      double scale = Normal.deviation(outputs[at + 1]);
      double inverse = 1 / degrees(outputs[at + 2]);
      for (int i = 0; i < levels.length; i++) {
        values[i] = outputs[at] + scale * standard.of(i, inverse);
      }
      values[levels.length] = outputs[at];
    };
  }
}
