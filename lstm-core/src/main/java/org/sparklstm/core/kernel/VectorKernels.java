package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * The kernels with the JDK's Vector API. Each output element is computed as in {@link
 * ScalarKernels}, so the bits are the same; only independent elements share a vector. An instance
 * holds scratch memory and serves one thread at a time.
 */
final class VectorKernels implements KernelProvider {
  static {
    VectorProfiles.record();
  }

  private final ScalarKernels scalar = new ScalarKernels();
  private final VectorProducts products = new VectorProducts();
  private final VectorTransposedProducts transposedProducts = new VectorTransposedProducts();

  /** Stands for a missing state. Never written. */
  private Matrix zeros = Matrix.zeros(0, 0);

  /** The previous state, or zeros with the shape of the gates if there is none. */
  private Matrix orZeros(Matrix previous, Matrix gates) {
    if (previous != null) {
      return previous;
    }
    if (zeros.rows() < gates.rows() || zeros.columns() < gates.columns()) {
      zeros =
          Matrix.zeros(
              Math.max(zeros.rows(), gates.rows()), Math.max(zeros.columns(), gates.columns()));
    }
    return zeros;
  }

  @Override
  public String description() {
    return "vectors of %d bits, tiles of %d x %d floats for %d registers"
        .formatted(
            Float.SIZE * VectorTiles.WIDTH / 2,
            VectorPanelTiles.ROWS,
            VectorTiles.WIDTH,
            VectorTiles.REGISTERS);
  }

  @Override
  public double peakGflops() {
    return VectorPeak.gflops();
  }

  @Override
  public int panelWidth() {
    return VectorTiles.WIDTH;
  }

  @Override
  public void mult(Matrix a, PackedMatrix b, float[] s, int sStart, int sRow, Matrix c) {
    products.mult(a, b, s, sStart, sRow, c);
  }

  @Override
  public void multTransAAdd(Matrix a, Matrix b, Matrix c) {
    transposedProducts.multAdd(a, b, c);
  }

  @Override
  public void multTransAAdd(
      Matrix a, Matrix b, Matrix c, int first, Matrix aPart, Matrix bPart, Matrix cPart) {
    transposedProducts.multAdd(a, b, c, first, bPart, cPart);
  }

  @Override
  public void addColumnSums(Matrix a, float[] sums, int offset) {
    VectorSums.addColumnSums(a, sums, offset);
  }

  @Override
  public void exp(Matrix x, float[] subtracted, Matrix to) {
    VectorElements.exp(x, subtracted, to);
  }

  @Override
  public void add(Matrix a, Matrix c) {
    VectorElements.add(a, c);
  }

  @Override
  public void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output) {
    if (cell.columns() < VectorGates.LANES) {
      ScalarGates.lstmForward(gates, previousCell, cell, tanhCell, output);
    } else {
      VectorGates.lstmForward(gates, orZeros(previousCell, gates), cell, tanhCell, output);
    }
  }

  @Override
  public void lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell) {
    if (dCell.columns() < VectorGates.LANES) {
      ScalarGates.lstmBackward(gates, previousCell, tanhCell, dOutput, dCell);
    } else {
      VectorGates.lstmBackward(gates, orZeros(previousCell, gates), tanhCell, dOutput, dCell);
    }
  }

  @Override
  public void gruForward(Matrix gates, Matrix previous, Matrix output) {
    if (output.columns() < VectorGates.LANES) {
      ScalarGates.gruForward(gates, previous, output);
    } else {
      VectorGruGates.gruForward(gates, orZeros(previous, gates), output);
    }
  }

  @Override
  public void gruBackward(Matrix gates, Matrix previous, Matrix dHidden) {
    if (dHidden.columns() < VectorGates.LANES) {
      ScalarGates.gruBackward(gates, previous, dHidden);
    } else {
      VectorGruGates.gruBackward(gates, orZeros(previous, gates), dHidden);
    }
  }

  @Override
  public void tanhForward(Matrix gates, Matrix output) {
    if (output.columns() < VectorGates.LANES) {
      ScalarGates.tanhForward(gates, output);
    } else {
      VectorGates.tanh(gates, output, output.columns());
    }
  }

  @Override
  public void tanhBackward(Matrix output, Matrix dOutput, Matrix gates) {
    scalar.tanhBackward(output, dOutput, gates);
  }

  @Override
  public void reluForward(Matrix gates, Matrix output) {
    VectorElements.reluForward(gates, output);
  }

  @Override
  public void reluBackward(Matrix output, Matrix dOutput, Matrix gates) {
    VectorElements.reluBackward(output, dOutput, gates);
  }
}
