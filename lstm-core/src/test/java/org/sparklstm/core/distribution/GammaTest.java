package org.sparklstm.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;

/** Compared with Commons Numbers, which uses functions that differ between machines. */
class GammaTest {

  @Test
  void logarithmsAndDerivativesEqualThoseOfALibrary() {
    for (double x = 1e-4; x < 1e7; x *= 1.7) {
      double expected = LogGamma.value(x);
      assertThat(Gamma.log(x)).isCloseTo(expected, within(1e-13 * Math.max(1, Math.abs(expected))));
      double slope = Digamma.value(x);
      assertThat(Gamma.digamma(x)).isCloseTo(slope, within(1e-12 * Math.max(1, Math.abs(slope))));
    }
  }

  @Test
  void factorials() {
    assertThat(Gamma.log(1)).isCloseTo(0, within(1e-14));
    assertThat(Gamma.log(6)).isCloseTo(Math.log(120), within(1e-14));
    assertThat(Gamma.log(0.5)).isCloseTo(0.5 * Math.log(Math.PI), within(1e-14));
    assertThat(Gamma.digamma(1)).isCloseTo(-0.5772156649015329, within(1e-14));
  }
}
