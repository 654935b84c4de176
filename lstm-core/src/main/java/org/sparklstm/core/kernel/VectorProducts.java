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

  /**
   * The panels from which on rows of a are packed before they are multiplied. With 16 registers,
   * the indices of several rows do not fit beside a tile; with 32 they do, and packing pays off
   * later.
   */
  private static final int PANELS_TO_PACK = VectorTiles.REGISTERS < 32 ? 1 : 6;

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

  /** The same of packed rows: whole panels of them. */
  private static final int PACKED_IN_CACHE =
      Math.max(1, ROWS_IN_CACHE / VectorPanelTiles.GROUPED) * VectorPanelTiles.GROUPED;

  /**
   * The same where all rows should read b at once, because much of it comes from a cache that other
   * cores share. Training in {@code bench 64,72,5,320,1} and {@code 64,50,64,512,2} is 5 percent
   * faster, inference of the latter 8.
   */
  private static final int PACKED_BESIDE_LARGE = 4 * PACKED_IN_CACHE;

  /** Values of b from which on it is large, 1 MiB. */
  private static final int LARGE = 1 << 18;

  /**
   * The terms that are packed at once: those of {@link #PACKED_IN_CACHE} rows stay in the L1 cache.
   */
  private static final int TERMS_TO_PACK = 64;

  private final float[] edge = new float[Math.max(VectorTiles.ROWS, VectorPanelTiles.ROWS) * WIDTH];

  /** The last tile of a panel may read more rows than there are. */
  private final float[] packed =
      new float
          [PACKED_BESIDE_LARGE / VectorPanelTiles.GROUPED * WIDTH * TERMS_AT_ONCE
              + VectorPanelTiles.ROWS];

  /** The part that is computed; used again, so that a product allocates nothing. */
  private final Part part = new Part();

  /** Some terms of some rows of a product. */
  private static final class Part {
    private Matrix a;
    private PackedMatrix b;
    private Matrix c;

    /** Whether the rows of a are packed first. */
    private boolean isPacked;

    private int row;
    private int rows;
    private int k;
    private int terms;

    /** The initial values of the sums. */
    private float[] s;

    /** Index of the first row of s. */
    private int sStart;

    /** Distance between two rows of s, 0 for a shared row. */
    private int sRow;

    /** The rows that are computed in tiles: one that is left is computed by itself. */
    private int inTiles() {
      boolean isOneLeft = isPacked ? rows % VectorPanelTiles.ROWS == 1 : rows % 2 == 1;
      return isOneLeft ? rows - 1 : rows;
    }
  }

  /**
   * {@code c = s + a b}; s starts at index {@code sStart}, with the distance {@code sRow} between
   * its rows.
   */
  void mult(Matrix a, PackedMatrix b, float[] s, int sStart, int sRow, Matrix c) {
    part.a = a;
    part.b = b;
    part.c = c;
    part.isPacked = c.columns() >= PANELS_TO_PACK * WIDTH;
    int most = part.isPacked ? packedAtOnce(b) : ROWS_IN_CACHE;
    for (part.row = 0; part.row < c.rows(); part.row += most) {
      part.rows = Math.min(most, c.rows() - part.row);
      part.s = s;
      part.sStart = sStart + part.row * sRow;
      part.sRow = sRow;
      for (part.k = 0; part.k < b.rows(); part.k += TERMS_AT_ONCE) {
        part.terms = Math.min(TERMS_AT_ONCE, b.rows() - part.k);
        multPart();
        // the next terms are added to these sums
        part.s = c.data();
        part.sStart = c.index(part.row, 0);
        part.sRow = c.stride();
      }
    }
  }

  private static int packedAtOnce(PackedMatrix b) {
    return b.rows() * b.columns() < LARGE ? PACKED_IN_CACHE : PACKED_BESIDE_LARGE;
  }

  private void multPart() {
    int inTiles = part.inTiles();
    if (part.isPacked && inTiles > 0) {
      packRows(inTiles);
    }
    for (int column = 0; column < part.c.columns() && inTiles > 0; column += WIDTH) {
      if (part.isPacked) {
        multPacked(inTiles, column);
      } else {
        multPanel(inTiles, column);
      }
    }
    if (inTiles < part.rows) {
      multRow(inTiles);
    }
  }

  /** Packs the transpose of the first rows, as {@link VectorPanelTiles} wants it. */
  private void packRows(int rows) {
    float[] from = part.a.data();
    for (int first = 0; first < part.terms; first += TERMS_TO_PACK) {
      int end = Math.min(first + TERMS_TO_PACK, part.terms);
      for (int r = 0; r < rows; r++) {
        int start = part.a.index(part.row + r, part.k);
        int at = packedAt(r, part.terms);
        for (int term = first; term < end; term++) {
          packed[at + term * WIDTH] = from[start + term];
        }
      }
    }
  }

  /** The index of the first term of a packed row. */
  private static int packedAt(int row, int terms) {
    int grouped = VectorPanelTiles.GROUPED;
    return row / grouped * WIDTH * terms + row % grouped;
  }

  /** Multiplies packed rows with a panel. */
  private void multPacked(int rows, int column) {
    int columns = Math.min(WIDTH, part.c.columns() - column);
    int bAt = part.b.offset(column / WIDTH, part.k);
    for (int done = 0; done < rows; done += VectorPanelTiles.ROWS) {
      int take = Math.min(VectorPanelTiles.ROWS, rows - done);
      int tile = VectorPanelTiles.rowsFor(take);
      int aAt = packedAt(done, part.terms);
      int sAt = part.sStart + done * part.sRow + column;
      int cAt = part.c.index(part.row + done, column);
      float[] b = part.b.panels();
      if (take == tile && columns == WIDTH) {
        VectorPanelTiles.add(
            tile,
            packed,
            aAt,
            b,
            bAt,
            part.terms,
            part.s,
            sAt,
            part.sRow,
            part.c.data(),
            cAt,
            part.c.stride());
      } else {
        copyTile(part.s, sAt, part.sRow, edge, 0, WIDTH, take, columns);
        VectorPanelTiles.add(tile, packed, aAt, b, bAt, part.terms, edge, 0, WIDTH, edge, 0, WIDTH);
        copyTile(edge, 0, WIDTH, part.c.data(), cAt, part.c.stride(), take, columns);
      }
    }
  }

  /** Multiplies rows as they are with a panel. */
  private void multPanel(int rows, int column) {
    int columns = Math.min(WIDTH, part.c.columns() - column);
    int take;
    for (int done = 0; done < rows; done += take) {
      take = VectorTiles.rowsFor(rows - done);
      int sAt = part.sStart + done * part.sRow + column;
      int cAt = part.c.index(part.row + done, column);
      boolean isNarrow = columns <= LANES && take == VectorTiles.ROWS;
      if (columns == (isNarrow ? LANES : WIDTH)) {
        add(
            isNarrow,
            take,
            done,
            column,
            part.s,
            sAt,
            part.sRow,
            part.c.data(),
            cAt,
            part.c.stride());
      } else {
        copyTile(part.s, sAt, part.sRow, edge, 0, WIDTH, take, columns);
        add(isNarrow, take, done, column, edge, 0, WIDTH, edge, 0, WIDTH);
        copyTile(edge, 0, WIDTH, part.c.data(), cAt, part.c.stride(), take, columns);
      }
    }
  }

  private void add(
      boolean isNarrow,
      int rows,
      int done,
      int column,
      float[] s,
      int sAt,
      int sRow,
      float[] c,
      int cAt,
      int cRow) {
    float[] a = part.a.data();
    int aAt = part.a.index(part.row + done, part.k);
    int aRow = part.a.stride();
    float[] b = part.b.panels();
    int bAt = part.b.offset(column / WIDTH, part.k);
    if (isNarrow) {
      VectorNarrowTiles.add(a, aAt, aRow, b, bAt, part.terms, s, sAt, sRow, c, cAt, cRow);
    } else {
      VectorTiles.add(rows, a, aAt, aRow, b, bAt, part.terms, s, sAt, sRow, c, cAt, cRow);
    }
  }

  /** Multiplies one row with all panels, four at a time where there are as many. */
  private void multRow(int r) {
    Matrix c = part.c;
    float[] a = part.a.data();
    int aAt = part.a.index(part.row + r, part.k);
    float[] b = part.b.panels();
    int sRowAt = part.sStart + r * part.sRow;
    int step = part.b.rows() * WIDTH;
    int column = 0;
    for (; column + 4 * WIDTH <= c.columns(); column += 4 * WIDTH) {
      int bAt = part.b.offset(column / WIDTH, part.k);
      int cAt = c.index(part.row + r, column);
      VectorTiles.row4Panels(
          a, aAt, b, bAt, step, part.terms, part.s, sRowAt + column, c.data(), cAt);
    }
    for (; column < c.columns(); column += WIDTH) {
      int columns = Math.min(WIDTH, c.columns() - column);
      int bAt = part.b.offset(column / WIDTH, part.k);
      System.arraycopy(part.s, sRowAt + column, edge, 0, columns);
      VectorTiles.add(1, a, aAt, 0, b, bAt, part.terms, edge, 0, 0, edge, 0, 0);
      System.arraycopy(edge, 0, c.data(), c.index(part.row + r, column), columns);
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
