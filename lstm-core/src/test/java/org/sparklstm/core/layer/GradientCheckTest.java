package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * The first link in the chain of trust: gradients of every cell, in every arrangement, equal
 * central differences of {@link ReferenceStack}, which is written from the equations in double
 * precision.
 */
class GradientCheckTest {
  private static final double STEP = 1e-6;

  /** Of the largest gradient: the rounding of float32 over these few terms. */
  private static final double TOLERANCE = 5e-6;

  private static final int OUTPUTS = 2;
  private static final Steps EQUAL = Steps.equal(4, 3);
  private static final Steps MASKED = Steps.of(2, 4, 1, 3);

  /** Every cell, one or two layers, one or both directions, equal or masked lengths. */
  static Stream<Arguments> arrangements() {
    List<Arguments> arrangements = new ArrayList<>();
    List<RecurrentSpec> cells = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      cells.add(RecurrentSpec.of(cell, 2, 3));
    }
    cells.add(RecurrentSpec.lstm(2, 3).withProjection(2));
    for (RecurrentSpec cell : cells) {
      for (RecurrentSpec layers : List.of(cell, cell.withLayers(2))) {
        for (RecurrentSpec spec : List.of(layers, layers.bidirectional())) {
          for (Steps steps : List.of(EQUAL, MASKED)) {
            arrangements.add(Arguments.of(name(spec, steps), spec, steps));
          }
        }
      }
    }
    return arrangements.stream();
  }

  private static String name(RecurrentSpec spec, Steps steps) {
    return spec.cell()
        + (spec.projection() > 0 ? " projected" : "")
        + (spec.layers() > 1 ? " stacked" : "")
        + (spec.directions() > 1 ? " bidirectional" : "")
        + (steps.equals(MASKED) ? " masked" : "");
  }

  /** Outputs of all steps and final states, from given initial states. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("arrangements")
  void gradientsOfStepsAndStatesEqualCentralDifferences(
      String name, RecurrentSpec spec, Steps steps) {
    NetworkSpec networkSpec = NetworkSpec.of(spec);
    float[] parameters = InitialValues.of(networkSpec, 11);
    Network network = new Network(networkSpec, Kernels.scalar(), Network.InputGradient.COMPUTED);
    network.load(parameters);
    network.resize(steps);
    LayerStates states = network.states(0);
    List<Matrix> initial = matrices(states.giveInitial(), spec);
    List<Matrix> dLast = matrices(states.dLast(), spec);
    fill(network.input(), 1);
    fill(initial, 2);
    network.train(0);
    fill(network.dOutput(), 3);
    fill(dLast, 4);
    List<double[]> dLastValues = dLast.stream().map(GradientCheckTest::doubles).toList();
    float[] gradient = new float[parameters.length];
    network.backward(gradient);

    List<double[]> variables = new ArrayList<>();
    variables.add(doubles(parameters));
    variables.add(doubles(network.input()));
    initial.forEach(matrix -> variables.add(doubles(matrix)));
    List<double[]> gradients = new ArrayList<>();
    gradients.add(doubles(gradient));
    gradients.add(doubles(network.dInput()));
    matrices(states.dInitial(), spec).forEach(matrix -> gradients.add(doubles(matrix)));
    double[] dOutput = doubles(network.dOutput());
    ReferenceStack stack = new ReferenceStack(networkSpec, spec, steps);
    check(
        variables,
        gradients,
        all -> {
          ReferenceStack.Result result =
              stack.forward(all.get(0), all.get(1), all.subList(2, all.size()));
          double loss = dot(dOutput, result.output());
          for (int i = 0; i < dLastValues.size(); i++) {
            loss += dot(dLastValues.get(i), result.last().get(i));
          }
          return loss;
        });
  }

  /** A linear head on the last hidden states, from initial states of zero. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("arrangements")
  void gradientsOfForecastersEqualCentralDifferences(String name, RecurrentSpec spec, Steps steps) {
    NetworkSpec networkSpec = NetworkSpec.forecaster(spec, OUTPUTS);
    float[] parameters = InitialValues.of(networkSpec, 12);
    Network network = new Network(networkSpec, Kernels.scalar());
    network.load(parameters);
    network.resize(steps);
    fill(network.input(), 1);
    network.train(0);
    fill(network.dOutput(), 3);
    double[] input = doubles(network.input());
    double[] dOutput = doubles(network.dOutput());
    float[] gradient = new float[parameters.length];
    network.backward(gradient);

    ReferenceStack stack = new ReferenceStack(networkSpec, spec, steps);
    check(
        List.of(doubles(parameters)),
        List.of(doubles(gradient)),
        all -> dot(dOutput, stack.head(all.get(0), stack.forward(all.get(0), input, List.of()))));
  }

  /** Compares each element of the gradients with a central difference of the loss. */
  private static void check(
      List<double[]> variables, List<double[]> gradients, ToDoubleFunction<List<double[]>> loss) {
    double largest =
        gradients.stream().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    for (int v = 0; v < variables.size(); v++) {
      double[] values = variables.get(v);
      double[] gradient = gradients.get(v);
      double[] difference = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        double kept = values[i];
        values[i] = kept + STEP;
        double above = loss.applyAsDouble(variables);
        values[i] = kept - STEP;
        double below = loss.applyAsDouble(variables);
        values[i] = kept;
        difference[i] = (above - below) / (2 * STEP);
      }
      assertThat(gradient)
          .as("variable %d", v)
          .containsExactly(difference, within(TOLERANCE * largest));
    }
  }

  /** h, and c if the cell has one, of each layer and direction. */
  private static List<Matrix> matrices(RecurrentState state, RecurrentSpec spec) {
    List<Matrix> matrices = new ArrayList<>();
    for (int l = 0; l < spec.layers(); l++) {
      for (int d = 0; d < spec.directions(); d++) {
        matrices.add(state.hidden(l, d));
        if (spec.cell().hasCellState()) {
          matrices.add(state.cell(l, d));
        }
      }
    }
    return matrices;
  }

  private static void fill(List<Matrix> matrices, long key) {
    for (int i = 0; i < matrices.size(); i++) {
      fill(matrices.get(i), CounterRandom.key(key, i));
    }
  }

  private static void fill(Matrix matrix, long key) {
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        int i = row * matrix.columns() + column;
        matrix.data()[matrix.index(row, column)] = 2 * CounterRandom.uniform(key, i) - 1;
      }
    }
  }

  private static double[] doubles(Matrix matrix) {
    double[] values = new double[matrix.rows() * matrix.columns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.at(i / matrix.columns(), i % matrix.columns());
    }
    return values;
  }

  private static double[] doubles(float[] floats) {
    double[] values = new double[floats.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
