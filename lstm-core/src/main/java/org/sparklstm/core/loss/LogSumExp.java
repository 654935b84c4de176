package org.sparklstm.core.loss;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/**
 * {@code ln Σ exp} of rows of logits, by which {@code -ln} of a probability is the difference to a
 * logit. An instance serves one thread.
 */
public final class LogSumExp {
  private final Softmax softmax;
  private final Arena arena = new Arena();
  private double[] rows = {};
  private Matrix logits = Matrix.zeros(0, 0);

  /** Of no rows yet. */
  public LogSumExp(Kernels kernels) {
    softmax = new Softmax(kernels);
  }

  /**
   * Computes all rows.
   *
   * @param given kept until the next call. Not modified.
   */
  public void of(Matrix given) {
    logits = given;
    if (rows.length < given.rows()) {
      rows = new double[given.rows()];
    }
    arena.rewind();
    softmax.logSumExp(given, arena.matrix(given.rows(), given.columns()), rows);
  }

  /** {@code -ln} of the probability of a class in a row. */
  public double nats(int row, int label) {
    return rows[row] - logits.at(row, label);
  }
}
