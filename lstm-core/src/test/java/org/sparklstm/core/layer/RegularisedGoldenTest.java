package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/** A language model with all that AWD-LSTM drops and penalises equals PyTorch's, masks included. */
class RegularisedGoldenTest {
  private static final int TOKENS = 9;
  private static final int LENGTH = 5;
  private static final int BATCH = 2;
  private static final NetworkSpec SPEC =
      new TokenNetwork(
              TOKENS,
              StepInputs.NONE,
              RecurrentSpec.lstm(6, 6)
                  .withLayers(2)
                  .with(new StackDropout(0.25, DropoutSpec.Masks.OF_SEQUENCES, 0.5)),
              TokenNetwork.Head.TIED_WEIGHT,
              DropoutSpec.Masks.OF_SEQUENCES,
              0.25,
              0.125,
              0.375,
              2,
              3)
          .spec();
  private static final long[] SEQUENCES = {33, 44};
  private static final Draws DRAWS = new Draws(11, 22, SEQUENCES);

  private final Safetensors golden;
  private final Network network = new Network(SPEC, Kernels.fastest());
  private final Matrix target = Matrix.zeros(LENGTH * BATCH, 1);

  RegularisedGoldenTest() throws IOException {
    golden = Goldens.read("regularised.safetensors");
    network.load(InitialValues.of(SPEC, 17));
    network.resize(LENGTH, BATCH);
    System.arraycopy(values("x"), 0, network.input().data(), 0, LENGTH * BATCH);
    System.arraycopy(values("y"), 0, target.data(), 0, LENGTH * BATCH);
  }

  private float[] values(String name) {
    return golden.tensors().get(name).values();
  }

  @Test
  void initialValuesEqualThoseOfATiedHead() {
    float[] drawn = InitialValues.of(SPEC, 17);
    assertThat(SPEC.layout().entries())
        .extracting(ParameterLayout.Entry::name)
        .contains("embedding.weight", "head.bias")
        .doesNotContain("head.weight");
    for (ParameterLayout.Entry entry : SPEC.layout().entries()) {
      assertThat(Arrays.copyOfRange(drawn, entry.offset(), entry.offset() + entry.size()))
          .as(entry.name())
          .containsExactly(values(entry.name()));
    }
  }

  @Test
  void lossAndGradientsEqualTorchs() {
    float[] gradient = step(DRAWS);
    assertThat(loss()).isCloseTo(values("loss")[0], within(1e-6));
    for (ParameterLayout.Entry entry : SPEC.layout().entries()) {
      float[] wanted = values("gradient." + entry.name());
      for (int i = 0; i < wanted.length; i++) {
        assertThat((double) gradient[entry.offset() + i] / target.rows())
            .as("%s %d", entry.name(), i)
            .isCloseTo(wanted[i], within(5e-6));
      }
    }
  }

  /** Another block of the same step drops the same weights, and a prediction none. */
  @Test
  void masksAreOfTheirKeysAlone() {
    float[] first = step(DRAWS);
    network.predict();
    float[] predicted = network.output().data().clone();
    assertThat(step(new Draws(99, 22, SEQUENCES))).containsExactly(first);
    assertThat(step(new Draws(11, 23, SEQUENCES))).isNotEqualTo(first);
    assertThat(step(new Draws(11, 22, new long[] {33, 45}))).isNotEqualTo(first);
    network.predict();
    assertThat(network.output().data()).containsExactly(predicted);
  }

  @Test
  void penaltiesNeedSteps() {
    NetworkSpec pooled = NetworkSpec.forecaster(RecurrentSpec.lstm(2, 3), 4);
    assertThatThrownBy(() -> pooled.then("penalty", new PenaltySpec(PenaltySpec.Of.VALUES, 1)))
        .hasMessageContaining("'penalty' needs time steps");
    assertThatThrownBy(() -> new PenaltySpec(PenaltySpec.Of.VALUES, -1))
        .hasMessageContaining("at least 0, found -1");
  }

  private float[] step(Draws draws) {
    float[] gradient = new float[SPEC.layout().size()];
    network.train(draws);
    new CrossEntropy(TOKENS).gradient(network.output(), target, network.dOutput());
    network.backward(gradient);
    return gradient;
  }

  private double loss() {
    CrossEntropy loss = new CrossEntropy(TOKENS);
    double sum = 0;
    for (int row = 0; row < target.rows(); row++) {
      sum += loss.rowLoss(network.output(), target, row);
    }
    return sum / target.rows();
  }
}
