package org.sparklstm.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.tensor.Matrix;

class InputNoiseTest {

  private static Matrix noise(int columns, double deviation, long key) {
    Matrix input = Matrix.zeros(4_000, 5);
    InputNoise.add(input, columns, deviation, key);
    return input;
  }

  @Test
  void itIsNormalAndLeavesClassesAlone() {
    Matrix input = noise(3, 0.5, 7);
    double[] drawn = new double[3 * input.rows()];
    for (int row = 0; row < input.rows(); row++) {
      for (int column = 0; column < 3; column++) {
        drawn[3 * row + column] = input.at(row, column);
      }
      assertThat(input.at(row, 3)).isZero();
      assertThat(input.at(row, 4)).isZero();
    }
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0, within(0.02));
    double variance = Arrays.stream(drawn).map(x -> x * x).average().orElseThrow();
    assertThat(variance).isCloseTo(0.25, within(0.015));
    double within = Arrays.stream(drawn).filter(x -> Math.abs(x) < 0.5).count();
    assertThat(within / drawn.length).isCloseTo(0.6827, within(0.015));
    double product = 0;
    for (int i = 1; i < drawn.length; i++) {
      product += drawn[i] * drawn[i - 1];
    }
    assertThat(product / drawn.length).isCloseTo(0, within(0.01));
  }

  @Test
  void itIsThatOfItsKey() {
    assertThat(noise(5, 1, 3).data()).containsExactly(noise(5, 1, 3).data());
    assertThat(noise(5, 1, 3).data()).isNotEqualTo(noise(5, 1, 4).data());
  }
}
