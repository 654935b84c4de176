package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sparklstm.core.tensor.Matrix;

/**
 * Products {@code c += aᵀ b} in tiles, for the gradients of weights, whose terms are the rows of a
 * batch. Blocking follows the caches and does not change the bits: each element is summed with
 * ascending k, as in {@link ScalarKernels}. An instance holds scratch memory and serves one thread
 * at a time.
 */
final class VectorTransposedProducts {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int ROWS = VectorPanelTiles.ROWS;
  private static final int GROUPED = VectorPanelTiles.GROUPED;

  /**
   * The terms that are packed at once; in a panel they fill two thirds of a 48 KB L1 cache.
   * Training in {@code bench 64,50,64,256,1} is a few percent slower with 384 or 512 terms.
   */
  private static final int TERMS = 256;

  /**
   * The panels of columns of a that are packed at once, about 256 columns. They are read row by
   * row, and stay in the L2 cache when packed. The products of {@code bench 64,96,7,128,1} take 10
   * percent less time than with 32 columns.
   */
  private static final int LEFT_PANELS = 256 / GROUPED;

  private float[] left = {};
  private final float[] edge = new float[ROWS * WIDTH];
  private final Right right = new Right();
  private final Right rightPart = new Right();

  /** {@code c += aᵀ b}. */
  void multAdd(Matrix a, Matrix b, Matrix c) {
    right.start(c);
    for (int k = 0; k < a.rows(); k += TERMS) {
      right.pack(b, k, Math.min(k + TERMS, a.rows()));
      for (int row = 0; row < a.columns(); row += LEFT_PANELS * GROUPED) {
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
      for (int row = 0; row < a.columns(); row += LEFT_PANELS * GROUPED) {
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
    left = atLeast(left, LEFT_PANELS * WIDTH * TERMS + ROWS);
    int columns = Math.min(LEFT_PANELS * GROUPED, a.columns() - row);
    layOut(a, k, terms, row, columns, GROUPED, left);
  }

  /**
   * A right-hand matrix and its sums. Columns that do not fill a panel would waste the rest of a
   * tile. Their sums are therefore computed transposed, with left and right exchanged; the terms
   * and their order are the same. Training in {@code bench 32,35,200,200,2} is 5 percent faster.
   */
  private final class Right {
    private float[] panels = {};

    /** The transposed sums, with the columns of a panel of the left side {@link #WIDTH} apart. */
    private float[] transposed = {};

    private int whole;
    private int rest;
    private int step;
    private int begin;
    private int end;

    void start(Matrix c) {
      whole = c.columns() / WIDTH * WIDTH;
      rest = c.columns() - whole;
      step = roundUp(c.rows(), GROUPED) / GROUPED * WIDTH;
      // the last tile of a panel may read more rows than there are, and their sums are discarded
      panels = atLeast(panels, roundUp(c.columns(), WIDTH) * TERMS + ROWS);
      transposed = atLeast(transposed, (rest + ROWS) * step);
      for (int i = 0; i < c.rows(); i++) {
        for (int j = 0; j < rest; j++) {
          transposed[j * step + inPanels(i)] = c.at(i, whole + j);
        }
      }
    }

    void finish(Matrix c) {
      for (int i = 0; i < c.rows(); i++) {
        for (int j = 0; j < rest; j++) {
          c.data()[c.index(i, whole + j)] = transposed[j * step + inPanels(i)];
        }
      }
    }

    /** The position of a column of the left side among panels. */
    private static int inPanels(int column) {
      return column / GROUPED * WIDTH + column % GROUPED;
    }

    /**
     * Packs the terms {@code first … last - 1}, or no terms if {@code last} is not above {@code
     * first}.
     */
    void pack(Matrix b, int first, int last) {
      begin = first;
      end = last;
      layOut(b, begin, end - begin, 0, b.columns(), WIDTH, panels);
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
      int rows = Math.min(LEFT_PANELS * GROUPED, c.rows() - row);
      for (int first = 0; first < rows && terms > 0; first += GROUPED) {
        int leftAt = inPanels(first) * TERMS + skipped;
        for (int column = 0; column < whole; column += WIDTH) {
          int cAt = c.index(row + first, column);
          multPanel(leftAt, column * TERMS, terms, c, cAt, Math.min(GROUPED, rows - first));
        }
        for (int j = 0; j < rest; j += ROWS) {
          int at = j * step + inPanels(row + first);
          int few = VectorPanelTiles.rowsFor(rest - j);
          VectorPanelTiles.add(
              few,
              panels,
              whole * TERMS + j,
              left,
              leftAt,
              terms,
              transposed,
              at,
              step,
              transposed,
              at,
              step);
        }
      }
    }

    private void multPanel(int leftAt, int rightAt, int terms, Matrix c, int cAt, int rows) {
      for (int done = 0; done < rows; done += ROWS) {
        int take = Math.min(ROWS, rows - done);
        int tile = VectorPanelTiles.rowsFor(take);
        int at = cAt + done * c.stride();
        if (take == tile) {
          addTile(tile, leftAt + done, rightAt, terms, c.data(), at, c.stride());
        } else {
          VectorProducts.copyTile(c.data(), at, c.stride(), edge, 0, WIDTH, take, WIDTH);
          addTile(tile, leftAt + done, rightAt, terms, edge, 0, WIDTH);
          VectorProducts.copyTile(edge, 0, WIDTH, c.data(), at, c.stride(), take, WIDTH);
        }
      }
    }

    private void addTile(
        int rows, int leftAt, int rightAt, int terms, float[] sums, int at, int row) {
      VectorPanelTiles.add(
          rows, left, leftAt, panels, rightAt, terms, sums, at, row, sums, at, row);
    }
  }

  /**
   * Packs rows, starting at {@code k}, and columns, starting at {@code column}, into panels that
   * have space for {@link #WIDTH} columns and {@link #TERMS} rows. The padding of a panel takes
   * part in the computation, but its results are discarded.
   *
   * @param grouped columns per panel
   */
  private static void layOut(
      Matrix from, int k, int terms, int column, int columns, int grouped, float[] to) {
    int start = from.index(k, column);
    int step = from.stride();
    // panels that are read WIDTH values at a time, of which the last ones may be the next panel's
    int whole = Math.max(0, columns - WIDTH + grouped) / grouped;
    for (int term = 0; term < terms; term++) {
      int at = term * WIDTH;
      int row = start + term * step;
      for (int panel = 0; panel < whole; panel++) {
        int value = row + panel * grouped;
        FloatVector.fromArray(SPECIES, from.data(), value).intoArray(to, at);
        FloatVector.fromArray(SPECIES, from.data(), value + LANES).intoArray(to, at + LANES);
        at += WIDTH * TERMS;
      }
    }
    for (int panel = whole; panel * grouped < columns; panel++) {
      int first = panel * grouped;
      int count = Math.min(grouped, columns - first);
      VectorProducts.copyTile(
          from.data(), start + first, step, to, panel * WIDTH * TERMS, WIDTH, terms, count);
    }
  }

  private static int roundUp(int size, int multiple) {
    return (size + multiple - 1) / multiple * multiple;
  }

  private static float[] atLeast(float[] scratch, int size) {
    return scratch.length >= size ? scratch : new float[size];
  }
}
