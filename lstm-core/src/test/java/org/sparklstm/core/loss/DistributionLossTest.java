package org.sparklstm.core.loss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.distribution.Distribution;
import org.sparklstm.core.distribution.NegativeBinomial;
import org.sparklstm.core.distribution.Normal;
import org.sparklstm.core.distribution.StudentT;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.tensor.Matrix;

class DistributionLossTest {
  private static final Offset<Double> CLOSE = Offset.offset(2e-6);

  /** Compares mean losses and their gradients with torch.distributions. */
  @ParameterizedTest
  @ValueSource(strings = {"normal", "student_t", "negative_binomial"})
  void meansAndGradientsEqualTorchs(String name) throws IOException {
    Safetensors golden = Goldens.read("distributions.safetensors");
    Distribution distribution =
        switch (name) {
          case "normal" -> new Normal();
          case "student_t" -> new StudentT();
          default -> new NegativeBinomial();
        };
    DistributionLoss loss = new DistributionLoss(distribution);
    float[] x = golden.tensors().get("x").values();
    float[] expected = golden.tensors().get("grad." + name).values();
    int outputs = 2 * distribution.outputs();
    Matrix prediction = Matrix.zeros(6, outputs);
    for (int row = 0; row < 6; row++) {
      System.arraycopy(x, row * 6, prediction.data(), row * outputs, outputs);
    }
    Matrix target =
        distribution.isOfStored()
            ? Matrix.of(golden.tensors().get("counts").values().clone(), 6, 4)
            : Matrix.of(golden.tensors().get("t").values().clone(), 6, 2);
    assertThat(loss.predictionColumns(target.columns())).isEqualTo(outputs);
    assertThat(loss.mean(prediction, target))
        .isCloseTo(golden.tensors().get(name).values()[0], CLOSE);
    Matrix gradient = Matrix.zeros(6, outputs);
    loss.meanGradient(prediction, target, gradient);
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < outputs; column++) {
        assertThat((double) gradient.at(row, column))
            .as("%d, %d", row, column)
            .isCloseTo(expected[row * 6 + column], CLOSE);
      }
    }
  }

  @Test
  void whatWasNotObservedHasNoPart() {
    Loss loss = ObservedLoss.of(new DistributionLoss(new NegativeBinomial()));
    Matrix prediction = Matrix.of(new float[] {0.5f, 1, -1, 2}, 1, 4);
    Matrix both = Matrix.of(new float[] {3, 2, 7, 2}, 1, 4);
    Matrix first = Matrix.of(new float[] {3, 2, Float.NaN, 2}, 1, 4);
    assertThat(loss.rowWeight(both, 0)).isEqualTo(1);
    assertThat(loss.rowWeight(first, 0)).isEqualTo(0.5);
    Matrix gradient = Matrix.zeros(1, 4);
    loss.gradient(prediction, first, gradient);
    assertThat(gradient.data()).endsWith(0, 0);
    assertThat(gradient.data()[0]).isNotZero();
    double one = new DistributionLoss(new NegativeBinomial()).targetLoss(prediction, both, 0, 0);
    assertThat(loss.rowLoss(prediction, first, 0)).isEqualTo(one / 2);
  }
}
