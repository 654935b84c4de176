package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.Matrix;

/** Numbers that PyTorch prints, from the same seeds. */
class LiteralValuesTest {
  private static final Offset<Float> FOUR_DIGITS = Offset.offset(5e-5f);

  private static Network network(NetworkSpec spec, float[] parameters) {
    Network network = new Network(spec, Kernels.fastest(), Network.InputGradient.COMPUTED);
    network.load(parameters);
    return network;
  }

  private static void assertValues(Matrix found, Offset<Float> offset, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.at(i / found.columns(), i % found.columns()))
          .as("%d", i)
          .isCloseTo((float) expected[i], offset);
    }
  }

  /** {@code manual_seed(42); lstm = nn.LSTM(2, 4); x = randn(3, 1, 2)}. */
  @Test
  void aLayerFromSeed42() {
    TorchRandom random = new TorchRandom(42);
    NetworkSpec spec = NetworkSpec.of(RecurrentSpec.lstm(2, 4));
    Network lstm = network(spec, InitialValues.of(spec, random));
    lstm.resize(3, 1);
    System.arraycopy(random.randn(6), 0, lstm.input().data(), 0, 6);
    lstm.predict();
    assertValues(
        lstm.output(),
        FOUR_DIGITS,
        -.0382,
        -.0373,
        -.0662,
        -.0236,
        -.1445,
        -.0549,
        -.0175,
        -.0920,
        -.0706,
        -.0701,
        -.0888,
        -.1205);
    assertValues(
        lstm.output(), Offset.offset(5e-8f), -0.03820216, -0.03734052, -0.06620601, -0.02360647);
    assertValues(
        lstm.states(0).last().cell(0, 0),
        Offset.offset(5e-8f),
        -0.18919021,
        -0.17984988,
        -0.13822426,
        -0.27827534);
  }

  /** {@code nn.LSTMCell(2, 4)} stepped three times after the same seeding. */
  @Test
  void aCellFromSeed42() {
    TorchRandom random = new TorchRandom(42);
    NetworkSpec spec = NetworkSpec.of(RecurrentSpec.lstm(2, 4).singleStep());
    assertThat(spec.layout().entries().stream().map(entry -> entry.name()))
        .containsExactly("weight_ih", "weight_hh", "bias_ih", "bias_hh");
    Network cell = network(spec, InitialValues.of(spec, random));
    cell.resize(1, 1);
    float[] x = random.randn(6);
    for (int t = 0; t < 3; t++) {
      System.arraycopy(x, 2 * t, cell.input().data(), 0, 2);
      cell.predict();
      cell.carryState();
    }
    assertValues(cell.output(), FOUR_DIGITS, -.0706, -.0701, -.0888, -.1205);
    assertValues(cell.states(0).last().cell(0, 0), FOUR_DIGITS, -.1892, -.1798, -.1382, -.2783);
  }

  /** {@code manual_seed(1); LSTM(3, 3)}; five inputs randn(1, 3); h0, c0 = randn(1, 1, 3). */
  @Test
  void oneInputAtATimeFromSeed1() {
    TorchRandom random = new TorchRandom(1);
    NetworkSpec spec = NetworkSpec.of(RecurrentSpec.lstm(3, 3));
    Network lstm = network(spec, InitialValues.of(spec, random));
    lstm.resize(1, 1);
    float[][] inputs = new float[5][];
    for (int t = 0; t < 5; t++) {
      inputs[t] = random.randn(3);
    }
    RecurrentState initial = lstm.states(0).giveInitial();
    System.arraycopy(random.randn(3), 0, initial.hidden(0, 0).data(), 0, 3);
    System.arraycopy(random.randn(3), 0, initial.cell(0, 0).data(), 0, 3);
    for (float[] input : inputs) {
      System.arraycopy(input, 0, lstm.input().data(), 0, 3);
      lstm.predict();
      lstm.carryState();
    }
    assertValues(lstm.output(), FOUR_DIGITS, -.3600, .0893, .0215);
    assertValues(lstm.states(0).last().cell(0, 0), FOUR_DIGITS, -1.1298, .4467, .0254);
  }

  /** LSTM(2, 2) with each parameter p[i] = i / numel and x[i] = (24 − i) / 24 as (3, 4, 2). */
  @Test
  void countedParameters() {
    NetworkSpec spec = NetworkSpec.of(RecurrentSpec.lstm(2, 2));
    float[] parameters = new float[spec.layout().size()];
    spec.layout()
        .entries()
        .forEach(
            entry -> {
              for (int i = 0; i < entry.size(); i++) {
                parameters[entry.offset() + i] = (float) i / entry.size();
              }
            });
    Network lstm = network(spec, parameters);
    lstm.resize(3, 4);
    for (int i = 0; i < 24; i++) {
      lstm.input().data()[i] = (24 - i) / 24f;
    }
    lstm.predict();
    assertValues(lstm.output(), FOUR_DIGITS, .4391, .5402, .4330, .5324);
    assertValues(lstm.output().rowRange(11, 1), FOUR_DIGITS, .7484, .8666);
    assertValues(
        lstm.states(0).last().cell(0, 0),
        FOUR_DIGITS,
        1.1647,
        1.6106,
        1.1425,
        1.5726,
        1.1187,
        1.5329,
        1.0931,
        1.4911);
  }

  /** Wi = 5, Wh = 4, b = 0, h0 = 7, x = 2, 3; all sums are positive, so relu does nothing. */
  @Test
  void aLinearRnn() {
    NetworkSpec spec = NetworkSpec.of(RecurrentSpec.of(Cell.RNN_RELU, 1, 1));
    Network rnn = network(spec, new float[] {5, 4, 0, 0});
    rnn.resize(2, 1);
    rnn.states(0).giveInitial().hidden(0, 0).data()[0] = 7;
    rnn.input().data()[0] = 2;
    rnn.input().data()[1] = 3;
    rnn.train(0);
    assertThat(rnn.output().at(1, 0)).isEqualTo(167);
    rnn.dOutput().fill(0);
    rnn.states(0).dLast().hidden(0, 0).data()[0] = 1;
    float[] gradient = new float[4];
    rnn.backward(gradient);
    assertThat(gradient).containsExactly(11, 66, 5, 5);
    assertThat(rnn.states(0).dInitial().hidden(0, 0).data()[0]).isEqualTo(16);
  }

  /** {@code torch.manual_seed(0); torch.randn(3)}, with the numbers of PyTorch's documentation. */
  @Test
  void normalValuesFromSeed0() {
    TorchRandom random = new TorchRandom(0);
    assertThat(random.randn(3)).containsExactly(new float[] {1.5409961f, -0.2934289f, -2.1787894f});
  }
}
