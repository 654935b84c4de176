package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.loss.SquaredError;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.Matrix;

/** Initial and final states, lengths, and the independence of a batch's sequences. */
class StatesTest {
  private static final int T = 12;
  private static final int B = 3;

  private static RecurrentSpec spec(Cell cell) {
    return RecurrentSpec.of(cell, 2, 5).withLayers(2);
  }

  private static Network network(RecurrentSpec spec) {
    Network network = new Network(NetworkSpec.of(spec), Kernels.fastest());
    network.load(InitialValues.of(NetworkSpec.of(spec), 3));
    return network;
  }

  private static float[] random(int count) {
    float[] values = new float[count];
    new TorchRandom(9).uniform(values, 0, count, -1, 1);
    return values;
  }

  private static float[] copy(Matrix matrix) {
    float[] values = new float[matrix.rows() * matrix.columns()];
    matrix.copyInto(Matrix.of(values, matrix.rows(), matrix.columns()));
    return values;
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void piecesGiveTheBitsOfTheWhole(Cell cell) {
    Network network = network(spec(cell));
    float[] x = random(T * B * 2);
    network.resize(T, B);
    System.arraycopy(x, 0, network.input().data(), 0, x.length);
    network.predict();
    float[] whole = copy(network.output());

    int piece = 4;
    network.resize(piece, B);
    float[] pieces = new float[whole.length];
    for (int start = 0; start < T; start += piece) {
      System.arraycopy(x, start * B * 2, network.input().data(), 0, piece * B * 2);
      network.predict();
      float[] part = copy(network.output());
      System.arraycopy(part, 0, pieces, start * B * 5, part.length);
      network.carryState();
    }
    assertThat(pieces).containsExactly(whole);

    network.clearState();
    System.arraycopy(x, 0, network.input().data(), 0, piece * B * 2);
    network.predict();
    assertThat(copy(network.output())).containsExactly(Arrays.copyOf(whole, piece * B * 5));
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void aSequenceDoesNotSeeItsNeighboursOrPadding(Cell cell) {
    RecurrentSpec spec = spec(cell).bidirectional();
    int[] lengths = {4, 9, 1, 9, 7};
    Network together = network(spec);
    Steps steps = Steps.of(lengths);
    together.resize(steps);
    assertThat(steps.rows()).isEqualTo(30);
    Network alone = network(spec);
    for (int b = 0; b < lengths.length; b++) {
      float[] x = new float[lengths[b] * 2];
      new TorchRandom(b).uniform(x, 0, x.length, -1, 1);
      for (int t = 0; t < lengths[b]; t++) {
        System.arraycopy(
            x, 2 * t, together.input().data(), together.input().index(steps.row(t, b), 0), 2);
      }
    }
    together.predict();
    for (int b = 0; b < lengths.length; b++) {
      alone.resize(lengths[b], 1);
      new TorchRandom(b).uniform(alone.input().data(), 0, lengths[b] * 2, -1, 1);
      alone.predict();
      for (int t = 0; t < lengths[b]; t++) {
        for (int j = 0; j < 10; j++) {
          assertThat(together.output().at(steps.row(t, b), j)).isEqualTo(alone.output().at(t, j));
        }
      }
    }
  }

  /**
   * Learns to echo the input of three steps ago, from pieces of four steps of an endless sequence.
   */
  @Test
  void truncatedBackpropagationTrainsOnALongSequence() {
    int piece = 4;
    int batch = 8;
    int delay = 3;
    NetworkSpec spec = NetworkSpec.chain(RecurrentSpec.lstm(1, 16), DenseSpec.dense(16, 1));
    Network network = new Network(spec, Kernels.fastest());
    float[] parameters = InitialValues.of(spec, 1);
    float[] gradient = new float[parameters.length];
    network.resize(piece, batch);
    Matrix target = Matrix.zeros(piece * batch, 1);
    float[] sequence = new float[(piece * 600 + delay) * batch];
    new TorchRandom(5).uniform(sequence, 0, sequence.length, 0, 1);
    Adam adam = new Adam(parameters.length, 0);
    Loss loss = new SquaredError();
    double last = 0;
    for (int step = 0; step < 600; step++) {
      int start = step * piece * batch;
      System.arraycopy(sequence, start + delay * batch, network.input().data(), 0, piece * batch);
      System.arraycopy(sequence, start, target.data(), 0, piece * batch);
      network.load(parameters);
      network.train(0);
      last = loss.mean(network.output(), target);
      loss.meanGradient(network.output(), target, network.dOutput());
      Arrays.fill(gradient, 0);
      network.backward(gradient);
      adam.step(parameters, gradient, 0.01);
      network.carryState();
    }
    // without the state of the piece before, three of four targets are unknown: an error of 3/4 of
    // 1/12
    assertThat(last).isLessThan(0.02);
  }

  @Test
  void backwardMustFollowATrainingPass() {
    Network network = network(spec(Cell.LSTM));
    float[] gradient = new float[network.spec().layout().size()];
    network.resize(T, B);
    String message = "backward() must directly follow train()";
    network.predict();
    assertThatThrownBy(() -> network.backward(gradient)).hasMessageStartingWith(message);
    network.train(0);
    network.backward(gradient);
    assertThatThrownBy(() -> network.backward(gradient)).hasMessageStartingWith(message);
    network.train(0);
    network.carryState();
    assertThatThrownBy(() -> network.backward(gradient)).hasMessageStartingWith(message);
    network.train(0);
    network.states(0).giveInitial();
    assertThatThrownBy(() -> network.backward(gradient)).hasMessageStartingWith(message);
  }

  /** Prediction keeps the sums of one run of steps; this batch has several runs. */
  @ParameterizedTest
  @EnumSource(Cell.class)
  void predictionGivesTheBitsOfTraining(Cell cell) {
    RecurrentSpec spec = RecurrentSpec.of(cell, 2, 96).withLayers(2).bidirectional();
    int[] lengths = {90, 17, 60, 90, 1, 43, 88, 90, 5, 71};
    Network network = network(spec);
    network.resize(Steps.of(lengths));
    new TorchRandom(2).uniform(network.input().data(), 0, network.input().rows() * 2, -1, 1);
    network.train(0);
    float[] trained = copy(network.output());
    float[] last = copy(network.states(0).last().hidden(1, 1));
    network.output().fill(0);
    network.predict();
    assertThat(copy(network.output())).containsExactly(trained);
    assertThat(copy(network.states(0).last().hidden(1, 1))).containsExactly(last);
  }

  @Test
  void resizingStartsFromZeroEvenToTheSameShape() {
    Network network = network(spec(Cell.GRU));
    network.resize(T, B);
    network.predict();
    float[] first = copy(network.output());
    network.carryState();
    network.resize(Steps.equal(T, B));
    network.predict();
    assertThat(copy(network.output())).containsExactly(first);
  }

  @Test
  void theLastStatesGradientIsZeroAfterBackward() {
    Network network = network(spec(Cell.LSTM));
    float[] gradient = new float[network.spec().layout().size()];
    network.resize(T, B);
    for (int pass = 0; pass < 2; pass++) {
      network.train(0);
      network.dOutput().fill(0);
      if (pass == 0) {
        network.states(0).dLast().hidden(1, 0).fill(1);
      }
      Arrays.fill(gradient, 0);
      network.backward(gradient);
      boolean zero = true;
      for (float g : gradient) {
        zero &= g == 0;
      }
      assertThat(zero).isEqualTo(pass == 1);
    }
  }

  @Test
  void lengthsMustBeAtLeastOne() {
    assertThatThrownBy(() -> Steps.of(3, 0, 2))
        .hasMessage("a sequence must have at least one step, found length 0");
    assertThatThrownBy(() -> Steps.of()).hasMessage("a batch needs at least one sequence");
    Network cell =
        new Network(NetworkSpec.of(RecurrentSpec.lstm(2, 3).singleStep()), Kernels.scalar());
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> cell.resize(2, 1))
          .hasMessage("a single-step cell takes sequences of one step, found 2");
    }
  }
}
