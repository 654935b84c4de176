package org.sparklstm.core.kernel;

import static org.sparklstm.core.kernel.Activations.sigmoid;
import static org.sparklstm.core.kernel.Activations.tanh;

import org.sparklstm.core.tensor.Matrix;

/**
 * The definition of right, in plain Java. Inner loops run over columns, where the elements are
 * independent, so that the JIT compiler can vectorise them without touching the order of a sum.
 */
final class ScalarKernels implements KernelProvider {
  /** Wide enough for the JIT compiler's vectors, narrow enough for four rows to stay in L1. */
  private static final int PANEL_WIDTH = 256;

  /** Rows of b that are used for all of c before the next ones are read. */
  private static final int ROWS_IN_CACHE = 64;

  @Override
  public int panelWidth() {
    return PANEL_WIDTH;
  }

  @Override
  public void multAdd(Matrix a, PackedMatrix b, Matrix c) {
    for (int column = 0; column < c.columns(); column += PANEL_WIDTH) {
      int columns = Math.min(PANEL_WIDTH, c.columns() - column);
      Matrix panel =
          new Matrix(b.panels(), b.offset(column / PANEL_WIDTH, 0), b.rows(), columns, PANEL_WIDTH);
      for (int i = 0; i < c.rows(); i++) {
        addScaledRows(
            a.data(), a.offset() + i * a.stride(), 1, panel, c.data(), c.index(i, column));
      }
    }
  }

  @Override
  public void multTransAAdd(Matrix a, Matrix b, Matrix c) {
    for (int first = 0; first < b.rows(); first += ROWS_IN_CACHE) {
      Matrix rows = b.rowRange(first, Math.min(ROWS_IN_CACHE, b.rows() - first));
      int start = a.offset() + first * a.stride();
      for (int i = 0; i < c.rows(); i++) {
        addScaledRows(a.data(), start + i, a.stride(), rows, c.data(), c.offset() + i * c.stride());
      }
    }
  }

  /** One row of c: {@code c[j] += Σ_k factor(k) b[k][j]}, k ascending, four terms a pass. */
  private static void addScaledRows(
      float[] f, int factorStart, int factorStep, Matrix b, float[] cs, int cStart) {
    float[] bs = b.data();
    int columns = b.columns();
    int terms = b.rows();
    int k = 0;
    for (; k + 3 < terms; k += 4) {
      int at = factorStart + k * factorStep;
      float f0 = f[at];
      float f1 = f[at + factorStep];
      float f2 = f[at + 2 * factorStep];
      float f3 = f[at + 3 * factorStep];
      int b0 = b.offset() + k * b.stride();
      int b1 = b0 + b.stride();
      int b2 = b1 + b.stride();
      int b3 = b2 + b.stride();
      for (int j = 0; j < columns; j++) {
        float sum = Math.fma(f0, bs[b0 + j], cs[cStart + j]);
        sum = Math.fma(f1, bs[b1 + j], sum);
        sum = Math.fma(f2, bs[b2 + j], sum);
        cs[cStart + j] = Math.fma(f3, bs[b3 + j], sum);
      }
    }
    for (; k < terms; k++) {
      float factor = f[factorStart + k * factorStep];
      int row = b.offset() + k * b.stride();
      for (int j = 0; j < columns; j++) {
        cs[cStart + j] = Math.fma(factor, bs[row + j], cs[cStart + j]);
      }
    }
  }

  @Override
  public void addColumnSums(Matrix a, float[] sums, int offset) {
    float[] as = a.data();
    for (int i = 0; i < a.rows(); i++) {
      int row = a.offset() + i * a.stride();
      for (int j = 0; j < a.columns(); j++) {
        sums[offset + j] += as[row + j];
      }
    }
  }

  @Override
  public void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output) {
    for (int b = 0; b < cell.rows(); b++) {
      lstmForward(gates, previousCell, cell, tanhCell, output, b);
    }
  }

  private static void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output, int b) {
    float[] gs = gates.data();
    int hidden = cell.columns();
    int in = gates.index(b, 0);
    int forget = in + hidden;
    int candidate = forget + hidden;
    int out = candidate + hidden;
    for (int j = 0; j < hidden; j++) {
      float i = sigmoid(gs[in + j]);
      float f = sigmoid(gs[forget + j]);
      float g = tanh(gs[candidate + j]);
      float o = sigmoid(gs[out + j]);
      float c = i * g;
      if (previousCell != null) {
        c = Math.fma(f, previousCell.at(b, j), c);
      }
      float tanhC = tanh(c);
      gs[in + j] = i;
      gs[forget + j] = f;
      gs[candidate + j] = g;
      gs[out + j] = o;
      cell.data()[cell.index(b, j)] = c;
      tanhCell.data()[tanhCell.index(b, j)] = tanhC;
      output.data()[output.index(b, j)] = o * tanhC;
    }
  }

  @Override
  public void lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell) {
    for (int b = 0; b < dCell.rows(); b++) {
      lstmBackward(gates, previousCell, tanhCell, dOutput, dCell, b, 0);
    }
  }

  /** One sequence, hidden units {@code from} on. */
  static void lstmBackward(
      Matrix gates,
      Matrix previousCell,
      Matrix tanhCell,
      Matrix dOutput,
      Matrix dCell,
      int b,
      int from) {
    float[] gs = gates.data();
    int hidden = dCell.columns();
    int in = gates.index(b, 0);
    int forget = in + hidden;
    int candidate = forget + hidden;
    int out = candidate + hidden;
    for (int j = from; j < hidden; j++) {
      float i = gs[in + j];
      float f = gs[forget + j];
      float g = gs[candidate + j];
      float o = gs[out + j];
      float tanhC = tanhCell.at(b, j);
      float dH = dOutput.at(b, j);
      int cellIndex = dCell.index(b, j);
      float dC = Math.fma(dH * o, Math.fma(-tanhC, tanhC, 1f), dCell.data()[cellIndex]);
      float c = previousCell == null ? 0f : previousCell.at(b, j);
      gs[in + j] = dC * g * (i * (1f - i));
      gs[forget + j] = dC * c * (f * (1f - f));
      gs[candidate + j] = dC * i * Math.fma(-g, g, 1f);
      gs[out + j] = dH * tanhC * (o * (1f - o));
      dCell.data()[cellIndex] = dC * f;
    }
  }
}
