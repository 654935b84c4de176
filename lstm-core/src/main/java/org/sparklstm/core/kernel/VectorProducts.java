package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * Matrix products in tiles. Blocking follows the caches and does not change the bits: each element
 * is summed with ascending k, as in {@link ScalarKernels}. An instance holds scratch memory and
 * serves one thread at a time.
 */
final class VectorProducts {
  private static final int WIDTH = VectorTiles.WIDTH;
  private static final int LANES = VectorNarrowTiles.LANES;
  private static final int ROWS = VectorTiles.ROWS;

  /**
   * The terms that are summed before the next panel. Inference in {@code bench 128,100,64,512,1} is
   * a few percent faster than with 256 terms, because c is read and written half as often.
   */
  private static final int TERMS_AT_ONCE = 512;

  /**
   * The rows of a that are multiplied with all panels of b before the next rows. Beside a panel of
   * 128 terms they stay in the L1 cache. Inference in {@code bench 64,96,7,128,1} is 10 percent
   * faster than with 64 rows.
   */
  private static final int ROWS_IN_CACHE = 32;

  /** The tiles that a panel is computed in. */
  private enum Tile {
    /** {@link VectorTiles}. */
    FULL(VectorTiles.WIDTH),
    /** {@link VectorNarrowTiles}: half as wide, always with {@link #ROWS} rows. */
    NARROW(VectorNarrowTiles.LANES);

    private final int columns;

    Tile(int columns) {
      this.columns = columns;
    }
  }

  private final float[] edge = new float[ROWS * WIDTH];

  /**
   * {@code c = s + a b}; s starts at index {@code sStart}, with the distance {@code sRow} between
   * its rows.
   */
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
      Tile tile = columns <= LANES && take == ROWS ? Tile.NARROW : Tile.FULL;
      if (columns == tile.columns) {
        add(tile, take, a, aAt, b, bStart, terms, s, sAt, sRow, c.data(), cAt, c.stride());
      } else {
        copyTile(s, sAt, sRow, edge, 0, WIDTH, take, columns);
        add(tile, take, a, aAt, b, bStart, terms, edge, 0, WIDTH, edge, 0, WIDTH);
        copyTile(edge, 0, WIDTH, c.data(), cAt, c.stride(), take, columns);
      }
      done += take;
    }
  }

  private static void add(
      Tile tile,
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
    if (tile == Tile.NARROW) {
      VectorNarrowTiles.add(a.data(), aAt, a.stride(), b, bAt, terms, s, sAt, sRow, c, cAt, cRow);
    } else {
      VectorTiles.add(rows, a.data(), aAt, a.stride(), b, bAt, terms, s, sAt, sRow, c, cAt, cRow);
    }
  }

  /** Copies {@code rows} rows of {@code columns} values from one array to another. */
  static void copyTile(
      float[] from, int start, int step, float[] to, int at, int toStep, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, start + row * step, to, at + row * toStep, columns);
    }
  }
}
