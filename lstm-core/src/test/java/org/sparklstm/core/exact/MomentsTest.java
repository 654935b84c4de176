package org.sparklstm.core.exact;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MomentsTest {

  @Test
  void deviationSurvivesALargeMean() {
    Moments moments = new Moments();
    for (int i = 0; i < 1000; i++) {
      moments.add(1e12 + i % 2);
    }
    assertThat(moments.mean()).isEqualTo(1e12 + 0.5);
    assertThat(moments.deviation()).isCloseTo(0.5, Percentage.withPercentage(1e-12));
  }

  @Test
  void partsMayBeAddedInAnyOrder() {
    Moments whole = new Moments();
    Moments odd = new Moments();
    Moments even = new Moments();
    for (int i = 0; i < 999; i++) {
      double value = Math.sin(i) * 1e3 + 1 / (i + 1.0);
      whole.add(value);
      (i % 2 == 0 ? even : odd).add(value);
    }
    odd.add(even);
    assertThat(odd.count()).isEqualTo(whole.count());
    assertThat(odd.mean()).isEqualTo(whole.mean());
    assertThat(odd.deviation()).isEqualTo(whole.deviation());
  }

  @Test
  void aConstantHasNoDeviation() {
    Moments moments = new Moments();
    for (int i = 0; i < 7; i++) {
      moments.add(0.1);
    }
    assertThat(moments.deviation()).isZero();
  }
}
