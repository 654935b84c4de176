package org.sparklstm.core.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A recurrent stack and a linear head in double precision, written from the equations of torch.nn:
 * one sequence, one number at a time, no kernels. Rows of inputs, outputs and states are those of
 * {@link Network}.
 */
final class ReferenceStack {
  private final RecurrentSpec spec;
  private final Steps steps;
  private final ParameterLayout layout;
  private final String prefix;

  /**
   * The result of a pass.
   *
   * @param output h of the top layer (rows, D·P)
   * @param last final states of each layer and direction: h (B, P), then c (B, H) if there is one
   */
  record Result(double[] output, List<double[]> last) {}

  ReferenceStack(NetworkSpec network, RecurrentSpec spec, Steps steps) {
    this.spec = spec;
    this.steps = steps;
    layout = network.layout();
    prefix = network.layers().get(0).prefix();
  }

  /**
   * The forward pass.
   *
   * @param p all parameters
   * @param x input (rows, I)
   * @param initial initial states in the order of {@link Result#last}, or empty for zeros
   */
  Result forward(double[] p, double[] x, List<double[]> initial) {
    List<double[]> last = new ArrayList<>();
    double[] below = x;
    int width = spec.inputs();
    for (int l = 0; l < spec.layers(); l++) {
      double[] above = new double[steps.rows() * spec.directions() * spec.outputSize()];
      for (int d = 0; d < spec.directions(); d++) {
        Direction direction = new Direction(p, l, d);
        int next = last.size();
        double[] h = new double[steps.batch() * spec.outputSize()];
        double[] c = new double[steps.batch() * spec.hidden()];
        if (!initial.isEmpty()) {
          h = initial.get(next).clone();
          c = spec.cell().hasCellState() ? initial.get(next + 1).clone() : c;
        }
        for (int b = 0; b < steps.batch(); b++) {
          direction.run(b, below, width, h, c, above);
        }
        last.add(h);
        if (spec.cell().hasCellState()) {
          last.add(c);
        }
      }
      below = above;
      width = spec.directions() * spec.outputSize();
    }
    return new Result(below, last);
  }

  /** The head on the last hidden states of the top layer, both directions side by side (B, O). */
  double[] head(double[] p, Result result) {
    int perDirection = spec.cell().hasCellState() ? 2 : 1;
    int size = spec.outputSize();
    int width = spec.directions() * size;
    int outputs = layout.entry("head.bias").size();
    double[] y = new double[steps.batch() * outputs];
    for (int row = 0; row < steps.batch(); row++) {
      double[] h = new double[width];
      for (int d = 0; d < spec.directions(); d++) {
        int index = ((spec.layers() - 1) * spec.directions() + d) * perDirection;
        System.arraycopy(result.last().get(index), row * size, h, d * size, size);
      }
      double[] sums =
          affine(p, layout.offset("head.weight"), layout.offset("head.bias"), outputs, h);
      System.arraycopy(sums, 0, y, row * outputs, outputs);
    }
    return y;
  }

  /** {@code W x + b}. */
  private static double[] affine(double[] p, int weight, int bias, int rows, double[] x) {
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      y[i] = p[bias + i];
      for (int j = 0; j < x.length; j++) {
        y[i] += p[weight + i * x.length + j] * x[j];
      }
    }
    return y;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** One layer in one direction. */
  private final class Direction {
    private final double[] p;
    private final int direction;
    private final int rows = spec.cell().gates() * spec.hidden();
    private final int weightIh;
    private final int weightHh;
    private final int biasIh;
    private final int biasHh;
    private final int weightHr;

    Direction(double[] p, int layer, int direction) {
      this.p = p;
      this.direction = direction;
      String suffix = "_l" + layer + (direction == 1 ? "_reverse" : "");
      weightIh = layout.offset(prefix + "weight_ih" + suffix);
      weightHh = layout.offset(prefix + "weight_hh" + suffix);
      biasIh = layout.offset(prefix + "bias_ih" + suffix);
      biasHh = layout.offset(prefix + "bias_hh" + suffix);
      weightHr = spec.projection() > 0 ? layout.offset(prefix + "weight_hr" + suffix) : -1;
    }

    /**
     * Runs sequence {@code b} over its own steps.
     *
     * @param hs h of all sequences (B, P). Modified.
     * @param cs c of all sequences (B, H). Modified.
     * @param above the layer's output (rows, D·P). Modified.
     */
    void run(int b, double[] below, int width, double[] hs, double[] cs, double[] above) {
      int size = spec.outputSize();
      double[] x = new double[width];
      double[] h = new double[size];
      double[] c = new double[spec.hidden()];
      System.arraycopy(hs, steps.rank(b) * size, h, 0, size);
      System.arraycopy(cs, steps.rank(b) * c.length, c, 0, c.length);
      int length = steps.length(b);
      for (int k = 0; k < length; k++) {
        int t = direction == 0 ? k : length - 1 - k;
        int row = steps.row(t, b);
        System.arraycopy(below, row * width, x, 0, width);
        h = next(x, h, c);
        System.arraycopy(h, 0, above, (row * spec.directions() + direction) * size, size);
      }
      System.arraycopy(h, 0, hs, steps.rank(b) * size, size);
      System.arraycopy(c, 0, cs, steps.rank(b) * c.length, c.length);
    }

    /** One step: h' from x, h and c. {@code c} Modified. */
    private double[] next(double[] x, double[] h, double[] c) {
      double[] fromX = affine(p, weightIh, biasIh, rows, x);
      double[] fromH = affine(p, weightHh, biasHh, rows, h);
      int hidden = spec.hidden();
      double[] next = new double[hidden];
      for (int j = 0; j < hidden; j++) {
        double a0 = fromX[j] + fromH[j];
        next[j] =
            switch (spec.cell()) {
              case LSTM -> {
                double i = sigmoid(a0);
                double f = sigmoid(fromX[hidden + j] + fromH[hidden + j]);
                double g = Math.tanh(fromX[2 * hidden + j] + fromH[2 * hidden + j]);
                double o = sigmoid(fromX[3 * hidden + j] + fromH[3 * hidden + j]);
                c[j] = f * c[j] + i * g;
                yield o * Math.tanh(c[j]);
              }
              case GRU -> {
                double r = sigmoid(a0);
                double z = sigmoid(fromX[hidden + j] + fromH[hidden + j]);
                double n = Math.tanh(fromX[2 * hidden + j] + r * fromH[2 * hidden + j]);
                yield (1 - z) * n + z * h[j];
              }
              case RNN_TANH -> Math.tanh(a0);
              case RNN_RELU -> Math.max(0, a0);
            };
      }
      return weightHr < 0 ? next : projected(next);
    }

    /** {@code W_hr h}. */
    private double[] projected(double[] h) {
      double[] projected = new double[spec.projection()];
      for (int i = 0; i < projected.length; i++) {
        for (int j = 0; j < h.length; j++) {
          projected[i] += p[weightHr + i * h.length + j] * h[j];
        }
      }
      return projected;
    }
  }
}
