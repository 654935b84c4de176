package org.sparklstm.core.distribution;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Quantiles of Student's t distribution with 2 degrees of freedom or more, as polynomials of the
 * inverse of the degrees: one for each level, in Chebyshev's form. They are within 1e-8 of the
 * quantiles for levels from 0.001 to 0.999, and can be computed wherever there is a multiplication,
 * which an iteration on the distribution function cannot.
 */
public final class StudentQuantiles {
  /** The values at so many points fix a polynomial. */
  private static final int POINTS = 24;

  /** Enough for all bits of a number near 1. */
  private static final int BISECTIONS = 60;

  /** The polynomials of all levels that were asked for: each takes a millisecond. */
  private static final Map<Double, double[]> KNOWN = new ConcurrentHashMap<>();

  private final double[][] coefficients;

  /** Creates the polynomials for these levels. */
  public StudentQuantiles(double[] levels) {
    coefficients = new double[levels.length][];
    for (int i = 0; i < levels.length; i++) {
      coefficients[i] =
          levels[i] == 0.5
              ? new double[POINTS]
              : KNOWN.computeIfAbsent(levels[i], StudentQuantiles::polynomial);
    }
  }

  /** Interpolates at the zeros of the Chebyshev polynomial of degree {@link #POINTS}. */
  private static double[] polynomial(double level) {
    double[] found = new double[POINTS];
    for (int k = 0; k < POINTS; k++) {
      double point = StrictMath.cos(Math.PI * (k + 0.5) / POINTS);
      double quantile = quantile(level, 1 / inverse(point));
      for (int j = 0; j < POINTS; j++) {
        double term = StrictMath.cos(Math.PI * j * (k + 0.5) / POINTS);
        found[j] += quantile * term * (j == 0 ? 1 : 2) / POINTS;
      }
    }
    return found;
  }

  /** By bisection: {@code t² / (degrees + t²)} has a beta distribution. */
  private static double quantile(double level, double degrees) {
    double inside = Math.abs(1 - 2 * level);
    double low = 0;
    double high = 1;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (RegularizedBeta.value(middle, 0.5, degrees / 2) < inside) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double size = Math.sqrt(degrees * low / (1 - low));
    return level < 0.5 ? -size : size;
  }

  /** The inverse of the degrees, from 0 to 1 / 2, for a point from -1 to 1. */
  private static double inverse(double point) {
    return (1 + point) / (2 * StudentT.FEWEST_DEGREES);
  }

  /** The coefficients of a level's polynomial of {@code 4 / degrees - 1}. */
  public double[] coefficients(int level) {
    return coefficients[level].clone();
  }

  /** The quantile, by Clenshaw's recurrence. */
  double of(int level, double inverse) {
    double point = 2 * StudentT.FEWEST_DEGREES * inverse - 1;
    double[] all = coefficients[level];
    double next = 0;
    double afterNext = 0;
    for (int j = all.length - 1; j > 0; j--) {
      double one = 2 * point * next - afterNext + all[j];
      afterNext = next;
      next = one;
    }
    return point * next - afterNext + all[0];
  }
}
