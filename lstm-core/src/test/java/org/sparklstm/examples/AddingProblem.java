package org.sparklstm.examples;

import java.util.Arrays;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Cell;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.loss.Loss;
import org.sparklstm.core.loss.SquaredError;
import org.sparklstm.core.optim.Adam;
import org.sparklstm.core.optim.Clipping;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;

/**
 * The adding problem (Hochreiter and Schmidhuber 1997), which shows why LSTMs exist. Two numbers of
 * a long random sequence are marked, one in each half; the target is their sum. Always predicting 1
 * has a mean squared error of 1/6. The gradient of a plain RNN vanishes on the way back to the
 * first mark, while a gated cell keeps the number in its state.
 */
public final class AddingProblem {
  private static final int HIDDEN = 32;
  private static final int BATCH = 32;
  private static final double LEARNING_RATE = 0.005;
  private static final double LARGEST_NORM = 1;

  private final int length;
  private final Network network;
  private final Matrix target = Matrix.zeros(BATCH, 1);
  private final float[] parameters;

  /** Creates a network for sequences of {@code length} pairs (number, mark). */
  public AddingProblem(Cell cell, int length) {
    this.length = length;
    NetworkSpec spec = NetworkSpec.forecaster(RecurrentSpec.of(cell, 2, HIDDEN), 1);
    parameters = InitialValues.of(spec, 1);
    network = new Network(spec, Kernels.fastest(), Network.InputGradient.COMPUTED);
    network.resize(length, BATCH);
  }

  /**
   * Trains with new sequences in each step, and returns the mean squared error on other sequences.
   */
  public double train(int steps) {
    float[] gradient = new float[parameters.length];
    Adam adam = new Adam(parameters.length, 0);
    Loss loss = new SquaredError();
    for (int step = 0; step < steps; step++) {
      forward(step);
      loss.meanGradient(network.output(), target, network.dOutput());
      Arrays.fill(gradient, 0);
      network.backward(gradient);
      Clipping.byNorm(gradient, Clipping.norm(gradient), LARGEST_NORM);
      adam.step(parameters, gradient, LEARNING_RATE);
    }
    double error = 0;
    for (int i = 1; i <= 10; i++) {
      forward(-i);
      error += loss.mean(network.output(), target) / 10;
    }
    return error;
  }

  /** The norm of ∂prediction/∂x at each time step, over a batch. */
  public double[] gradientOverTime() {
    forward(0);
    network.dOutput().fill(1f);
    network.backward(new float[parameters.length]);
    double[] norms = new double[length];
    for (int t = 0; t < length; t++) {
      for (int b = 0; b < BATCH; b++) {
        norms[t] += Math.pow(network.dInput().at(t * BATCH + b, 0), 2);
      }
      norms[t] = Math.sqrt(norms[t]);
    }
    return norms;
  }

  private void forward(long draw) {
    for (int b = 0; b < BATCH; b++) {
      long key = CounterRandom.key(17, draw, b);
      int half = length / 2;
      int first = (int) (CounterRandom.uniform(key, length) * half);
      int second = half + (int) (CounterRandom.uniform(key, length + 1) * (length - half));
      for (int t = 0; t < length; t++) {
        int at = network.input().index(t * BATCH + b, 0);
        network.input().data()[at] = CounterRandom.uniform(key, t);
        network.input().data()[at + 1] = t == first || t == second ? 1 : 0;
      }
      target.data()[b] = CounterRandom.uniform(key, first) + CounterRandom.uniform(key, second);
    }
    network.load(parameters);
    network.train(0);
  }

  public static void main(String[] arguments) {
    int length = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2000;
    System.out.printf(
        "two marked numbers of %d; %d steps of %d sequences; always predicting 1 has an error of 0.1667%n",
        length, steps, BATCH);
    for (Cell cell : new Cell[] {Cell.LSTM, Cell.GRU, Cell.RNN_TANH}) {
      AddingProblem problem = new AddingProblem(cell, length);
      double error = problem.train(steps);
      StringBuilder norms = new StringBuilder();
      double[] overTime = problem.gradientOverTime();
      for (int t = 0; t < length; t += Math.max(1, length / 6)) {
        norms.append("  t=%d %.0e".formatted(t + 1, overTime[t]));
      }
      System.out.printf(
          "%-8s error %.4f %s   |d prediction / d x_t|:%s%n",
          cell, error, error < 0.02 ? "solved" : "not solved", norms);
    }
  }
}
