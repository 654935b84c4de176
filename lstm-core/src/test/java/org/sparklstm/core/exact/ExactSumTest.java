package org.sparklstm.core.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {

  private static List<Double> wild(int count) {
    Random random = new Random(1);
    List<Double> terms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      terms.add(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
    }
    terms.addAll(List.of(Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, -0.0, 1e16, 1.0));
    return terms;
  }

  @Test
  void equalsTheSumInUnlimitedPrecision() {
    ExactSum sum = new ExactSum();
    BigDecimal exact = BigDecimal.ZERO;
    for (double term : wild(10_000)) {
      sum.add(term);
      exact = exact.add(new BigDecimal(term));
    }
    assertThat(sum.value()).isEqualTo(exact.doubleValue());
  }

  @Test
  void doesNotDependOnOrderOrGrouping() {
    List<Double> terms = wild(3_000);
    ExactSum ascending = new ExactSum();
    terms.forEach(ascending::add);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(terms, new Random(round));
      ExactSum whole = new ExactSum();
      ExactSum part = new ExactSum();
      for (int i = 0; i < terms.size(); i++) {
        part.add(terms.get(i));
        if (i % (7 + round) == 0) {
          whole.add(part);
          part = new ExactSum();
        }
      }
      whole.add(part);
      assertThat(whole.value()).isEqualTo(ascending.value());
    }
  }

  @Test
  void smallAndNegativeSumsAreRoundedOnce() {
    ExactSum sum = new ExactSum();
    sum.add(1e300);
    sum.add(-3 * Double.MIN_VALUE);
    sum.add(-1e300);
    assertThat(sum.value()).isEqualTo(-3 * Double.MIN_VALUE);
    assertThat(new ExactSum().value()).isZero();
  }

  @Test
  void carriesAreKeptOverVeryManyTerms() {
    ExactSum sum = new ExactSum();
    double ones = Double.longBitsToDouble(0x3fefffffffffffffL);
    for (int i = 0; i < 60; i++) {
      ExactSum copy = new ExactSum();
      copy.add(sum);
      sum.add(copy);
      sum.add(ones);
    }
    BigDecimal expected =
        new BigDecimal(ones).multiply(new BigDecimal(2).pow(60).subtract(BigDecimal.ONE));
    assertThat(sum.value()).isEqualTo(expected.doubleValue());
  }

  @Test
  void nonFiniteTermsMakeTheSumNonFinite() {
    ExactSum sum = new ExactSum();
    sum.add(1);
    sum.add(Double.POSITIVE_INFINITY);
    assertThat(sum.value()).isEqualTo(Double.POSITIVE_INFINITY);
    ExactSum other = new ExactSum();
    other.add(Double.NEGATIVE_INFINITY);
    sum.add(other);
    assertThat(sum.value()).isNaN();
  }
}
