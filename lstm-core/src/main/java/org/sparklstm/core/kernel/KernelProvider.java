package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * What a provider computes. Arguments have been checked by {@link Kernels}; a provider only
 * asserts. {@link ScalarKernels} is the definition: every other provider gives the same bits.
 */
interface KernelProvider {

  /** Columns of a panel of {@link PackedMatrix}. */
  int panelWidth();

  /**
   * {@code c (m, n) = s + a (m, k) · b (k, n)}.
   *
   * @param s whose rows begin at {@code sStart}, {@code sRow} apart: c itself, another matrix, or
   *     with a distance of 0 one row for all
   * @param c Modified.
   */
  void mult(Matrix a, PackedMatrix b, float[] s, int sStart, int sRow, Matrix c);

  /** {@code c (m, n) += aᵀ · b} with {@code a (k, m)}, {@code b (k, n)}. {@code c} Modified. */
  void multTransAAdd(Matrix a, Matrix b, Matrix c);

  /**
   * {@code c += aᵀ · b} and {@code cPart += aPartᵀ · bPart}; aPart is a range of a's rows, from
   * {@code first} on. {@code c} and {@code cPart} Modified.
   */
  default void multTransAAdd(
      Matrix a, Matrix b, Matrix c, int first, Matrix aPart, Matrix bPart, Matrix cPart) {
    multTransAAdd(a, b, c);
    multTransAAdd(aPart, bPart, cPart);
  }

  /** {@code sums[offset + j] += Σ a[i][j]}, i ascending. {@code sums} Modified. */
  void addColumnSums(Matrix a, float[] sums, int offset);

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
