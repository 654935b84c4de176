package org.sparklstm.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.core.tensor.Matrix;

class LossTest {

  static Stream<Loss> losses() {
    return Stream.of(new SquaredError(), new AbsoluteError(), new Huber(1), new Huber(0.5));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void derivativesEqualCentralDifferences(Loss loss) {
    float step = 1 / 1024f;
    for (float error = -2.03f; error < 2; error += 0.1f) {
      double slope = (loss.value(error + step, 0) - loss.value(error - step, 0)) / (2 * step);
      assertThat((double) loss.derivative(error, 0)).isCloseTo(slope, Offset.offset(1e-3));
    }
  }

  /** Values of torch.nn.functional on predictions (0.5, -2) and targets (0, 1). */
  @Test
  void rowsAreMeansOverTheirColumns() {
    Matrix prediction = Matrix.of(new float[] {0.5f, -2}, 1, 2);
    Matrix target = Matrix.of(new float[] {0, 1}, 1, 2);
    assertThat(new SquaredError().rowLoss(prediction, target, 0)).isEqualTo(4.625);
    assertThat(new AbsoluteError().rowLoss(prediction, target, 0)).isEqualTo(1.75);
    assertThat(new Huber(1).rowLoss(prediction, target, 0)).isEqualTo(1.3125);
    Matrix gradient = Matrix.zeros(1, 2);
    new SquaredError().gradient(prediction, target, gradient);
    assertThat(gradient.data()).containsExactly(0.5f, -3f);
    new AbsoluteError().gradient(target, target, gradient);
    assertThat(gradient.data()).containsExactly(0f, 0f);
  }

  @Test
  void deltaMustBeAboveZero() {
    assertThatThrownBy(() -> new Huber(0)).hasMessage("delta must be above 0, found 0.0");
  }
}
