package org.sparklstm.core.loss;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Matrix;

/**
 * The cross entropy of many rows of logits, {@code -ln softmax(logits)[y]}, with its gradient: what
 * {@link CrossEntropy} computes without weights and smoothing, with the exponential function of the
 * kernels. An instance serves one thread.
 */
public final class Softmax {
  /** Sums that are added up side by side, so that none waits for the one before. */
  private static final int SIDE_BY_SIDE = 8;

  private final Kernels kernels;
  private float[] largest = {};

  /** Creates a loss. */
  public Softmax(Kernels kernels) {
    this.kernels = kernels;
  }

  /**
   * Computes losses and gradients.
   *
   * @param logits (n, C). Not modified.
   * @param target (n, 1), the classes. Not modified.
   * @param dLogits receives the gradient of the sum of the losses (n, C). Modified.
   * @return the sum of the losses of the rows, in their order
   */
  public double gradient(Matrix logits, Matrix target, Matrix dLogits) {
    exponentials(logits, dLogits);
    double loss = 0;
    for (int row = 0; row < logits.rows(); row++) {
      int label = (int) target.at(row, 0);
      double sum = sum(dLogits, row);
      loss += StrictMath.log(sum) + ((double) largest[row] - logits.at(row, label));
      scale(dLogits, row, (float) (1 / sum));
      dLogits.data()[dLogits.index(row, label)] -= 1f;
    }
    return loss;
  }

  /**
   * Computes the logarithms of the sums of exponentials.
   *
   * @param logits (n, C). Not modified.
   * @param scratch (n, C). Modified.
   * @param results at least n values. Modified.
   */
  public void logSumExp(Matrix logits, Matrix scratch, double[] results) {
    exponentials(logits, scratch);
    for (int row = 0; row < logits.rows(); row++) {
      results[row] = StrictMath.log(sum(scratch, row)) + largest[row];
    }
  }

  private void exponentials(Matrix logits, Matrix to) {
    if (largest.length < logits.rows()) {
      largest = new float[logits.rows()];
    }
    for (int row = 0; row < logits.rows(); row++) {
      largest[row] = largest(logits, row);
    }
    kernels.exp(logits, largest, to);
  }

  /** The largest value of a row; a NaN does not count, but makes the row's sum one. */
  static float largest(Matrix values, int row) {
    float[] data = values.data();
    int from = values.index(row, 0);
    int end = from + values.columns();
    // four at a time: each comparison waits for the one before, and Math.max takes longer
    float a = Float.NEGATIVE_INFINITY;
    float b = a;
    float c = a;
    float d = a;
    int i = from;
    for (; i < end - 3; i += 4) {
      a = data[i] > a ? data[i] : a;
      b = data[i + 1] > b ? data[i + 1] : b;
      c = data[i + 2] > c ? data[i + 2] : c;
      d = data[i + 3] > d ? data[i + 3] : d;
    }
    for (; i < end; i++) {
      a = data[i] > a ? data[i] : a;
    }
    return Math.max(Math.max(a, b), Math.max(c, d));
  }

  /** The sum of a row, in an order that depends on its length only. */
  static double sum(Matrix values, int row) {
    double[] sums = new double[SIDE_BY_SIDE];
    float[] data = values.data();
    int from = values.index(row, 0);
    int together = values.columns() / SIDE_BY_SIDE * SIDE_BY_SIDE;
    for (int j = 0; j < together; j += SIDE_BY_SIDE) {
      for (int i = 0; i < SIDE_BY_SIDE; i++) {
        sums[i] += data[from + j + i];
      }
    }
    for (int j = together; j < values.columns(); j++) {
      sums[0] += data[from + j];
    }
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  /** Multiplies a row. {@code values} Modified. */
  static void scale(Matrix values, int row, float factor) {
    float[] data = values.data();
    int from = values.index(row, 0);
    for (int j = 0; j < values.columns(); j++) {
      data[from + j] *= factor;
    }
  }
}
