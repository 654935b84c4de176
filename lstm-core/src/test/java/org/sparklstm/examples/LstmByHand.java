package org.sparklstm.examples;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * An LSTM written out, with separate U (input), V (hidden state) and b for each gate. Its outputs
 * equal those of the layer.
 */
public final class LstmByHand {
  private static final int STEPS = 7;
  private static final int INPUTS = 3;
  private static final int HIDDEN = 5;

  private LstmByHand() {}

  /** One gate's parameters: {@code U (H, I)}, {@code V (H, H)}, {@code b (H)}. */
  private record Gate(double[][] u, double[][] v, double[] b) {

    /**
     * Extracts a gate from torch's stacked weights, which have the gates in the order i, f, g, o.
     */
    static Gate of(int number, float[] parameters, ParameterLayout layout) {
      int first = number * HIDDEN;
      double[] b = new double[HIDDEN];
      for (int j = 0; j < HIDDEN; j++) {
        b[j] =
            (double) parameters[layout.offset("bias_ih_l0") + first + j]
                + parameters[layout.offset("bias_hh_l0") + first + j];
      }
      return new Gate(
          rows(parameters, layout.offset("weight_ih_l0") + first * INPUTS, INPUTS),
          rows(parameters, layout.offset("weight_hh_l0") + first * HIDDEN, HIDDEN),
          b);
    }

    private static double[][] rows(float[] parameters, int offset, int columns) {
      double[][] rows = new double[HIDDEN][columns];
      for (int i = 0; i < HIDDEN * columns; i++) {
        rows[i / columns][i % columns] = parameters[offset + i];
      }
      return rows;
    }

    /** {@code U x + V h + b}. */
    double[] sum(double[] x, double[] h) {
      double[] sum = b.clone();
      for (int j = 0; j < HIDDEN; j++) {
        for (int i = 0; i < INPUTS; i++) {
          sum[j] += u[j][i] * x[i];
        }
        for (int k = 0; k < HIDDEN; k++) {
          sum[j] += v[j][k] * h[k];
        }
      }
      return sum;
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  public static void main(String[] arguments) {
    TorchRandom random = new TorchRandom(7);
    NetworkSpec spec = NetworkSpec.of(RecurrentSpec.lstm(INPUTS, HIDDEN));
    float[] parameters = InitialValues.of(spec, random);
    Network layer = new Network(spec, Kernels.fastest());
    layer.load(parameters);
    layer.resize(STEPS, 1);
    System.arraycopy(random.randn(STEPS * INPUTS), 0, layer.input().data(), 0, STEPS * INPUTS);
    layer.predict();

    Gate input = Gate.of(0, parameters, spec.layout());
    Gate forget = Gate.of(1, parameters, spec.layout());
    Gate candidate = Gate.of(2, parameters, spec.layout());
    Gate output = Gate.of(3, parameters, spec.layout());
    double[] h = new double[HIDDEN];
    double[] c = new double[HIDDEN];
    double apart = 0;
    for (int t = 0; t < STEPS; t++) {
      double[] x = new double[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        x[i] = layer.input().at(t, i);
      }
      double[] i = input.sum(x, h);
      double[] f = forget.sum(x, h);
      double[] g = candidate.sum(x, h);
      double[] o = output.sum(x, h);
      for (int j = 0; j < HIDDEN; j++) {
        c[j] = sigmoid(f[j]) * c[j] + sigmoid(i[j]) * Math.tanh(g[j]);
        h[j] = sigmoid(o[j]) * Math.tanh(c[j]);
        apart = Math.max(apart, Math.abs(h[j] - layer.output().at(t, j)));
      }
      System.out.printf(
          "step %d: by hand %9.6f, layer %9.6f%n", t + 1, h[0], layer.output().at(t, 0));
    }
    System.out.printf("largest difference over all steps and units: %.1e%n", apart);
  }
}
