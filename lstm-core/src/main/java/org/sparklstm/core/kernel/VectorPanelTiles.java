package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link VectorTiles} for a left-hand matrix that is packed like the right-hand one:
 * the values of a term, one for each row, are contiguous, and {@link VectorTiles#WIDTH} apart from
 * those of the next term. {@link #GROUPED} rows, whole tiles of them, share a panel.
 *
 * <p>Both indices are then an invariant plus one loop variable, in steps of a power of two: the JIT
 * compilers of Java 17 to 25 check bounds before the loop only, and need the fewest instructions
 * and registers per term. With 16 registers, tiles of 5 rows reach 85 to 92 percent of the
 * processor's limit on all of them; 4 rows reach 68 to 83, and 6 rows 60, for lack of a register.
 */
final class VectorPanelTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = VectorTiles.WIDTH;

  /** The number of rows of a whole tile; fewer where 13 or 5 would leave much of a panel empty. */
  static final int ROWS = VectorTiles.REGISTERS == 32 ? WIDTH >= 16 ? 13 : 8 : WIDTH >= 16 ? 5 : 4;

  /** The rows that share a panel. */
  static final int GROUPED = WIDTH / ROWS * ROWS;

  private VectorPanelTiles() {}

  /** The number of rows of the smallest tile that holds {@code left} rows, or of a whole tile. */
  static int rowsFor(int left) {
    return left <= 4 ? 4 : left <= 8 && ROWS > 8 ? 8 : ROWS;
  }

  /**
   * {@code c[r][j] = s[r][j] + Σ_k a[k][r] b[k][j]} for {@code r} below {@code rows} and {@code j}
   * below {@link VectorTiles#WIDTH}.
   *
   * @param rows from {@link #rowsFor}
   * @param sRow distance between two rows of s, 0 for a shared row
   * @param c may be s. Modified.
   * @param cRow distance between two rows of c
   */
  static void add(
      int rows,
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int terms,
      float[] s,
      int sStart,
      int sRow,
      float[] c,
      int cStart,
      int cRow) {
    switch (rows) {
      case 13 -> rows13(a, aStart, b, bStart, terms, s, sStart, sRow, c, cStart, cRow);
      case 8 -> rows8(a, aStart, b, bStart, terms, s, sStart, sRow, c, cStart, cRow);
      case 5 -> rows5(a, aStart, b, bStart, terms, s, sStart, sRow, c, cStart, cRow);
      default -> rows4(a, aStart, b, bStart, terms, s, sStart, sRow, c, cStart, cRow);
    }
  }

  private static void rows13(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int terms,
      float[] s,
      int sStart,
      int sRow,
      float[] c,
      int cStart,
      int cRow) {
    int s0 = sStart;
    int s1 = s0 + sRow;
    int s2 = s1 + sRow;
    int s3 = s2 + sRow;
    int s4 = s3 + sRow;
    int s5 = s4 + sRow;
    int s6 = s5 + sRow;
    int s7 = s6 + sRow;
    int s8 = s7 + sRow;
    int s9 = s8 + sRow;
    int s10 = s9 + sRow;
    int s11 = s10 + sRow;
    int s12 = s11 + sRow;
    FloatVector x0 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector y1 = FloatVector.fromArray(SPECIES, s, s1 + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, s, s2);
    FloatVector y2 = FloatVector.fromArray(SPECIES, s, s2 + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, s, s3);
    FloatVector y3 = FloatVector.fromArray(SPECIES, s, s3 + LANES);
    FloatVector x4 = FloatVector.fromArray(SPECIES, s, s4);
    FloatVector y4 = FloatVector.fromArray(SPECIES, s, s4 + LANES);
    FloatVector x5 = FloatVector.fromArray(SPECIES, s, s5);
    FloatVector y5 = FloatVector.fromArray(SPECIES, s, s5 + LANES);
    FloatVector x6 = FloatVector.fromArray(SPECIES, s, s6);
    FloatVector y6 = FloatVector.fromArray(SPECIES, s, s6 + LANES);
    FloatVector x7 = FloatVector.fromArray(SPECIES, s, s7);
    FloatVector y7 = FloatVector.fromArray(SPECIES, s, s7 + LANES);
    FloatVector x8 = FloatVector.fromArray(SPECIES, s, s8);
    FloatVector y8 = FloatVector.fromArray(SPECIES, s, s8 + LANES);
    FloatVector x9 = FloatVector.fromArray(SPECIES, s, s9);
    FloatVector y9 = FloatVector.fromArray(SPECIES, s, s9 + LANES);
    FloatVector x10 = FloatVector.fromArray(SPECIES, s, s10);
    FloatVector y10 = FloatVector.fromArray(SPECIES, s, s10 + LANES);
    FloatVector x11 = FloatVector.fromArray(SPECIES, s, s11);
    FloatVector y11 = FloatVector.fromArray(SPECIES, s, s11 + LANES);
    FloatVector x12 = FloatVector.fromArray(SPECIES, s, s12);
    FloatVector y12 = FloatVector.fromArray(SPECIES, s, s12 + LANES);
    int end = terms * WIDTH;
    for (int i = 0; i < end; i += WIDTH) {
      int aAt = aStart + i;
      int bAt = bStart + i;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aAt]);
      x0 = factor.fma(b0, x0);
      y0 = factor.fma(b1, y0);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 1]);
      x1 = factor.fma(b0, x1);
      y1 = factor.fma(b1, y1);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 2]);
      x2 = factor.fma(b0, x2);
      y2 = factor.fma(b1, y2);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 3]);
      x3 = factor.fma(b0, x3);
      y3 = factor.fma(b1, y3);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 4]);
      x4 = factor.fma(b0, x4);
      y4 = factor.fma(b1, y4);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 5]);
      x5 = factor.fma(b0, x5);
      y5 = factor.fma(b1, y5);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 6]);
      x6 = factor.fma(b0, x6);
      y6 = factor.fma(b1, y6);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 7]);
      x7 = factor.fma(b0, x7);
      y7 = factor.fma(b1, y7);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 8]);
      x8 = factor.fma(b0, x8);
      y8 = factor.fma(b1, y8);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 9]);
      x9 = factor.fma(b0, x9);
      y9 = factor.fma(b1, y9);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 10]);
      x10 = factor.fma(b0, x10);
      y10 = factor.fma(b1, y10);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 11]);
      x11 = factor.fma(b0, x11);
      y11 = factor.fma(b1, y11);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 12]);
      x12 = factor.fma(b0, x12);
      y12 = factor.fma(b1, y12);
    }
    int c0 = cStart;
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int c4 = c3 + cRow;
    int c5 = c4 + cRow;
    int c6 = c5 + cRow;
    int c7 = c6 + cRow;
    int c8 = c7 + cRow;
    int c9 = c8 + cRow;
    int c10 = c9 + cRow;
    int c11 = c10 + cRow;
    int c12 = c11 + cRow;
    x0.intoArray(c, c0);
    y0.intoArray(c, c0 + LANES);
    x1.intoArray(c, c1);
    y1.intoArray(c, c1 + LANES);
    x2.intoArray(c, c2);
    y2.intoArray(c, c2 + LANES);
    x3.intoArray(c, c3);
    y3.intoArray(c, c3 + LANES);
    x4.intoArray(c, c4);
    y4.intoArray(c, c4 + LANES);
    x5.intoArray(c, c5);
    y5.intoArray(c, c5 + LANES);
    x6.intoArray(c, c6);
    y6.intoArray(c, c6 + LANES);
    x7.intoArray(c, c7);
    y7.intoArray(c, c7 + LANES);
    x8.intoArray(c, c8);
    y8.intoArray(c, c8 + LANES);
    x9.intoArray(c, c9);
    y9.intoArray(c, c9 + LANES);
    x10.intoArray(c, c10);
    y10.intoArray(c, c10 + LANES);
    x11.intoArray(c, c11);
    y11.intoArray(c, c11 + LANES);
    x12.intoArray(c, c12);
    y12.intoArray(c, c12 + LANES);
  }

  private static void rows8(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int terms,
      float[] s,
      int sStart,
      int sRow,
      float[] c,
      int cStart,
      int cRow) {
    int s0 = sStart;
    int s1 = s0 + sRow;
    int s2 = s1 + sRow;
    int s3 = s2 + sRow;
    int s4 = s3 + sRow;
    int s5 = s4 + sRow;
    int s6 = s5 + sRow;
    int s7 = s6 + sRow;
    FloatVector x0 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector y1 = FloatVector.fromArray(SPECIES, s, s1 + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, s, s2);
    FloatVector y2 = FloatVector.fromArray(SPECIES, s, s2 + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, s, s3);
    FloatVector y3 = FloatVector.fromArray(SPECIES, s, s3 + LANES);
    FloatVector x4 = FloatVector.fromArray(SPECIES, s, s4);
    FloatVector y4 = FloatVector.fromArray(SPECIES, s, s4 + LANES);
    FloatVector x5 = FloatVector.fromArray(SPECIES, s, s5);
    FloatVector y5 = FloatVector.fromArray(SPECIES, s, s5 + LANES);
    FloatVector x6 = FloatVector.fromArray(SPECIES, s, s6);
    FloatVector y6 = FloatVector.fromArray(SPECIES, s, s6 + LANES);
    FloatVector x7 = FloatVector.fromArray(SPECIES, s, s7);
    FloatVector y7 = FloatVector.fromArray(SPECIES, s, s7 + LANES);
    int end = terms * WIDTH;
    for (int i = 0; i < end; i += WIDTH) {
      int aAt = aStart + i;
      int bAt = bStart + i;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aAt]);
      x0 = factor.fma(b0, x0);
      y0 = factor.fma(b1, y0);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 1]);
      x1 = factor.fma(b0, x1);
      y1 = factor.fma(b1, y1);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 2]);
      x2 = factor.fma(b0, x2);
      y2 = factor.fma(b1, y2);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 3]);
      x3 = factor.fma(b0, x3);
      y3 = factor.fma(b1, y3);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 4]);
      x4 = factor.fma(b0, x4);
      y4 = factor.fma(b1, y4);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 5]);
      x5 = factor.fma(b0, x5);
      y5 = factor.fma(b1, y5);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 6]);
      x6 = factor.fma(b0, x6);
      y6 = factor.fma(b1, y6);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 7]);
      x7 = factor.fma(b0, x7);
      y7 = factor.fma(b1, y7);
    }
    int c0 = cStart;
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int c4 = c3 + cRow;
    int c5 = c4 + cRow;
    int c6 = c5 + cRow;
    int c7 = c6 + cRow;
    x0.intoArray(c, c0);
    y0.intoArray(c, c0 + LANES);
    x1.intoArray(c, c1);
    y1.intoArray(c, c1 + LANES);
    x2.intoArray(c, c2);
    y2.intoArray(c, c2 + LANES);
    x3.intoArray(c, c3);
    y3.intoArray(c, c3 + LANES);
    x4.intoArray(c, c4);
    y4.intoArray(c, c4 + LANES);
    x5.intoArray(c, c5);
    y5.intoArray(c, c5 + LANES);
    x6.intoArray(c, c6);
    y6.intoArray(c, c6 + LANES);
    x7.intoArray(c, c7);
    y7.intoArray(c, c7 + LANES);
  }

  private static void rows5(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int terms,
      float[] s,
      int sStart,
      int sRow,
      float[] c,
      int cStart,
      int cRow) {
    int s0 = sStart;
    int s1 = s0 + sRow;
    int s2 = s1 + sRow;
    int s3 = s2 + sRow;
    int s4 = s3 + sRow;
    FloatVector x0 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector y1 = FloatVector.fromArray(SPECIES, s, s1 + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, s, s2);
    FloatVector y2 = FloatVector.fromArray(SPECIES, s, s2 + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, s, s3);
    FloatVector y3 = FloatVector.fromArray(SPECIES, s, s3 + LANES);
    FloatVector x4 = FloatVector.fromArray(SPECIES, s, s4);
    FloatVector y4 = FloatVector.fromArray(SPECIES, s, s4 + LANES);
    int end = terms * WIDTH;
    for (int i = 0; i < end; i += WIDTH) {
      int aAt = aStart + i;
      int bAt = bStart + i;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aAt]);
      x0 = factor.fma(b0, x0);
      y0 = factor.fma(b1, y0);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 1]);
      x1 = factor.fma(b0, x1);
      y1 = factor.fma(b1, y1);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 2]);
      x2 = factor.fma(b0, x2);
      y2 = factor.fma(b1, y2);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 3]);
      x3 = factor.fma(b0, x3);
      y3 = factor.fma(b1, y3);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 4]);
      x4 = factor.fma(b0, x4);
      y4 = factor.fma(b1, y4);
    }
    int c0 = cStart;
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int c4 = c3 + cRow;
    x0.intoArray(c, c0);
    y0.intoArray(c, c0 + LANES);
    x1.intoArray(c, c1);
    y1.intoArray(c, c1 + LANES);
    x2.intoArray(c, c2);
    y2.intoArray(c, c2 + LANES);
    x3.intoArray(c, c3);
    y3.intoArray(c, c3 + LANES);
    x4.intoArray(c, c4);
    y4.intoArray(c, c4 + LANES);
  }

  private static void rows4(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int terms,
      float[] s,
      int sStart,
      int sRow,
      float[] c,
      int cStart,
      int cRow) {
    int s0 = sStart;
    int s1 = s0 + sRow;
    int s2 = s1 + sRow;
    int s3 = s2 + sRow;
    FloatVector x0 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector y1 = FloatVector.fromArray(SPECIES, s, s1 + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, s, s2);
    FloatVector y2 = FloatVector.fromArray(SPECIES, s, s2 + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, s, s3);
    FloatVector y3 = FloatVector.fromArray(SPECIES, s, s3 + LANES);
    int end = terms * WIDTH;
    for (int i = 0; i < end; i += WIDTH) {
      int aAt = aStart + i;
      int bAt = bStart + i;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aAt]);
      x0 = factor.fma(b0, x0);
      y0 = factor.fma(b1, y0);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 1]);
      x1 = factor.fma(b0, x1);
      y1 = factor.fma(b1, y1);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 2]);
      x2 = factor.fma(b0, x2);
      y2 = factor.fma(b1, y2);
      factor = FloatVector.broadcast(SPECIES, a[aAt + 3]);
      x3 = factor.fma(b0, x3);
      y3 = factor.fma(b1, y3);
    }
    int c0 = cStart;
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    x0.intoArray(c, c0);
    y0.intoArray(c, c0 + LANES);
    x1.intoArray(c, c1);
    y1.intoArray(c, c1 + LANES);
    x2.intoArray(c, c2);
    y2.intoArray(c, c2 + LANES);
    x3.intoArray(c, c3);
    y3.intoArray(c, c3 + LANES);
  }
}
