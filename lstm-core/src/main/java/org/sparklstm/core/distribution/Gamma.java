package org.sparklstm.core.distribution;

/**
 * The logarithm of the gamma function and its derivative for positive numbers, the same bits on
 * every machine: by Stirling's series from 10 on (Abramowitz and Stegun 1964, 6.1.41 and 6.3.18),
 * below it by Γ(x + 1) = x Γ(x). Relative errors are below 1e-13, absolute ones where the value is
 * below 1.
 */
final class Gamma {
  private static final double LARGE = 10;
  private static final double HALF_LOG_TWO_PI = 0.5 * StrictMath.log(2 * Math.PI);

  private Gamma() {}

  /** ln Γ(x). */
  static double log(double x) {
    double product = 1;
    double at = x;
    for (; at < LARGE; at++) {
      product *= at;
    }
    double inverse = 1 / at;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360
                        - square
                            * (1.0 / 1260
                                - square
                                    * (1.0 / 1680
                                        - square
                                            * (1.0 / 1188
                                                - square
                                                    * (691.0 / 360360 - square * (1.0 / 156)))))));
    return (at - 0.5) * StrictMath.log(at)
        - at
        + HALF_LOG_TWO_PI
        + series
        - StrictMath.log(product);
  }

  /** ψ(x), the derivative of {@link #log}. */
  static double digamma(double x) {
    double sum = 0;
    double at = x;
    for (; at < LARGE; at++) {
      sum += 1 / at;
    }
    double square = 1 / (at * at);
    double series =
        square
            * (1.0 / 12
                - square
                    * (1.0 / 120
                        - square
                            * (1.0 / 252
                                - square
                                    * (1.0 / 240
                                        - square
                                            * (1.0 / 132
                                                - square * (691.0 / 32760 - square / 12))))));
    return StrictMath.log(at) - 0.5 / at - series - sum;
  }
}
