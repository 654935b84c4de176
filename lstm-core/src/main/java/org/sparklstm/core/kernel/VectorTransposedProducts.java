package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * Products {@code c += aᵀ b} in tiles, for the gradients of weights, whose terms are the rows of a
 * batch. Blocking follows the caches and does not change the bits: each element is summed with
 * ascending k, as in {@link ScalarKernels}. An instance holds scratch memory and serves one thread
 * at a time.
 */
final class VectorTransposedProducts {
  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int ROWS = VectorTiles.ROWS;

  /**
   * The terms that are packed at once; in a panel they fill two thirds of a 48 KB L1 cache.
   * Training in {@code bench 64,50,64,256,1} is a few percent slower with 384 or 512 terms.
   */
  private static final int TERMS = 256;

  /**
   * The columns of a that are packed at once. They are read row by row, and stay in the L2 cache
   * when packed. The products of {@code bench 64,96,7,128,1} take 10 percent less time than with 32
   * columns.
   */
  private static final int LEFT = 256;

  private float[] left = {};
  private final float[] edge = new float[ROWS * WIDTH];
  private final Right right = new Right();
  private final Right rightPart = new Right();

  /** {@code c += aᵀ b}. */
  void multAdd(Matrix a, Matrix b, Matrix c) {
    right.start(c);
    for (int k = 0; k < a.rows(); k += TERMS) {
      right.pack(b, k, Math.min(k + TERMS, a.rows()));
      for (int row = 0; row < a.columns(); row += LEFT) {
        packLeft(a, k, row);
        right.mult(k, c, row);
      }
    }
    right.finish(c);
  }

  /**
   * {@code c += aᵀ b} and {@code cPart += aPartᵀ bPart}, where aPart is a range of a's rows that
   * starts at row {@code first}.
   */
  void multAdd(Matrix a, Matrix b, Matrix c, int first, Matrix bPart, Matrix cPart) {
    right.start(c);
    rightPart.start(cPart);
    for (int k = 0; k < a.rows(); k += TERMS) {
      int end = Math.min(k + TERMS, a.rows());
      int begin = Math.max(k, first);
      right.pack(b, k, end);
      rightPart.pack(bPart, begin - first, Math.min(end - first, bPart.rows()));
      for (int row = 0; row < a.columns(); row += LEFT) {
        packLeft(a, k, row);
        right.mult(k, c, row);
        rightPart.mult(k - first, cPart, row);
      }
    }
    right.finish(c);
    rightPart.finish(cPart);
  }

  private void packLeft(Matrix a, int k, int row) {
    int terms = Math.min(TERMS, a.rows() - k);
    left = atLeast(left, LEFT * TERMS);
    layOut(a, k, terms, row, Math.min(LEFT, a.columns() - row), left);
  }

  /**
   * A right-hand matrix and its sums. Columns that do not fill a panel would waste the rest of a
   * tile. Their sums are therefore computed transposed, with left and right exchanged; the terms
   * and their order are the same. Training in {@code bench 32,35,200,200,2} is 5 percent faster.
   */
  private final class Right {
    private float[] panels = {};
    private float[] transposed = {};
    private int whole;
    private int rest;
    private int step;
    private int begin;
    private int end;

    void start(Matrix c) {
      whole = c.columns() / WIDTH * WIDTH;
      rest = c.columns() - whole;
      step = roundUp(c.rows(), WIDTH);
      panels = atLeast(panels, roundUp(c.columns(), WIDTH) * TERMS);
      transposed = atLeast(transposed, roundUp(rest, ROWS) * step);
      for (int i = 0; i < c.rows(); i++) {
        for (int j = 0; j < rest; j++) {
          transposed[j * step + i] = c.at(i, whole + j);
        }
      }
    }

    void finish(Matrix c) {
      for (int i = 0; i < c.rows(); i++) {
        for (int j = 0; j < rest; j++) {
          c.data()[c.index(i, whole + j)] = transposed[j * step + i];
        }
      }
    }

    /**
     * Packs the terms {@code first … last - 1}, or no terms if {@code last} is not above {@code
     * first}.
     */
    void pack(Matrix b, int first, int last) {
      begin = first;
      end = last;
      layOut(b, begin, end - begin, 0, b.columns(), panels);
    }

    /**
     * Adds the packed terms to the sums of the rows of c that are packed.
     *
     * @param k the first packed term of the left side, as a term of this side; negative if this
     *     side starts later
     * @param c Modified.
     * @param row the row of c that belongs to the first packed column of a
     */
    void mult(int k, Matrix c, int row) {
      int terms = end - begin;
      int skipped = (begin - k) * WIDTH;
      int rows = Math.min(LEFT, c.rows() - row);
      for (int panel = 0; panel < rows && terms > 0; panel += WIDTH) {
        int leftAt = panel * TERMS + skipped;
        for (int column = 0; column < whole; column += WIDTH) {
          int cAt = c.index(row + panel, column);
          multPanel(leftAt, column * TERMS, terms, c, cAt, Math.min(WIDTH, rows - panel));
        }
        for (int j = 0; j < rest; j += ROWS) {
          int at = j * step + row + panel;
          VectorPanelTiles.add(
              panels, whole * TERMS + j, left, leftAt, terms, transposed, at, step);
        }
      }
    }

    private void multPanel(int leftAt, int rightAt, int terms, Matrix c, int cAt, int rows) {
      for (int done = 0; done < rows; done += ROWS) {
        int take = Math.min(ROWS, rows - done);
        int at = cAt + done * c.stride();
        if (take == ROWS) {
          VectorPanelTiles.add(
              left, leftAt + done, panels, rightAt, terms, c.data(), at, c.stride());
        } else {
          VectorProducts.copyTile(c.data(), at, c.stride(), edge, 0, WIDTH, take, WIDTH);
          VectorPanelTiles.add(left, leftAt + done, panels, rightAt, terms, edge, 0, WIDTH);
          VectorProducts.copyTile(edge, 0, WIDTH, c.data(), at, c.stride(), take, WIDTH);
        }
      }
    }
  }

  /**
   * Packs rows, starting at {@code k}, and columns, starting at {@code column}, into panels that
   * are {@link #WIDTH} columns wide and have space for {@link #TERMS} rows. The padding of the last
   * panel takes part in the computation, but its results are discarded.
   */
  private static void layOut(Matrix from, int k, int terms, int column, int columns, float[] to) {
    int whole = columns / WIDTH * WIDTH;
    int start = from.index(k, column);
    int step = from.stride();
    for (int term = 0; term < terms; term++) {
      int at = term * WIDTH;
      VectorPanelTiles.packRow(from.data(), start + term * step, whole, to, at, WIDTH * TERMS);
    }
    if (whole < columns) {
      int count = columns - whole;
      VectorProducts.copyTile(
          from.data(), start + whole, step, to, whole * TERMS, WIDTH, terms, count);
    }
  }

  private static int roundUp(int size, int multiple) {
    return (size + multiple - 1) / multiple * multiple;
  }

  private static float[] atLeast(float[] scratch, int size) {
    return scratch.length >= size ? scratch : new float[size];
  }
}
