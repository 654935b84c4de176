package org.sparklstm.job.config;

/** What is applied to targets before they are scaled; the same bits on every JVM. */
public enum Transform {
  NONE,
  /** log(1 + x), for values above -1 such as sales. */
  LOG1P,
  /** The inverse of the hyperbolic sine: a logarithm for values of either sign. */
  ASINH;

  /** Above this the square of a value would overflow, and below a sum with 1 says nothing. */
  private static final double LARGE = 1e150;

  public double apply(double value) {
    return switch (this) {
      case NONE -> value;
      case LOG1P -> StrictMath.log1p(value);
      case ASINH -> asinh(value);
    };
  }

  public double inverse(double value) {
    return switch (this) {
      case NONE -> value;
      case LOG1P -> StrictMath.expm1(value);
      case ASINH -> StrictMath.sinh(value);
    };
  }

  private static double asinh(double value) {
    double size = Math.abs(value);
    double log =
        size > LARGE
            ? StrictMath.log(2) + StrictMath.log(size)
            : StrictMath.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
    return Math.copySign(log, value);
  }
}
