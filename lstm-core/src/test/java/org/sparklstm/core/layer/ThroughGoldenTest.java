package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.ParameterLayout;

/** A network that reads classes and goes on through the horizon equals PyTorch's. */
class ThroughGoldenTest {
  private static final double FORWARD = 1e-6;
  private static final double GRADIENT = 5e-6;

  private static NetworkSpec spec(
      int numbers, int hidden, int layers, int horizon, int outputs, EmbeddingSpec... classes) {
    MixedInputsSpec inputs = new MixedInputsSpec(numbers, List.of(classes));
    RecurrentSpec lstm = RecurrentSpec.lstm(inputs.outputs(), hidden).withLayers(layers);
    return NetworkSpec.through(lstm, 0, horizon, outputs).withClasses(inputs);
  }

  private static NetworkSpec bothWays() {
    MixedInputsSpec inputs = new MixedInputsSpec(2, List.of(EmbeddingSpec.embedding(3, 2)));
    RecurrentSpec lstm = RecurrentSpec.lstm(inputs.outputs(), 5).withLayers(2).bidirectional();
    return NetworkSpec.through(lstm, 0, 2, 2).withClasses(inputs);
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(
            "equal",
            0,
            spec(5, 6, 1, 3, 2, EmbeddingSpec.embedding(4, 2), EmbeddingSpec.embedding(9, 3)),
            new int[] {8, 8, 8}),
        Arguments.of(
            "padded",
            1,
            spec(3, 17, 2, 4, 1, EmbeddingSpec.embedding(5, 4)),
            new int[] {6, 11, 4, 9}),
        Arguments.of("both-ways", 2, bothWays(), new int[] {7, 3, 2, 7}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void predictionGradientsAndInitialValuesEqualTorchs(
      String name, long seed, NetworkSpec spec, int[] lengths) throws IOException {
    Safetensors file = Goldens.read("through.safetensors");
    ParameterLayout layout = spec.layout();
    float[] parameters = InitialValues.of(spec, seed);
    for (ParameterLayout.Entry entry : layout.entries()) {
      float[] drawn = Arrays.copyOfRange(parameters, entry.offset(), entry.offset() + entry.size());
      float[] expected = values(file, name, entry.name());
      // see TorchRandom.normal
      assertThat(drawn)
          .as(entry.name())
          .usingComparatorWithPrecision(entry.name().startsWith("embeddings") ? 1.3e-6f : 0f)
          .containsExactly(expected);
      System.arraycopy(expected, 0, parameters, entry.offset(), entry.size());
    }
    Network network = new Network(spec, Kernels.fastest());
    network.load(parameters);
    Steps steps = Steps.of(lengths);
    network.resize(steps);
    float[] x = values(file, name, "x");
    for (int b = 0; b < lengths.length; b++) {
      for (int t = 0; t < lengths[b]; t++) {
        System.arraycopy(
            x,
            (t * lengths.length + b) * spec.inputs(),
            network.input().data(),
            network.input().index(steps.row(t, b), 0),
            spec.inputs());
      }
    }
    network.train(0);
    float[] expected = values(file, name, "prediction");
    float[] d = values(file, name, "d_prediction");
    int outputs = network.output().columns();
    for (int b = 0; b < lengths.length; b++) {
      for (int output = 0; output < outputs; output++) {
        int row = steps.rank(b);
        assertThat((double) network.output().at(row, output))
            .isCloseTo(expected[b * outputs + output], within(FORWARD));
        network.dOutput().data()[network.dOutput().index(row, output)] = d[b * outputs + output];
      }
    }
    float[] gradient = new float[layout.size()];
    network.backward(gradient);
    for (ParameterLayout.Entry entry : layout.entries()) {
      float[] want = values(file, name, "grad." + entry.name());
      double largest = 0;
      for (float value : want) {
        largest = Math.max(largest, Math.abs(value));
      }
      for (int i = 0; i < want.length; i++) {
        assertThat((double) gradient[entry.offset() + i])
            .as(entry.name())
            .isCloseTo(want[i], within(GRADIENT * largest));
      }
    }
  }

  private static float[] values(Safetensors file, String name, String key) {
    return file.tensors().get(name + "/" + key).values();
  }
}
