package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * The kernels with the JDK's Vector API. Each output element is summed as {@link ScalarKernels}
 * sums it, so the bits are the same; only independent elements share a vector. Holds scratch: one
 * instance serves one thread at a time.
 */
final class VectorKernels implements KernelProvider {
  private static final int WIDTH = VectorTiles.WIDTH;

  /**
   * Terms summed before the next panel: 256 rows of a panel fill two thirds of a 48 KB L1 cache.
   */
  private static final int TERMS_IN_CACHE = 256;

  private final ScalarKernels scalar = new ScalarKernels();
  private final float[] edge = new float[VectorTiles.ROWS * WIDTH];
  private float[] packed = {};
  private float[] side = {};

  @Override
  public int panelWidth() {
    return WIDTH;
  }

  @Override
  public void multAdd(Matrix a, PackedMatrix b, Matrix c) {
    for (int k = 0; k < b.rows(); k += TERMS_IN_CACHE) {
      int terms = Math.min(TERMS_IN_CACHE, b.rows() - k);
      for (int column = 0; column < c.columns(); column += WIDTH) {
        int bStart = b.offset(column / WIDTH, k);
        addTiles(
            a.data(),
            a.offset() + k,
            a.stride(),
            1,
            b.panels(),
            bStart,
            WIDTH,
            terms,
            c,
            0,
            c.rows(),
            column);
      }
    }
  }

  @Override
  public void multTransAAdd(Matrix a, Matrix b, Matrix c) {
    if (b.columns() < WIDTH && a.columns() >= WIDTH) {
      multTransAAddOnItsSide(a, b, c);
      return;
    }
    int panels = (b.columns() + WIDTH - 1) / WIDTH;
    packed = atLeast(packed, panels * TERMS_IN_CACHE * WIDTH);
    for (int k = 0; k < b.rows(); k += TERMS_IN_CACHE) {
      int terms = Math.min(TERMS_IN_CACHE, b.rows() - k);
      packRows(b, k, terms);
      for (int row = 0; row < c.rows(); row += VectorTiles.ROWS) {
        int rows = Math.min(VectorTiles.ROWS, c.rows() - row);
        for (int panel = 0; panel < panels; panel++) {
          int bStart = panel * TERMS_IN_CACHE * WIDTH;
          addTiles(
              a.data(),
              a.offset() + k * a.stride() + row,
              1,
              a.stride(),
              packed,
              bStart,
              WIDTH,
              terms,
              c,
              row,
              rows,
              panel * WIDTH);
        }
      }
    }
  }

  private void packRows(Matrix b, int first, int terms) {
    for (int column = 0; column < b.columns(); column += WIDTH) {
      int count = Math.min(WIDTH, b.columns() - column);
      int to = column * TERMS_IN_CACHE;
      for (int k = 0; k < terms; k++) {
        System.arraycopy(b.data(), b.index(first + k, column), packed, to, count);
        to += WIDTH;
      }
    }
  }

  /** A product with few columns is formed transposed: the sums are the same, term by term. */
  private void multTransAAddOnItsSide(Matrix a, Matrix b, Matrix c) {
    side = atLeast(side, c.rows() * c.columns());
    Matrix transposed = Matrix.of(side, c.columns(), c.rows());
    c.transposeInto(transposed);
    int whole = a.columns() - a.columns() % WIDTH;
    for (int k = 0; k < a.rows(); k += TERMS_IN_CACHE) {
      int terms = Math.min(TERMS_IN_CACHE, a.rows() - k);
      for (int column = 0; column < whole; column += WIDTH) {
        addTiles(
            b.data(),
            b.offset() + k * b.stride(),
            1,
            b.stride(),
            a.data(),
            a.offset() + k * a.stride() + column,
            a.stride(),
            terms,
            transposed,
            0,
            b.columns(),
            column);
      }
    }
    if (whole < a.columns()) {
      int rest = a.columns() - whole;
      multTransAAdd(b, a.columnRange(whole, rest), transposed.columnRange(whole, rest));
    }
    transposed.transposeInto(c);
  }

  /** One panel of c: rows {@code row …} and the columns from {@code column} that a tile is wide. */
  private void addTiles(
      float[] a,
      int aStart,
      int aRow,
      int aStep,
      float[] b,
      int bStart,
      int bStep,
      int terms,
      Matrix c,
      int row,
      int rows,
      int column) {
    int columns = Math.min(WIDTH, c.columns() - column);
    int done = 0;
    while (done < rows) {
      int take = VectorTiles.rowsFor(rows - done);
      int aAt = aStart + done * aRow;
      int cAt = c.offset() + (row + done) * c.stride() + column;
      if (columns == WIDTH) {
        VectorTiles.add(
            take, a, aAt, aRow, aStep, b, bStart, bStep, terms, c.data(), cAt, c.stride());
      } else {
        copyTile(c.data(), cAt, c.stride(), edge, 0, WIDTH, take, columns);
        VectorTiles.add(take, a, aAt, aRow, aStep, b, bStart, bStep, terms, edge, 0, WIDTH);
        copyTile(edge, 0, WIDTH, c.data(), cAt, c.stride(), take, columns);
      }
      done += take;
    }
  }

  private static void copyTile(
      float[] from, int start, int step, float[] to, int at, int toStep, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, start + row * step, to, at + row * toStep, columns);
    }
  }

  private static float[] atLeast(float[] scratch, int size) {
    return scratch.length >= size ? scratch : new float[size];
  }

  @Override
  public void addColumnSums(Matrix a, float[] sums, int offset) {
    scalar.addColumnSums(a, sums, offset);
  }

  @Override
  public void lstmForward(
      Matrix gates, Matrix previousCell, Matrix cell, Matrix tanhCell, Matrix output) {
    VectorGates.lstmForward(gates, previousCell, cell, tanhCell, output);
  }

  @Override
  public void lstmBackward(
      Matrix gates, Matrix previousCell, Matrix tanhCell, Matrix dOutput, Matrix dCell) {
    for (int b = 0; b < dCell.rows(); b++) {
      int from = VectorGates.lstmBackward(gates, previousCell, tanhCell, dOutput, dCell, b);
      ScalarKernels.lstmBackward(gates, previousCell, tanhCell, dOutput, dCell, b, from);
    }
  }
}
