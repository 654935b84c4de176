package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.ParameterLayout;

/** Compares predictions, gradients and initial values with PyTorch's. */
class NetworkGoldenTest {
  /** Five times the error of PyTorch's own float32 against its float64. */
  private static final double FORWARD = 1e-6;

  private static final double GRADIENT = 5e-6;

  private record Golden(NetworkSpec spec, int steps, int batch, String name, Safetensors file) {
    float[] values(String key) {
      return file.tensors().get(name + "/" + key).values();
    }
  }

  private static Golden golden(
      String name,
      int steps,
      int batch,
      int inputs,
      int hidden,
      int layers,
      int directions,
      int outputs)
      throws IOException {
    RecurrentSpec lstm = RecurrentSpec.lstm(inputs, hidden).withLayers(layers);
    NetworkSpec spec =
        NetworkSpec.forecaster(directions == 2 ? lstm.bidirectional() : lstm, outputs);
    return new Golden(spec, steps, batch, name, Goldens.read("forecaster.safetensors"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "plain, 5, 3, 2, 4, 1, 1, 3",
    "wide, 30, 8, 7, 33, 1, 1, 24",
    "stacked, 12, 5, 3, 7, 3, 1, 2",
    "both_ways, 9, 4, 2, 17, 2, 2, 5",
    "one_step, 1, 1, 1, 1, 1, 2, 1"
  })
  void predictionAndGradientsEqualTorchs(
      String name,
      int steps,
      int batch,
      int inputs,
      int hidden,
      int layers,
      int directions,
      int outputs)
      throws IOException {
    Golden golden = golden(name, steps, batch, inputs, hidden, layers, directions, outputs);
    ParameterLayout layout = golden.spec.layout();
    float[] parameters = new float[layout.size()];
    for (ParameterLayout.Entry entry : layout.entries()) {
      System.arraycopy(golden.values(entry.name()), 0, parameters, entry.offset(), entry.size());
    }
    Network network = new Network(golden.spec, Kernels.fastest());
    network.load(parameters);
    network.resize(steps, batch);
    float[] x = golden.values("x");
    System.arraycopy(x, 0, network.input().data(), 0, x.length);
    network.train(0);
    float[] expected = golden.values("prediction");
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) network.output().at(i / outputs, i % outputs))
          .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(FORWARD));
    }

    float[] d = golden.values("d_prediction");
    System.arraycopy(d, 0, network.dOutput().data(), 0, d.length);
    float[] gradient = new float[layout.size()];
    network.backward(gradient);
    for (ParameterLayout.Entry entry : layout.entries()) {
      float[] want = golden.values("grad." + entry.name());
      double largest = 0;
      double apart = 0;
      for (int i = 0; i < want.length; i++) {
        largest = Math.max(largest, Math.abs(want[i]));
        apart = Math.max(apart, Math.abs(want[i] - gradient[entry.offset() + i]));
      }
      assertThat(apart).as(entry.name()).isLessThanOrEqualTo(GRADIENT * largest);
    }
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "0, plain, 5, 3, 2, 4, 1, 1, 3",
    "1, wide, 30, 8, 7, 33, 1, 1, 24",
    "2, stacked, 12, 5, 3, 7, 3, 1, 2",
    "3, both_ways, 9, 4, 2, 17, 2, 2, 5"
  })
  void initialValuesEqualTorchsToTheBit(
      long seed,
      String name,
      int steps,
      int batch,
      int inputs,
      int hidden,
      int layers,
      int directions,
      int outputs)
      throws IOException {
    Golden golden = golden(name, steps, batch, inputs, hidden, layers, directions, outputs);
    float[] values = InitialValues.of(golden.spec, seed);
    for (ParameterLayout.Entry entry : golden.spec.layout().entries()) {
      assertThat(
              java.util.Arrays.copyOfRange(values, entry.offset(), entry.offset() + entry.size()))
          .as(entry.name())
          .containsExactly(golden.values(entry.name()));
    }
  }
}
