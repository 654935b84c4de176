package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * Products {@code c += aᵀ b} in tiles: gradients of weights, whose terms are the rows of a batch.
 * Blocking follows the caches and shows in no bit: each element is summed k upwards, as {@link
 * ScalarKernels} sums it. Holds scratch: one instance serves one thread at a time.
 */
final class VectorTransposedProducts {
  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int LANES = VectorNarrowTiles.LANES;
  private static final int ROWS = VectorTiles.ROWS;

  /** Terms packed at once: as many of a panel fill two thirds of a 48 KB L1 cache. */
  private static final int TERMS = 256;

  /** Columns of a packed at once: they are read a row at a time, and stay in L2 packed. */
  private static final int LEFT = 256;

  private final float[] left = new float[LEFT * TERMS];
  private final float[] edge = new float[ROWS * WIDTH];
  private float[] right = {};
  private float[] rightPart = {};
  private float[] side = {};

  /** {@code c += aᵀ b}. */
  void multAdd(Matrix a, Matrix b, Matrix c) {
    if (b.columns() < WIDTH && a.columns() >= WIDTH) {
      // few columns fill a tile badly: form the transpose, whose sums are the same, term by term
      int step = (a.columns() + WIDTH - 1) / WIDTH * WIDTH;
      side = atLeast(side, (b.columns() + ROWS - 1) / ROWS * ROWS * step);
      transpose(c.data(), c.offset(), c.stride(), c.rows(), c.columns(), side, 0, step);
      if (b.columns() <= ROWS) {
        multOneTile(b, a, side, step);
      } else {
        multPacked(b, a, side, 0, step);
      }
      transpose(side, 0, step, c.columns(), c.rows(), c.data(), c.offset(), c.stride());
    } else {
      multPacked(a, b, c.data(), c.offset(), c.stride());
    }
  }

  /** {@code c += aᵀ b} and {@code cPart += aPartᵀ bPart}; aPart is a range of a's rows. */
  void multAdd(Matrix a, Matrix b, Matrix c, Matrix aPart, Matrix bPart, Matrix cPart) {
    if (b.columns() < WIDTH || bPart.columns() < WIDTH) {
      multAdd(a, b, c);
      multAdd(aPart, bPart, cPart);
      return;
    }
    right = roomFor(b, right);
    rightPart = roomFor(bPart, rightPart);
    int first = (aPart.offset() - a.offset()) / a.stride();
    for (int k = 0; k < b.rows(); k += TERMS) {
      int terms = Math.min(TERMS, b.rows() - k);
      int from = Math.min(Math.max(first - k, 0), terms);
      int to = Math.max(Math.min(first + bPart.rows() - k, terms), from);
      pack(b, k, terms, 0, b.columns(), right);
      pack(bPart, k + from - first, to - from, 0, bPart.columns(), rightPart);
      for (int row = 0; row < a.columns(); row += LEFT) {
        int rows = Math.min(LEFT, a.columns() - row);
        pack(a, k, terms, row, rows, left);
        multBlock(0, rows, right, terms, b.columns(), c.data(), c.index(row, 0), c.stride());
        multBlock(
            from,
            rows,
            rightPart,
            to - from,
            bPart.columns(),
            cPart.data(),
            cPart.index(row, 0),
            cPart.stride());
      }
    }
  }

  /** For a left side of one tile's rows: the right one is used once, hence not worth packing. */
  private void multOneTile(Matrix a, Matrix b, float[] c, int cRow) {
    for (int k = 0; k < b.rows(); k += TERMS) {
      int terms = Math.min(TERMS, b.rows() - k);
      pack(a, k, terms, 0, a.columns(), left);
      for (int column = 0; column < b.columns(); column += WIDTH) {
        int columns = Math.min(WIDTH, b.columns() - column);
        if (columns == WIDTH) {
          VectorPanelTiles.add(
              left, 0, b.data(), b.index(k, column), b.stride(), terms, c, column, cRow);
        } else {
          right = roomFor(b, right);
          pack(b, k, terms, column, columns, right);
          VectorPanelTiles.add(left, 0, right, 0, WIDTH, terms, c, column, cRow);
        }
      }
    }
  }

  private void multPacked(Matrix a, Matrix b, float[] c, int cStart, int cRow) {
    right = roomFor(b, right);
    for (int k = 0; k < b.rows(); k += TERMS) {
      int terms = Math.min(TERMS, b.rows() - k);
      pack(b, k, terms, 0, b.columns(), right);
      for (int row = 0; row < a.columns(); row += LEFT) {
        int rows = Math.min(LEFT, a.columns() - row);
        pack(a, k, terms, row, rows, left);
        multBlock(0, rows, right, terms, b.columns(), c, cStart + row * cRow, cRow);
      }
    }
  }

  /**
   * All panels of the left side with all of the right, one of each in L1 at a time.
   *
   * @param from the term of the left side that meets the first of the right
   */
  private void multBlock(
      int from, int m, float[] b, int terms, int n, float[] c, int cStart, int cRow) {
    for (int panel = 0; panel < m; panel += WIDTH) {
      int end = Math.min(panel + WIDTH, m);
      for (int column = 0; column < n; column += WIDTH) {
        int columns = Math.min(WIDTH, n - column);
        for (int row = panel; row < end; row += ROWS) {
          int aAt = panel * TERMS + from * WIDTH + row - panel;
          int cAt = cStart + row * cRow + column;
          int rows = Math.min(ROWS, end - row);
          multTile(aAt, b, column * TERMS, terms, c, cAt, cRow, rows, columns);
        }
      }
    }
  }

  private void multTile(
      int aAt, float[] b, int bAt, int terms, float[] c, int cAt, int cRow, int rows, int columns) {
    boolean narrow = columns <= LANES;
    if (rows == ROWS && columns == (narrow ? LANES : WIDTH)) {
      tile(narrow, aAt, b, bAt, terms, c, cAt, cRow);
    } else {
      VectorProducts.copyTile(c, cAt, cRow, edge, 0, WIDTH, rows, columns);
      tile(narrow, aAt, b, bAt, terms, edge, 0, WIDTH);
      VectorProducts.copyTile(edge, 0, WIDTH, c, cAt, cRow, rows, columns);
    }
  }

  private void tile(
      boolean narrow, int aAt, float[] b, int bAt, int terms, float[] c, int cAt, int cRow) {
    if (narrow) {
      VectorNarrowTiles.addPacked(left, aAt, b, bAt, terms, c, cAt, cRow);
    } else {
      VectorPanelTiles.add(left, aAt, b, bAt, WIDTH, terms, c, cAt, cRow);
    }
  }

  /**
   * Rows from {@code k} and columns from {@code column} on, in panels {@link #WIDTH} columns wide,
   * each with room for {@link #TERMS} rows. What fills up the last panel is computed with and
   * thrown away.
   */
  private static void pack(Matrix from, int k, int terms, int column, int columns, float[] to) {
    int whole = columns / WIDTH * WIDTH;
    int start = from.index(k, column);
    for (int term = 0; term < terms; term++) {
      VectorPanelTiles.packRow(
          from.data(), start + term * from.stride(), whole, to, term * WIDTH, WIDTH * TERMS);
    }
    if (whole < columns) {
      VectorProducts.copyTile(
          from.data(),
          start + whole,
          from.stride(),
          to,
          whole * TERMS,
          WIDTH,
          terms,
          columns - whole);
    }
  }

  private static void transpose(
      float[] from, int start, int step, int rows, int columns, float[] to, int at, int toStep) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[at + j * toStep + i] = from[start + i * step + j];
      }
    }
  }

  /** Room for the terms of b packed at once. */
  private static float[] roomFor(Matrix b, float[] scratch) {
    return atLeast(scratch, (b.columns() + WIDTH - 1) / WIDTH * WIDTH * TERMS);
  }

  private static float[] atLeast(float[] scratch, int size) {
    return scratch.length >= size ? scratch : new float[size];
  }
}
