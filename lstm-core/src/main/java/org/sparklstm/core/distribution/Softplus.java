package org.sparklstm.core.distribution;

/** {@code ln(1 + e^x)}, which makes a positive number of any, as {@code torch.nn.Softplus}. */
final class Softplus {
  /** Beyond it, softplus is x in double precision. */
  private static final double LINEAR = 40;

  private Softplus() {}

  static double of(double x) {
    return x > LINEAR ? x : StrictMath.log1p(StrictMath.exp(x));
  }

  /** The derivative. */
  static double slope(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
