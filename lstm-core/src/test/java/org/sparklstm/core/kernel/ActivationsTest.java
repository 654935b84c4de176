package org.sparklstm.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationsTest {
  private static final double RELATIVE = 2e-7;

  @Test
  void areRightToTwoUnitsInTheLastPlace() {
    for (float x = -20; x <= 20; x += 1 / 512f) {
      assertThat(Math.abs(Activations.tanh(x) - Math.tanh(x)))
          .as("tanh %s", x)
          .isLessThanOrEqualTo(RELATIVE * Math.abs(Math.tanh(x)));
      double sigmoid = 1 / (1 + Math.exp(-x));
      assertThat(Math.abs(Activations.sigmoid(x) - sigmoid))
          .as("sigmoid %s", x)
          .isLessThanOrEqualTo(RELATIVE * sigmoid);
      assertThat(Math.abs(Activations.exp(x) - Math.exp(x)))
          .as("exp %s", x)
          .isLessThanOrEqualTo(RELATIVE * Math.exp(x));
    }
  }

  @Test
  void keepTheirRelativePrecisionNearZero() {
    for (float x = 1e-20f; x < 0.1f; x *= 1.7f) {
      assertThat(Activations.tanh(x) / Math.tanh(x)).isBetween(1 - RELATIVE, 1 + RELATIVE);
      assertThat(Activations.tanh(-x)).isEqualTo(-Activations.tanh(x));
    }
  }

  @Test
  void reachTheirLimitsAndPreserveNaN() {
    assertThat(Activations.tanh(1e30f)).isEqualTo(1f);
    assertThat(Activations.tanh(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    assertThat(Activations.sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(Activations.sigmoid(Float.NEGATIVE_INFINITY)).isBetween(0f, 1e-37f);
    assertThat(Activations.exp(0f)).isEqualTo(1f);
    assertThat(Activations.exp(Float.NEGATIVE_INFINITY)).isBetween(0f, 2e-38f);
    assertThat(Activations.exp(Float.NaN)).isNaN();
    assertThat(Activations.tanh(Float.NaN)).isNaN();
    assertThat(Activations.sigmoid(Float.NaN)).isNaN();
  }
}
