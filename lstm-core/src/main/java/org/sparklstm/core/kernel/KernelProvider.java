package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * What a provider computes. Arguments have been checked by {@link Kernels}; a provider only
 * asserts. {@link ScalarKernels} is the definition: every other provider gives the same bits.
 */
interface KernelProvider {

  /** Columns of a panel of {@link PackedMatrix}. */
  int panelWidth();

  /** {@code c (m, n) += a (m, k) · b (k, n)}. {@code c} Modified. */
  void multAdd(Matrix a, PackedMatrix b, Matrix c);

  /** {@code c (m, n) += aᵀ · b} with {@code a (k, m)}, {@code b (k, n)}. {@code c} Modified. */
  void multTransAAdd(Matrix a, Matrix b, Matrix c);

  /** {@code sums[offset + j] += Σ a[i][j]}, i ascending. {@code sums} Modified. */
  void addColumnSums(Matrix a, float[] sums, int offset);

  /** See {@link Kernels#lstmForward}. */
  void lstmForward(Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output);

  /** See {@link Kernels#lstmBackward}. */
  void lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell);
}
