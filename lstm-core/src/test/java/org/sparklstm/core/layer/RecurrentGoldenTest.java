package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.Goldens;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * Compares the whole grid of options (cell, layers, directions, bias, projection, lengths, initial
 * state, size) with PyTorch in float64. The number of a case seeds torch's generator, which draws
 * its weights, inputs and gradients; see golden/make_goldens.py.
 */
class RecurrentGoldenTest {
  private static final int T = 6;
  private static final int B = 5;
  private static final int[] LENGTHS = {3, 6, 1, 5, 6};

  /** Five times the error of PyTorch's own float32 against its float64. */
  private static final double FORWARD = 1e-6;

  private static final double GRADIENT = 5e-6;
  private static final int SAMPLES = 16;

  /** A case of the grid, parsed from its name in the file. */
  private record Case(int number, RecurrentSpec spec, boolean packed, boolean given) {
    static Case of(String name) {
      String[] part = name.split("/", -1);
      int size = Integer.parseInt(part[8]);
      RecurrentSpec spec =
          RecurrentSpec.of(Cell.named(part[1]), size, size).withLayers(Integer.parseInt(part[2]));
      spec = part[3].equals("2") ? spec.bidirectional() : spec;
      spec = part[4].equals("0") ? spec.withoutBias() : spec;
      spec = spec.withProjection(Integer.parseInt(part[5]));
      return new Case(Integer.parseInt(part[0]), spec, part[6].equals("1"), part[7].equals("1"));
    }
  }

  /** The expected values of a case, read in the order in which they were written. */
  private static final class Expected {
    private final String name;
    private final float[] values;
    private final List<Runnable> gradientChecks = new ArrayList<>();
    private double largestGradient;
    private int next;

    Expected(String name, float[] values) {
      this.name = name;
      this.values = values;
    }

    /** The tolerance is relative only for relu, whose outputs can exceed 1. */
    void value(String what, float[] found) {
      double largest = values[next++];
      check(what, found, next, FORWARD * Math.max(1, largest));
      next += Math.min(found.length, SAMPLES);
    }

    /** The tolerance is relative to the largest gradient of the case, because terms can cancel. */
    void gradient(String what, float[] found) {
      largestGradient = Math.max(largestGradient, values[next++]);
      int at = next;
      gradientChecks.add(() -> check(what, found, at, GRADIENT * largestGradient));
      next += Math.min(found.length, SAMPLES);
    }

    private void check(String what, float[] found, int at, double allowed) {
      int count = Math.min(found.length, SAMPLES);
      for (int k = 0; k < count; k++) {
        int index = found.length <= SAMPLES ? k : (2 * k + 1) * found.length / (2 * SAMPLES);
        assertThat(Math.abs((double) found[index] - values[at + k]))
            .as("%s %s [%d]", name, what, index)
            .isLessThanOrEqualTo(allowed);
      }
    }

    void finish() {
      assertThat(next).isEqualTo(values.length);
      gradientChecks.forEach(Runnable::run);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru", "rnn_tanh", "rnn_relu"})
  void everyCombinationEqualsTorch(String cell) throws IOException {
    Safetensors file = Goldens.read("recurrent.safetensors");
    int cases = 0;
    for (String name : file.tensors().keySet()) {
      if (name.contains("/" + cell + "/")) {
        check(Case.of(name), new Expected(name, file.tensors().get(name).values()));
        cases++;
      }
    }
    assertThat(cases).isEqualTo(cell.equals("lstm") ? 528 : 288);
  }

  private static float[] draw(TorchRandom random, int count) {
    float[] values = new float[count];
    random.uniform(values, 0, count, -1, 1);
    return values;
  }

  private static void check(Case c, Expected expected) {
    RecurrentSpec spec = c.spec;
    NetworkSpec networkSpec = NetworkSpec.of(spec);
    TorchRandom random = new TorchRandom(c.number);
    float[] parameters = InitialValues.of(networkSpec, random);
    int stack = spec.layers() * spec.directions();
    int out = spec.outputSize();
    float[] x = draw(random, T * B * spec.inputs());
    float[] h0 = draw(random, stack * B * out);
    float[] c0 = draw(random, stack * B * spec.hidden());
    float[] dOutput = draw(random, T * B * spec.directions() * out);
    float[] dH = draw(random, stack * B * out);
    float[] dC = draw(random, stack * B * spec.hidden());

    Network network = new Network(networkSpec, Kernels.fastest(), Network.InputGradient.COMPUTED);
    network.load(parameters);
    Steps steps = c.packed ? Steps.of(LENGTHS) : Steps.equal(T, B);
    network.resize(steps);
    LayerStates states = network.states(0);
    boolean hasCellState = spec.cell().hasCellState();
    if (c.given) {
      fill(states.giveInitial(), spec, steps, h0, c0);
    }
    pack(x, network.input(), steps);
    network.train(0);
    expected.value("output", unpack(network.output(), steps));
    expected.value("h_n", hidden(states.last(), spec, steps));
    if (hasCellState) {
      expected.value("c_n", cells(states.last(), spec, steps));
    }
    pack(dOutput, network.dOutput(), steps);
    fill(states.dLast(), spec, steps, dH, dC);
    float[] gradient = new float[parameters.length];
    network.backward(gradient);
    expected.gradient("dx", unpack(network.dInput(), steps));
    if (c.given) {
      expected.gradient("dh_0", hidden(states.dInitial(), spec, steps));
      if (hasCellState) {
        expected.gradient("dc_0", cells(states.dInitial(), spec, steps));
      }
    }
    for (ParameterLayout.Entry entry : networkSpec.layout().entries()) {
      float[] part =
          java.util.Arrays.copyOfRange(gradient, entry.offset(), entry.offset() + entry.size());
      expected.gradient("d" + entry.name(), part);
    }
    expected.finish();
  }

  /** Copies padded values (T, B, n) into rows. */
  private static void pack(float[] padded, Matrix rows, Steps steps) {
    for (int b = 0; b < B; b++) {
      for (int t = 0; t < steps.length(b); t++) {
        System.arraycopy(
            padded,
            (t * B + b) * rows.columns(),
            rows.data(),
            rows.index(steps.row(t, b), 0),
            rows.columns());
      }
    }
  }

  private static float[] unpack(Matrix rows, Steps steps) {
    float[] padded = new float[T * B * rows.columns()];
    for (int b = 0; b < B; b++) {
      for (int t = 0; t < steps.length(b); t++) {
        for (int j = 0; j < rows.columns(); j++) {
          padded[(t * B + b) * rows.columns() + j] = rows.at(steps.row(t, b), j);
        }
      }
    }
    return padded;
  }

  private static void fill(
      RecurrentState state, RecurrentSpec spec, Steps steps, float[] hidden, float[] cell) {
    int stack = 0;
    for (int l = 0; l < spec.layers(); l++) {
      for (int d = 0; d < spec.directions(); d++) {
        for (int b = 0; b < B; b++) {
          int row = stack * B + b;
          Matrix h = state.hidden(l, d);
          System.arraycopy(
              hidden, row * h.columns(), h.data(), h.index(steps.rank(b), 0), h.columns());
          if (spec.cell().hasCellState()) {
            Matrix c = state.cell(l, d);
            System.arraycopy(
                cell, row * c.columns(), c.data(), c.index(steps.rank(b), 0), c.columns());
          }
        }
        stack++;
      }
    }
  }

  private static float[] hidden(RecurrentState state, RecurrentSpec spec, Steps steps) {
    List<Matrix> all = new ArrayList<>();
    for (int l = 0; l < spec.layers(); l++) {
      for (int d = 0; d < spec.directions(); d++) {
        all.add(state.hidden(l, d));
      }
    }
    return concatenated(all, steps);
  }

  private static float[] cells(RecurrentState state, RecurrentSpec spec, Steps steps) {
    List<Matrix> all = new ArrayList<>();
    for (int l = 0; l < spec.layers(); l++) {
      for (int d = 0; d < spec.directions(); d++) {
        all.add(state.cell(l, d));
      }
    }
    return concatenated(all, steps);
  }

  private static float[] concatenated(List<Matrix> all, Steps steps) {
    int columns = all.get(0).columns();
    float[] values = new float[all.size() * B * columns];
    int at = 0;
    for (Matrix matrix : all) {
      for (int b = 0; b < B; b++) {
        System.arraycopy(matrix.data(), matrix.index(steps.rank(b), 0), values, at, columns);
        at += columns;
      }
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void onlyTheLstmHasACellState(Cell cell) {
    Network network = new Network(NetworkSpec.of(RecurrentSpec.of(cell, 2, 3)), Kernels.scalar());
    network.resize(4, 2);
    RecurrentState last = network.states(0).last();
    assertThat(cell.hasCellState()).isEqualTo(cell == Cell.LSTM);
    if (cell.hasCellState()) {
      assertThat(last.cell(0, 0).shape()).isEqualTo("(2, 3)");
    } else {
      assertThatThrownBy(() -> last.cell(0, 0)).hasMessage("only an lstm has a cell state");
    }
  }
}
