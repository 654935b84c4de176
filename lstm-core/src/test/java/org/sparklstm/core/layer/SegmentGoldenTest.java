package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.SegmentSpec.Level;
import org.sparklstm.core.layer.SegmentSpec.Spread;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/** A network of segments equals PyTorch's. */
class SegmentGoldenTest {
  private static final double FORWARD = 1e-6;
  private static final double GRADIENT = 5e-6;

  private static SegmentSpec lstm(double dropout) {
    return new SegmentSpec(Cell.LSTM, 2, 4, 4, 6, dropout, 3, Level.MEAN, Spread.DEVIATION);
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(
            "gru", 0, new SegmentSpec(Cell.GRU, 3, 6, 2, 8, 0, 1, Level.LAST, Spread.ONE), 4, 5),
        Arguments.of("lstm", 1, lstm(0), 12, 3),
        Arguments.of(
            "rnn",
            2,
            new SegmentSpec(Cell.RNN_TANH, 1, 9, 3, 34, 0, 1, Level.ZERO, Spread.ONE),
            3,
            2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void predictionGradientsAndInitialValuesEqualTorchs(
      String name, long seed, SegmentSpec segments, int steps, int batch) throws IOException {
    Safetensors file = Goldens.read("segments.safetensors");
    NetworkSpec spec = NetworkSpec.of(segments);
    ParameterLayout layout = spec.layout();
    float[] parameters = InitialValues.of(spec, seed);
    for (ParameterLayout.Entry entry : layout.entries()) {
      float[] drawn = Arrays.copyOfRange(parameters, entry.offset(), entry.offset() + entry.size());
      float[] expected = values(file, name, entry.name());
      boolean isNormal = entry.name().equals("position") || entry.name().equals("channel");
      // see TorchRandom.normal
      assertThat(drawn)
          .as(entry.name())
          .usingComparatorWithPrecision(isNormal ? 1.3e-6f : 0f)
          .containsExactly(expected);
      System.arraycopy(expected, 0, parameters, entry.offset(), entry.size());
    }
    Network network = new Network(spec, Kernels.fastest());
    network.load(parameters);
    network.resize(steps, batch);
    float[] x = values(file, name, "x");
    System.arraycopy(x, 0, network.input().data(), 0, x.length);
    float[] expected = values(file, name, "prediction");
    network.predict();
    assertEquals(network.output(), expected);
    network.train(0);
    assertEquals(network.output(), expected);
    float[] d = values(file, name, "d_prediction");
    System.arraycopy(d, 0, network.dOutput().data(), 0, d.length);
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

  private static void assertEquals(Matrix output, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) output.data()[i]).isCloseTo(expected[i], within(FORWARD));
    }
  }

  private static float[] values(Safetensors file, String name, String key) {
    return file.tensors().get(name + "/" + key).values();
  }

  /** The gradient under a mask equals the change of the loss under the same mask. */
  @Test
  void dropoutActsOnTheHeadsInputOnly() {
    NetworkSpec spec = NetworkSpec.of(lstm(0.5));
    float[] parameters = InitialValues.of(spec, 4);
    Network network = new Network(spec, Kernels.scalar());
    double loss = loss(network, parameters, 9);
    network.dOutput().fill(1f);
    float[] gradient = new float[parameters.length];
    network.backward(gradient);
    double slope = 0;
    float[] shifted = parameters.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += 1e-3f * Math.signum(gradient[i]);
      slope += 1e-3 * Math.abs(gradient[i]);
    }
    double rise = loss(network, shifted, 9) - loss;
    assertThat(rise).isCloseTo(slope, within(0.02 * slope));
    assertThat(loss(network, parameters, 10)).isNotEqualTo(loss);
    network.predict();
    double predicted = sum(network.output());
    network.predict();
    assertThat(sum(network.output())).isEqualTo(predicted);
  }

  private static double loss(Network network, float[] parameters, long key) {
    network.load(parameters);
    network.resize(8, 3);
    for (int i = 0; i < 8 * 3 * 2; i++) {
      network.input().data()[i] = (float) Math.sin(i);
    }
    network.train(key);
    return sum(network.output());
  }

  private static double sum(Matrix matrix) {
    double sum = 0;
    for (int i = 0; i < matrix.rows() * matrix.columns(); i++) {
      sum += matrix.data()[i];
    }
    return sum;
  }

  @Test
  void refusesWhatSegmentsDoNotDivide() {
    assertThatThrownBy(() -> new SegmentSpec(Cell.GRU, 1, 10, 4, 8, 0, 1, Level.LAST, Spread.ONE))
        .hasMessage("segments of 4 steps do not divide the horizon of 10");
    assertThatThrownBy(() -> new SegmentSpec(Cell.GRU, 1, 8, 4, 7, 0, 1, Level.LAST, Spread.ONE))
        .hasMessage("hidden must be even, half for the position and half for the channel, found 7");
    Network network =
        new Network(
            NetworkSpec.of(new SegmentSpec(Cell.GRU, 1, 8, 4, 8, 0, 1, Level.LAST, Spread.ONE)),
            Kernels.scalar());
    assertThatThrownBy(() -> network.resize(6, 2))
        .hasMessage("segments of 4 steps must divide the 6 steps of all sequences");
    assertThatThrownBy(() -> network.resize(Steps.of(4, 8)))
        .hasMessage("segments of 4 steps must divide the 8 steps of all sequences");
  }
}
