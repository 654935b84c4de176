package org.sparklstm.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.PascalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Likelihoods by central differences, quantiles against distribution functions. */
class DistributionTest {
  private static final double[] LEVELS = {0.001, 0.1, 0.25, 0.5, 0.9, 0.975, 0.999};

  static Stream<Distribution> all() {
    return Stream.of(new Normal(), new StudentT(), new NegativeBinomial());
  }

  @ParameterizedTest
  @MethodSource("all")
  void slopesAreThoseOfTheLoss(Distribution distribution) {
    float[] slopes = new float[1 + distribution.outputs()];
    float step = 1 / 256f;
    for (double target : new double[] {0, 1, 3, 40}) {
      for (float output = -4; output <= 6; output += 1.25f) {
        float[] outputs = {Float.NaN, output, 0.5f * output - 1, 2 - output};
        distribution.gradient(outputs, 1, target, 2.5, 0.5, slopes, 1);
        for (int i = 1; i <= distribution.outputs(); i++) {
          float[] more = outputs.clone();
          more[i] += step;
          float[] less = outputs.clone();
          less[i] -= step;
          double slope =
              0.5
                  * (distribution.loss(more, 1, target, 2.5)
                      - distribution.loss(less, 1, target, 2.5))
                  / (2 * step);
          assertThat((double) slopes[i])
              .as("%s %s", target, output)
              .isCloseTo(slope, within(2e-4 * (1 + Math.abs(slope))));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void likelihoodsAddUpToOne(Distribution distribution) {
    float[] outputs = {0.3f, -0.2f, 1.5f};
    boolean isOfStored = distribution.isOfStored();
    double step = isOfStored ? 1 : 0.01;
    double sum = 0;
    for (double target = isOfStored ? 0 : -200; target < 200; target += step) {
      sum += step * Math.exp(-distribution.loss(outputs, 0, target, 3));
    }
    // the normal one is without its constant, as PyTorch's
    double expected = distribution instanceof Normal ? Math.sqrt(2 * Math.PI) : 1;
    assertThat(sum).isCloseTo(expected, within(2e-4));
  }

  @Test
  void quantilesOfTheNormalDistribution() {
    double[] values = new double[LEVELS.length + 1];
    new Normal().quantiles(LEVELS).of(new float[] {2, 0.5f}, 0, 1, values);
    NormalDistribution expected = NormalDistribution.of(2, Math.log1p(Math.exp(0.5)) + 1e-3);
    for (int i = 0; i < LEVELS.length; i++) {
      assertThat(expected.cumulativeProbability(values[i])).isCloseTo(LEVELS[i], within(1e-8));
    }
    assertThat(values[LEVELS.length]).isEqualTo(2);
    assertThat(values[3]).isEqualTo(2);
  }

  @Test
  void quantilesOfStudentsDistribution() {
    Distribution.Quantiles quantiles = new StudentT().quantiles(LEVELS);
    double[] values = new double[LEVELS.length + 1];
    for (float output = -30; output < 60; output += 3.7f) {
      quantiles.of(new float[] {-1, 0, output}, 0, 1, values);
      TDistribution expected = TDistribution.of(2 + Math.log1p(Math.exp(output)));
      double scale = Math.log(2) + 1e-3;
      for (int i = 0; i < LEVELS.length; i++) {
        double standard = expected.inverseCumulativeProbability(LEVELS[i]);
        assertThat(values[i]).isCloseTo(-1 + scale * standard, within(1e-7));
      }
    }
  }

  /** Outputs of a network that diverges: the search ends. */
  @Test
  void quantilesOfEndlessCounts() {
    double[] values = new double[LEVELS.length + 1];
    Distribution.Quantiles quantiles = new NegativeBinomial().quantiles(LEVELS);
    for (double level : new double[] {1e15, 1e20, 1e30}) {
      quantiles.of(new float[] {3, 50}, 0, level, values);
      assertThat(values[LEVELS.length - 1]).isGreaterThan(level);
    }
  }

  /** Both ways to invert, and counts around zero. */
  @Test
  void quantilesOfCounts() {
    Distribution.Quantiles quantiles = new NegativeBinomial().quantiles(LEVELS);
    double[] values = new double[LEVELS.length + 1];
    for (double level : new double[] {0.01, 1, 30, 20_000, 3e6}) {
      for (int count : new int[] {1, 3, 50}) {
        // softplus⁻¹(1 / count - 1e-4)
        float dispersion = (float) Math.log(Math.expm1(1.0 / count - 1e-4));
        quantiles.of(new float[] {1, dispersion}, 0, level, values);
        double mean = (Math.log1p(Math.E) + 1e-6) * level;
        assertThat(values[LEVELS.length]).isCloseTo(mean, within(1e-9 * mean));
        PascalDistribution expected = PascalDistribution.of(count, count / (count + mean));
        for (int i = 0; i < LEVELS.length; i++) {
          int value = (int) values[i];
          // the float of the dispersion is not exact
          double rounding = 1e-5;
          assertThat(expected.cumulativeProbability(value)).isGreaterThan(LEVELS[i] - rounding);
          assertThat(value == 0 ? 0 : expected.cumulativeProbability(value - 1))
              .isLessThan(LEVELS[i] + rounding);
        }
      }
    }
  }
}
