package org.sparklstm.core.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * The chain of trust begins here: central differences of a plain double-precision network, written
 * from the equations, against the gradients of the real one.
 */
class GradientCheckTest {
  private static final double STEP = 1e-6;

  private static float random(long key, int i) {
    return 2 * CounterRandom.uniform(key, i) - 1;
  }

  @Test
  void gradientsEqualCentralDifferences() {
    NetworkSpec spec =
        NetworkSpec.forecaster(RecurrentSpec.lstm(2, 3).withLayers(2).bidirectional(), 2);
    int steps = 4;
    int batch = 3;
    float[] parameters = InitialValues.of(spec, 11);
    Network network = new Network(spec, Kernels.scalar());
    network.load(parameters);
    network.resize(steps, batch);
    Matrix x = network.input();
    for (int i = 0; i < steps * batch * 2; i++) {
      x.data()[i] = random(1, i);
    }
    network.train(0);
    double[][] weights = new double[batch][2];
    for (int i = 0; i < batch * 2; i++) {
      weights[i / 2][i % 2] = random(2, i);
      network.dOutput().data()[i] = random(2, i);
    }
    float[] gradient = new float[parameters.length];
    network.backward(gradient);

    double[] p = new double[parameters.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = parameters[i];
    }
    double largest = 0;
    for (float g : gradient) {
      largest = Math.max(largest, Math.abs(g));
    }
    for (int i = 0; i < p.length; i++) {
      double kept = p[i];
      p[i] = kept + STEP;
      double above = weighted(spec, p, x, steps, batch, weights);
      p[i] = kept - STEP;
      double below = weighted(spec, p, x, steps, batch, weights);
      p[i] = kept;
      assertThat(Math.abs((above - below) / (2 * STEP) - gradient[i]))
          .as("parameter %d", i)
          .isLessThan(5e-6 * largest);
    }
  }

  private static double weighted(
      NetworkSpec spec, double[] p, Matrix x, int steps, int batch, double[][] weights) {
    double sum = 0;
    for (int b = 0; b < batch; b++) {
      double[][] sequence = new double[steps][spec.inputs()];
      for (int t = 0; t < steps; t++) {
        for (int i = 0; i < spec.inputs(); i++) {
          sequence[t][i] = x.at(t * batch + b, i);
        }
      }
      double[] y = reference(spec, p, sequence);
      for (int o = 0; o < y.length; o++) {
        sum += weights[b][o] * y[o];
      }
    }
    return sum;
  }

  /** The equations of torch.nn.LSTM and nn.Linear, one sequence, one number at a time. */
  private static double[] reference(NetworkSpec spec, double[] p, double[][] sequence) {
    ParameterLayout layout = spec.layout();
    RecurrentSpec lstm = (RecurrentSpec) spec.layers().get(0).layer();
    int hidden = lstm.hidden();
    int steps = sequence.length;
    double[][] below = sequence;
    double[] last = new double[2 * hidden];
    for (int l = 0; l < lstm.layers(); l++) {
      double[][] above = new double[steps][lstm.directions() * hidden];
      for (int d = 0; d < lstm.directions(); d++) {
        String suffix = "_l" + l + (d == 1 ? "_reverse" : "");
        int ih = layout.offset("lstm.weight_ih" + suffix);
        int hh = layout.offset("lstm.weight_hh" + suffix);
        int bih = layout.offset("lstm.bias_ih" + suffix);
        int bhh = layout.offset("lstm.bias_hh" + suffix);
        double[] h = new double[hidden];
        double[] c = new double[hidden];
        for (int k = 0; k < steps; k++) {
          int t = d == 0 ? k : steps - 1 - k;
          double[] gates = new double[4 * hidden];
          for (int g = 0; g < gates.length; g++) {
            gates[g] = p[bih + g] + p[bhh + g];
            for (int i = 0; i < below[t].length; i++) {
              gates[g] += p[ih + g * below[t].length + i] * below[t][i];
            }
            for (int j = 0; j < hidden; j++) {
              gates[g] += p[hh + g * hidden + j] * h[j];
            }
          }
          double[] next = new double[hidden];
          for (int j = 0; j < hidden; j++) {
            double i = 1 / (1 + Math.exp(-gates[j]));
            double f = 1 / (1 + Math.exp(-gates[hidden + j]));
            double g = Math.tanh(gates[2 * hidden + j]);
            double o = 1 / (1 + Math.exp(-gates[3 * hidden + j]));
            c[j] = f * c[j] + i * g;
            next[j] = o * Math.tanh(c[j]);
            above[t][d * hidden + j] = next[j];
          }
          h = next;
        }
        System.arraycopy(h, 0, last, d * hidden, hidden);
      }
      below = above;
    }
    double[] y = new double[spec.outputs()];
    int weight = layout.offset("head.weight");
    for (int o = 0; o < y.length; o++) {
      y[o] = p[layout.offset("head.bias") + o];
      for (int j = 0; j < last.length; j++) {
        y[o] += p[weight + o * last.length + j] * last[j];
      }
    }
    return y;
  }
}
