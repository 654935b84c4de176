package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * An implementation of the kernels. {@link Kernels} checks all arguments. {@link ScalarKernels}
 * defines the results: every other provider returns the same bits.
 */
interface KernelProvider {

  /** What products are computed with, for people. */
  String description();

  /** The limit of this thread's core in GFLOP/s, measured; NaN if it is not known. */
  double peakGflops();

  /** The number of columns of a panel of {@link PackedMatrix}. */
  int panelWidth();

  /**
   * {@code c (m, n) = s + a (m, k) · b (k, n)}.
   *
   * @param s the initial values of the sums: c itself, another matrix, or a row that all rows
   *     share. Not modified, unless it is c.
   * @param sStart index of the first row of s
   * @param sRow distance between two rows of s, 0 for a shared row
   * @param c Modified.
   */
  void mult(Matrix a, PackedMatrix b, float[] s, int sStart, int sRow, Matrix c);

  /** {@code c (m, n) += aᵀ · b} with {@code a (k, m)} and {@code b (k, n)}. {@code c} Modified. */
  void multTransAAdd(Matrix a, Matrix b, Matrix c);

  /**
   * {@code c += aᵀ · b} and {@code cPart += aPartᵀ · bPart}. aPart is a range of a's rows that
   * starts at row {@code first}. {@code c} and {@code cPart} Modified.
   */
  default void multTransAAdd(
      Matrix a, Matrix b, Matrix c, int first, Matrix aPart, Matrix bPart, Matrix cPart) {
    multTransAAdd(a, b, c);
    multTransAAdd(aPart, bPart, cPart);
  }

  /** {@code sums[offset + j] += Σ_i a[i][j]}, with ascending i. {@code sums} Modified. */
  void addColumnSums(Matrix a, float[] sums, int offset);

  /** See {@link Kernels#exp}. */
  void exp(Matrix x, float[] subtracted, Matrix to);

  /** {@code c += a}. {@code c} Modified. */
  void add(Matrix a, Matrix c);

  /** See {@link Kernels#lstmForward}. */
  void lstmForward(Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output);

  /** See {@link Kernels#lstmBackward}. */
  void lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell);

  /** See {@link Kernels#gruForward}. */
  void gruForward(Matrix gates, Matrix previous, Matrix output);

  /** See {@link Kernels#gruBackward}. */
  void gruBackward(Matrix gates, Matrix previous, Matrix dHidden);

  /** See {@link Kernels#tanhForward}. */
  void tanhForward(Matrix gates, Matrix output);

  /** See {@link Kernels#tanhBackward}. */
  void tanhBackward(Matrix output, Matrix dOutput, Matrix gates);

  /** See {@link Kernels#reluForward}. */
  void reluForward(Matrix gates, Matrix output);

  /** See {@link Kernels#reluBackward}. */
  void reluBackward(Matrix output, Matrix dOutput, Matrix gates);
}
