package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * Matrix products in tiles. Blocking follows the caches and shows in no bit: each element is summed
 * k upwards, as {@link ScalarKernels} sums it. Holds scratch: one instance serves one thread at a
 * time.
 */
final class VectorProducts {
  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int LANES = VectorNarrowTiles.LANES;
  private static final int ROWS = VectorTiles.ROWS;

  /**
   * Terms summed before the next panel, where nothing need be packed. {@code bench
   * 128,100,64,512,1} infers some hundredths faster than with 256: c is read and written half as
   * often.
   */
  private static final int TERMS_AT_ONCE = 512;

  /**
   * Terms packed at once of a left side used transposed: 256 rows of a panel fill two thirds of a
   * 48 KB L1 cache.
   */
  private static final int TERMS_IN_CACHE = 256;

  /**
   * Rows of a that meet all panels of b before the next ones: beside a panel of 128 terms they stay
   * in L1. {@code bench 64,96,7,128,1} infers a tenth faster than with 64.
   */
  private static final int ROWS_IN_CACHE = 32;

  private final float[] edge = new float[ROWS * WIDTH];
  private final float[] left = new float[ROWS_IN_CACHE * TERMS_IN_CACHE];
  private float[] right = {};
  private float[] side = {};

  /** {@code c = s + a b}; s begins at {@code sStart}, its rows {@code sRow} apart. */
  void mult(Matrix a, PackedMatrix b, float[] s, int sStart, int sRow, Matrix c) {
    for (int row = 0; row < c.rows(); row += ROWS_IN_CACHE) {
      int rows = Math.min(ROWS_IN_CACHE, c.rows() - row);
      for (int k = 0; k < b.rows(); k += TERMS_AT_ONCE) {
        int terms = Math.min(TERMS_AT_ONCE, b.rows() - k);
        boolean first = k == 0;
        for (int column = 0; column < c.columns(); column += WIDTH) {
          multPanel(
              a,
              row,
              rows,
              k,
              b.panels(),
              b.offset(column / WIDTH, k),
              terms,
              first ? s : c.data(),
              (first ? sStart + row * sRow : c.index(row, 0)) + column,
              first ? sRow : c.stride(),
              c,
              column);
        }
      }
    }
  }

  private void multPanel(
      Matrix a,
      int row,
      int rows,
      int k,
      float[] b,
      int bStart,
      int terms,
      float[] s,
      int sStart,
      int sRow,
      Matrix c,
      int column) {
    int columns = Math.min(WIDTH, c.columns() - column);
    int done = 0;
    while (done < rows) {
      int take = VectorTiles.rowsFor(rows - done);
      int aAt = a.index(row + done, k);
      int sAt = sStart + done * sRow;
      int cAt = c.index(row + done, column);
      boolean narrow = columns <= LANES && take == ROWS;
      if (columns == (narrow ? LANES : WIDTH)) {
        tile(narrow, take, a, aAt, b, bStart, terms, s, sAt, sRow, c.data(), cAt, c.stride());
      } else {
        copyTile(s, sAt, sRow, edge, 0, WIDTH, take, columns);
        tile(narrow, take, a, aAt, b, bStart, terms, edge, 0, WIDTH, edge, 0, WIDTH);
        copyTile(edge, 0, WIDTH, c.data(), cAt, c.stride(), take, columns);
      }
      done += take;
    }
  }

  private static void tile(
      boolean narrow,
      int rows,
      Matrix a,
      int aAt,
      float[] b,
      int bAt,
      int terms,
      float[] s,
      int sAt,
      int sRow,
      float[] c,
      int cAt,
      int cRow) {
    if (narrow) {
      VectorNarrowTiles.add(a.data(), aAt, a.stride(), b, bAt, terms, s, sAt, sRow, c, cAt, cRow);
    } else {
      VectorTiles.add(rows, a.data(), aAt, a.stride(), b, bAt, terms, s, sAt, sRow, c, cAt, cRow);
    }
  }

  /** {@code c += aᵀ b}. */
  void multTransA(Matrix a, Matrix b, Matrix c) {
    float[] as = a.data();
    float[] bs = b.data();
    int m = a.columns();
    int n = b.columns();
    int terms = b.rows();
    if (n < WIDTH && m >= WIDTH) {
      // few columns fill a tile badly: form the transpose, whose sums are the same, term by term
      side = atLeast(side, n * m);
      transpose(c.data(), c.offset(), c.stride(), m, n, side, 0, m);
      multTransA(bs, b.offset(), b.stride(), n, as, a.offset(), a.stride(), m, terms, side, 0, m);
      transpose(side, 0, m, n, m, c.data(), c.offset(), c.stride());
    } else {
      multTransA(
          as,
          a.offset(),
          a.stride(),
          m,
          bs,
          b.offset(),
          b.stride(),
          n,
          terms,
          c.data(),
          c.offset(),
          c.stride());
    }
  }

  private void multTransA(
      float[] a,
      int aStart,
      int aRow,
      int m,
      float[] b,
      int bStart,
      int bRow,
      int n,
      int allTerms,
      float[] c,
      int cStart,
      int cRow) {
    right = atLeast(right, (n + WIDTH - 1) / WIDTH * WIDTH * TERMS_IN_CACHE);
    for (int k = 0; k < allTerms; k += TERMS_IN_CACHE) {
      int terms = Math.min(TERMS_IN_CACHE, allTerms - k);
      pack(b, bStart + k * bRow, bRow, terms, n, right);
      for (int row = 0; row < m; row += ROWS_IN_CACHE) {
        int rows = Math.min(ROWS_IN_CACHE, m - row);
        pack(a, aStart + k * aRow + row, aRow, terms, rows, left);
        for (int column = 0; column < n; column += WIDTH) {
          int columns = Math.min(WIDTH, n - column);
          multPackedPanel(
              rows, terms, columns, column * TERMS_IN_CACHE, c, cStart + row * cRow + column, cRow);
        }
      }
    }
  }

  private void multPackedPanel(
      int rows, int terms, int columns, int bStart, float[] c, int cStart, int cRow) {
    for (int done = 0; done < rows; done += ROWS) {
      int take = Math.min(ROWS, rows - done);
      int aAt = done / WIDTH * WIDTH * TERMS_IN_CACHE + done % WIDTH;
      int cAt = cStart + done * cRow;
      boolean narrow = columns <= LANES;
      if (take == ROWS && columns == (narrow ? LANES : WIDTH)) {
        packedTile(narrow, aAt, bStart, terms, c, cAt, cRow);
      } else {
        copyTile(c, cAt, cRow, edge, 0, WIDTH, take, columns);
        packedTile(narrow, aAt, bStart, terms, edge, 0, WIDTH);
        copyTile(edge, 0, WIDTH, c, cAt, cRow, take, columns);
      }
    }
  }

  private void packedTile(
      boolean narrow, int aAt, int bAt, int terms, float[] c, int cAt, int cRow) {
    if (narrow) {
      VectorNarrowTiles.addPacked(left, aAt, right, bAt, terms, c, cAt, cRow);
    } else {
      VectorPanelTiles.add(left, aAt, right, bAt, terms, c, cAt, cRow);
    }
  }

  /**
   * Rows in panels {@link #WIDTH} columns wide, each with room for {@link #TERMS_IN_CACHE} of them.
   * What fills up the last panel is computed with and thrown away.
   */
  private static void pack(float[] from, int start, int step, int rows, int columns, float[] to) {
    for (int done = 0; done < columns; done += WIDTH) {
      int count = Math.min(WIDTH, columns - done);
      int at = done * TERMS_IN_CACHE;
      if (count == WIDTH) {
        VectorPanelTiles.pack(from, start + done, step, to, at, rows);
      } else {
        copyTile(from, start + done, step, to, at, WIDTH, rows, count);
      }
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

  private static void copyTile(
      float[] from, int start, int step, float[] to, int at, int toStep, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, start + row * step, to, at + row * toStep, columns);
    }
  }

  private static float[] atLeast(float[] scratch, int size) {
    return scratch.length >= size ? scratch : new float[size];
  }
}
