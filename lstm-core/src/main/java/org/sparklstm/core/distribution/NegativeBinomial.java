package org.sparklstm.core.distribution;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * A negative binomial distribution of counts as they are stored: mean {@code μ = (softplus(m) +
 * 1e-6) · level} and dispersion {@code α = softplus(a) + 1e-4} for outputs (m, a), so that the
 * variance is {@code μ + α μ²} (Salinas et al. 2020, DeepAR). The likelihood is that of {@code
 * torch.distributions.NegativeBinomial} with {@code total_count = 1 / α} and {@code probs = α μ /
 * (1 + α μ)}.
 */
public final class NegativeBinomial implements Distribution {
  private static final double SMALLEST_MEAN = 1e-6;
  private static final double SMALLEST_DISPERSION = 1e-4;

  /** Below it the probability of 0 is no number that sums can begin with. */
  private static final double SMALLEST_LOG = -700;

  /**
   * Up to so many terms, at some 12 ns each, adding probabilities takes no longer than searching.
   */
  private static final double MOST_TERMS = 10_000;

  /** A sum rarely goes on beyond so many deviations. */
  private static final double DEVIATIONS = 4;

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public boolean isOfStored() {
    return true;
  }

  private static double mean(float output, double level) {
    return (Softplus.of(output) + SMALLEST_MEAN) * level;
  }

  /** 1 / α. */
  private static double count(float output) {
    return 1 / (Softplus.of(output) + SMALLEST_DISPERSION);
  }

  @Override
  public double deviation(float[] outputs, int at, double level) {
    double mean = mean(outputs[at], level);
    return Math.sqrt(mean * (1 + mean / count(outputs[at + 1])));
  }

  @Override
  public double loss(float[] outputs, int at, double target, double level) {
    double mean = mean(outputs[at], level);
    double count = count(outputs[at + 1]);
    return Gamma.log(count)
        + Gamma.log(target + 1)
        - Gamma.log(target + count)
        + count * StrictMath.log1p(mean / count)
        + target * StrictMath.log1p(count / mean);
  }

  @Override
  public void gradient(
      float[] outputs, int at, double target, double level, double share, float[] slopes, int to) {
    double mean = mean(outputs[at], level);
    double count = count(outputs[at + 1]);
    double ofMean = (mean - target) / (mean * (1 + mean / count));
    double ofCount =
        Gamma.digamma(count)
            - Gamma.digamma(target + count)
            + StrictMath.log1p(mean / count)
            + (target - mean) / (count + mean);
    slopes[to] = (float) (share * ofMean * level * Softplus.slope(outputs[at]));
    slopes[to + 1] = (float) (share * ofCount * -count * count * Softplus.slope(outputs[at + 1]));
  }

  @Override
  public Quantiles quantiles(double[] levels) {
    double[] rising = levels.clone();
    return (outputs, at, level, values) -> {
      double mean = mean(outputs[at], level);
      double count = count(outputs[at + 1]);
      double log = -count * StrictMath.log1p(mean / count);
      double deviation = Math.sqrt(mean * (1 + mean / count));
      if (mean + DEVIATIONS * deviation < MOST_TERMS && log > SMALLEST_LOG) {
        sum(mean, count, StrictMath.exp(log), rising, values);
      } else {
        for (int i = 0; i < rising.length; i++) {
          values[i] = search(mean, count, rising[i]);
        }
      }
      values[rising.length] = mean;
    };
  }

  /** Adds probabilities from 0 on. */
  private static void sum(
      double mean, double count, double ofZero, double[] rising, double[] values) {
    double odds = mean / (count + mean);
    double probability = ofZero;
    double below = ofZero;
    long value = 0;
    for (int i = 0; i < rising.length; i++) {
      while (below < rising[i] && probability > 0) {
        probability *= (value + count) / (value + 1) * odds;
        below += probability;
        value++;
      }
      values[i] = value;
    }
  }

  /** The smallest value that is reached with the probability of the level. */
  private static double search(double mean, double count, double level) {
    double success = count / (count + mean);
    double low = -1;
    double high = Math.ceil(mean);
    while (reached(success, count, high) < level) {
      low = high;
      high = 2 * high + 1;
    }
    // beyond 2^53 neighbouring doubles differ by more than 1
    while (high - low > Math.max(1, Math.ulp(high))) {
      double middle = Math.floor((low + high) / 2);
      if (reached(success, count, middle) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double reached(double success, double count, double value) {
    return RegularizedBeta.value(success, count, value + 1);
  }
}
