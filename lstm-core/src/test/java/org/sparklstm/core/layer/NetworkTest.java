package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sparklstm.core.layer.DenseSpec.dense;
import static org.sparklstm.core.layer.DropoutSpec.dropout;
import static org.sparklstm.core.layer.EmbeddingSpec.embedding;
import static org.sparklstm.core.layer.RecurrentSpec.gru;
import static org.sparklstm.core.layer.RecurrentSpec.lstm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * Chains of layers: names, shapes, gradients by differences, and equal bits with both providers.
 */
class NetworkTest {

  static Stream<NetworkSpec> chains() {
    return Stream.of(
        NetworkSpec.chain(lstm(2, 18), dense(18, 1)),
        NetworkSpec.chain(gru(2, 17).bidirectional(), PoolingSpec.mean(), dense(34, 3)),
        NetworkSpec.chain(lstm(2, 20).withProjection(6), PoolingSpec.max(), dense(6, 2)),
        NetworkSpec.chain(
            lstm(2, 16).withLayers(2).bidirectional(), PoolingSpec.last(), dense(32, 4)),
        NetworkSpec.chain(dense(2, 5), gru(5, 33), dropout(0.4), dense(33, 2)),
        NetworkSpec.chain(embedding(5, 4).withPadding(3), RecurrentSpec.rnn(4, 19), dense(19, 2)),
        NetworkSpec.chain(lstm(2, 16).withLayers(3).withDropout(0.3), dense(16, 1)));
  }

  private static final Steps STEPS = Steps.of(4, 7, 2);

  private static Network prepared(NetworkSpec spec, Kernels kernels, float[] parameters) {
    Network network = new Network(spec, kernels, Network.InputGradient.COMPUTED);
    network.load(parameters);
    network.resize(STEPS);
    float[] x = network.input().data();
    int count = network.input().rows() * network.input().columns();
    new TorchRandom(4).uniform(x, 0, count, -1, 1);
    if (spec.layers().get(0).layer() instanceof EmbeddingSpec) {
      for (int i = 0; i < count; i++) {
        x[i] = i % 5;
      }
    }
    return network;
  }

  /** Σ weight · output, always with the same dropout masks. */
  private static double weighted(Network network, float[] weights) {
    network.train(77);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      int columns = network.output().columns();
      sum += (double) weights[i] * network.output().at(i / columns, i % columns);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("chains")
  void gradientsEqualDifferences(NetworkSpec spec) {
    float[] parameters = InitialValues.of(spec, 5);
    Network network = prepared(spec, Kernels.fastest(), parameters);
    float[] weights = new float[network.output().rows() * network.output().columns()];
    new TorchRandom(6).uniform(weights, 0, weights.length, -1, 1);
    weighted(network, weights);
    System.arraycopy(weights, 0, network.dOutput().data(), 0, weights.length);
    float[] gradient = new float[parameters.length];
    network.backward(gradient);
    float largest = 0;
    for (float g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    float step = 1 / 256f;
    for (int i = 0; i < parameters.length; i += 1 + parameters.length / 150) {
      float kept = parameters[i];
      parameters[i] = kept + step;
      network.load(parameters);
      double above = weighted(network, weights);
      parameters[i] = kept - step;
      network.load(parameters);
      double below = weighted(network, weights);
      parameters[i] = kept;
      boolean padding = isPadding(spec, i);
      double expected = padding ? 0 : (above - below) / (2 * step);
      assertThat(Math.abs(gradient[i] - expected)).as("%d", i).isLessThan(2e-3 * largest);
    }
  }

  private static boolean isPadding(NetworkSpec spec, int i) {
    return spec.layers().get(0).layer() instanceof EmbeddingSpec e
        && i / e.width() == e.padding()
        && i < e.count() * e.width();
  }

  @ParameterizedTest
  @MethodSource("chains")
  void bothProvidersGiveTheSameBits(NetworkSpec spec) {
    float[] parameters = InitialValues.of(spec, 5);
    float[][] gradients = new float[2][parameters.length];
    Network[] networks = {
      prepared(spec, Kernels.scalar(), parameters), prepared(spec, Kernels.vector(), parameters)
    };
    for (int i = 0; i < 2; i++) {
      networks[i].train(8);
      networks[i].output().copyInto(networks[i].dOutput());
      networks[i].backward(gradients[i]);
    }
    assertThat(networks[1].output().data()).containsExactly(networks[0].output().data());
    assertThat(gradients[1]).containsExactly(gradients[0]);
    assertThat(networks[1].dInput().data()).containsExactly(networks[0].dInput().data());
  }

  @Test
  void parametersAreNamedAsInSequential() {
    ParameterLayout layout = NetworkSpec.chain(lstm(10, 20), dense(20, 1)).layout();
    assertThat(layout.entries().stream().map(ParameterLayout.Entry::name))
        .containsExactly(
            "0.weight_ih_l0",
            "0.weight_hh_l0",
            "0.bias_ih_l0",
            "0.bias_hh_l0",
            "1.weight",
            "1.bias");
    NetworkSpec forecaster = NetworkSpec.forecaster(gru(3, 4).withoutBias(), 2);
    assertThat(forecaster.layout().entries().stream().map(ParameterLayout.Entry::name))
        .containsExactly("gru.weight_ih_l0", "gru.weight_hh_l0", "head.weight", "head.bias");
    assertThat(forecaster.inputs()).isEqualTo(3);
    assertThat(forecaster.outputs()).isEqualTo(2);
  }

  @Test
  void embeddingsStartAsTorchsDo() {
    NetworkSpec spec = NetworkSpec.of(embedding(3, 4).withPadding(1));
    float[] values = InitialValues.of(spec, 0);
    float[] expected = new TorchRandom(0).randn(12);
    Arrays.fill(expected, 4, 8, 0f);
    assertThat(values).containsExactly(expected);
  }

  @Test
  void dropoutKeepsTheMeanAndIsOffWhenPredicting() {
    NetworkSpec spec = NetworkSpec.chain(dense(1, 1), dropout(0.25));
    Network network = new Network(spec, Kernels.scalar());
    network.load(new float[] {1, 0});
    network.resize(20_000, 1);
    network.input().fill(1);
    network.train(3);
    double sum = 0;
    int zeros = 0;
    for (int i = 0; i < 20_000; i++) {
      sum += network.output().at(i, 0);
      zeros += network.output().at(i, 0) == 0 ? 1 : 0;
    }
    assertThat(sum / 20_000).isBetween(0.98, 1.02);
    assertThat(zeros).isBetween(4_800, 5_200);
    network.predict();
    assertThat(network.output().at(17, 0)).isEqualTo(1f);
  }

  /** The masks within a stack are independent of those of a dropout layer. */
  @Test
  void dropoutMasksDiffer() {
    NetworkSpec spec = NetworkSpec.chain(dense(1, 1), dropout(0.5), dropout(0.5));
    Network network = new Network(spec, Kernels.scalar());
    network.load(new float[] {1, 0});
    network.resize(4_000, 1);
    network.input().fill(1);
    network.train(3);
    int kept = 0;
    for (int i = 0; i < 4_000; i++) {
      kept += network.output().at(i, 0) == 0 ? 0 : 1;
    }
    assertThat(kept).isBetween(850, 1_150);
  }

  @Test
  void mismatchedLayersAreReported() {
    assertThatThrownBy(() -> NetworkSpec.chain(lstm(10, 20), dense(10, 1)))
        .hasMessage("dense(10, 1) follows a layer of 20 values: its inputs must match");
    assertThatThrownBy(() -> NetworkSpec.chain(lstm(3, 4), gru(5, 6)))
        .hasMessage("gru(5, 6) follows a layer of 4 values: its inputs must match");
    assertThatThrownBy(() -> NetworkSpec.chain(lstm(3, 4), PoolingSpec.last(), gru(4, 6)))
        .hasMessage("layer '2' needs time steps, but a layer below it has pooled them");
    assertThatThrownBy(() -> NetworkSpec.chain(lstm(3, 4), dense(4, 4), PoolingSpec.last()))
        .hasMessage("layer '2' takes the last hidden state: it must follow a recurrent layer");
    assertThatThrownBy(() -> NetworkSpec.chain(dropout(0.1)))
        .hasMessageContaining("a network must begin with a recurrent, dense or embedding layer");
    assertThatThrownBy(() -> gru(2, 4).withProjection(2))
        .hasMessage("only an lstm supports a projection, found cell gru");
    assertThatThrownBy(() -> lstm(2, 4).withProjection(4))
        .hasMessage("projection must be at least 0 and below hidden 4, found 4");
    assertThatThrownBy(
            () ->
                new NetworkSpec(
                    List.of(
                        new NetworkSpec.Named("a", dense(1, 1)),
                        new NetworkSpec.Named("a", dense(1, 1)))))
        .hasMessage("two layers are named 'a'");
    Network network = new Network(NetworkSpec.of(embedding(3, 2)), Kernels.scalar());
    network.resize(1, 1);
    network.input().data()[0] = 3;
    assertThatThrownBy(network::predict)
        .hasMessage("an embedding of 3 vectors takes indices from 0 to 2, found 3.0 in row 0");
    assertThatThrownBy(network::dInput)
        .hasMessage(
            "this network does not compute the input's gradient; create it with InputGradient.COMPUTED");
  }
}
