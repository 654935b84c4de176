package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * The kernels in plain Java, which define the results. Inner loops run over columns, whose elements
 * are independent, so that the JIT compiler can vectorise them without changing the order of a sum.
 */
final class ScalarKernels implements KernelProvider {
  /**
   * Wide enough for the vectors of the JIT compiler, narrow enough for four rows to stay in the L1
   * cache.
   */
  private static final int PANEL_WIDTH = 256;

  /** The rows of b that are used for all of c before the next rows are read. */
  private static final int ROWS_IN_CACHE = 64;

  @Override
  public String description() {
    return "plain Java";
  }

  @Override
  public double peakGflops() {
    return Double.NaN;
  }

  @Override
  public int panelWidth() {
    return PANEL_WIDTH;
  }

  @Override
  public void mult(Matrix a, PackedMatrix b, float[] s, int sStart, int sRow, Matrix c) {
    for (int i = 0; i < c.rows(); i++) {
      System.arraycopy(s, sStart + i * sRow, c.data(), c.index(i, 0), c.columns());
    }
    for (int column = 0; column < c.columns(); column += PANEL_WIDTH) {
      int columns = Math.min(PANEL_WIDTH, c.columns() - column);
      int start = b.offset(column / PANEL_WIDTH, 0);
      for (int i = 0; i < c.rows(); i++) {
        addScaledRows(
            a.data(),
            a.index(i, 0),
            1,
            b.panels(),
            start,
            PANEL_WIDTH,
            b.rows(),
            columns,
            c.data(),
            c.index(i, column));
      }
    }
  }

  @Override
  public void multTransAAdd(Matrix a, Matrix b, Matrix c) {
    for (int first = 0; first < b.rows(); first += ROWS_IN_CACHE) {
      int terms = Math.min(ROWS_IN_CACHE, b.rows() - first);
      for (int i = 0; i < c.rows(); i++) {
        addScaledRows(
            a.data(),
            a.index(first, i),
            a.stride(),
            b.data(),
            b.index(first, 0),
            b.stride(),
            terms,
            b.columns(),
            c.data(),
            c.index(i, 0));
      }
    }
  }

  /** One row of c: {@code c[j] += Σ_k factor(k) b[k][j]}, with ascending k, four terms per pass. */
  private static void addScaledRows(
      float[] f,
      int factorStart,
      int factorStep,
      float[] bs,
      int bStart,
      int bStep,
      int terms,
      int columns,
      float[] cs,
      int cStart) {
    int k = 0;
    for (; k + 3 < terms; k += 4) {
      int at = factorStart + k * factorStep;
      float f0 = f[at];
      float f1 = f[at + factorStep];
      float f2 = f[at + 2 * factorStep];
      float f3 = f[at + 3 * factorStep];
      int b0 = bStart + k * bStep;
      int b1 = b0 + bStep;
      int b2 = b1 + bStep;
      int b3 = b2 + bStep;
      for (int j = 0; j < columns; j++) {
        float sum = Math.fma(f0, bs[b0 + j], cs[cStart + j]);
        sum = Math.fma(f1, bs[b1 + j], sum);
        sum = Math.fma(f2, bs[b2 + j], sum);
        cs[cStart + j] = Math.fma(f3, bs[b3 + j], sum);
      }
    }
    for (; k < terms; k++) {
      float factor = f[factorStart + k * factorStep];
      int row = bStart + k * bStep;
      for (int j = 0; j < columns; j++) {
        cs[cStart + j] = Math.fma(factor, bs[row + j], cs[cStart + j]);
      }
    }
  }

  @Override
  public void addColumnSums(Matrix a, float[] sums, int offset) {
    float[] as = a.data();
    int i = 0;
    for (; i + 3 < a.rows(); i += 4) {
      int r0 = a.index(i, 0);
      int r1 = r0 + a.stride();
      int r2 = r1 + a.stride();
      int r3 = r2 + a.stride();
      for (int j = 0; j < a.columns(); j++) {
        sums[offset + j] = sums[offset + j] + as[r0 + j] + as[r1 + j] + as[r2 + j] + as[r3 + j];
      }
    }
    for (; i < a.rows(); i++) {
      int row = a.index(i, 0);
      for (int j = 0; j < a.columns(); j++) {
        sums[offset + j] += as[row + j];
      }
    }
  }

  @Override
  public void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output) {
    ScalarGates.lstmForward(gates, previousCell, cell, tanhCell, output);
  }

  @Override
  public void lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell) {
    ScalarGates.lstmBackward(gates, previousCell, tanhCell, dOutput, dCell);
  }

  @Override
  public void gruForward(Matrix gates, Matrix previous, Matrix output) {
    ScalarGates.gruForward(gates, previous, output);
  }

  @Override
  public void gruBackward(Matrix gates, Matrix previous, Matrix dHidden) {
    ScalarGates.gruBackward(gates, previous, dHidden);
  }

  @Override
  public void tanhForward(Matrix gates, Matrix output) {
    ScalarGates.tanhForward(gates, output);
  }

  @Override
  public void tanhBackward(Matrix output, Matrix dOutput, Matrix gates) {
    ScalarGates.tanhBackward(output, dOutput, gates);
  }

  @Override
  public void reluForward(Matrix gates, Matrix output) {
    for (int b = 0; b < output.rows(); b++) {
      for (int j = 0; j < output.columns(); j++) {
        float x = gates.at(b, j);
        output.data()[output.index(b, j)] = x <= 0 ? 0f : x;
      }
    }
  }

  @Override
  public void reluBackward(Matrix output, Matrix dOutput, Matrix gates) {
    for (int b = 0; b < output.rows(); b++) {
      for (int j = 0; j < output.columns(); j++) {
        gates.data()[gates.index(b, j)] = output.at(b, j) <= 0 ? 0f : dOutput.at(b, j);
      }
    }
  }

  @Override
  public void exp(Matrix x, float[] subtracted, Matrix to) {
    for (int i = 0; i < x.rows(); i++) {
      int from = x.index(i, 0);
      int target = to.index(i, 0);
      for (int j = 0; j < x.columns(); j++) {
        to.data()[target + j] = Activations.exp(x.data()[from + j] - subtracted[i]);
      }
    }
  }

  @Override
  public void add(Matrix a, Matrix c) {
    float[] as = a.data();
    float[] cs = c.data();
    for (int i = 0; i < c.rows(); i++) {
      int from = a.index(i, 0);
      int to = c.index(i, 0);
      for (int j = 0; j < c.columns(); j++) {
        cs[to + j] += as[from + j];
      }
    }
  }
}
