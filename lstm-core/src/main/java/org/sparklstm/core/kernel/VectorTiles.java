package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of matrix products. A tile of c, a few rows high and two vectors wide, stays
 * in registers while the terms are added with ascending k.
 *
 * <p>The rows are written out, because the JIT compiler keeps vectors in registers only if they are
 * local variables. Each index is a loop invariant plus a constant multiple of k: the compiler then
 * checks the bounds once, before the loop, and a tile reaches 90 percent of the core's limit. With
 * a variable stride it checks each access and reaches 60 percent ({@code KernelBenchmark}).
 */
final class VectorTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** The vectors that the processor holds. */
  static final int REGISTERS = JvmSupport.vectorRegisters(LANES);

  /** The number of columns of a tile, and the distance between two terms of b. */
  static final int WIDTH = 2 * LANES;

  /**
   * The largest number of rows of a tile: 32 registers hold eight rows of two vectors, 16 registers
   * four.
   */
  static final int ROWS = REGISTERS == 32 ? 8 : 4;

  private VectorTiles() {}

  /** The number of rows of the next tile if {@code left} rows are left. */
  static int rowsFor(int left) {
    if (left >= ROWS) {
      return ROWS;
    }
    return left >= 4 ? 4 : left >= 2 ? 2 : 1;
  }

  /**
   * {@code c[r][j] = s[r][j] + Σ_k a[r][k] b[k][j]} for {@code r} below {@code rows} and {@code j}
   * below {@link #WIDTH}.
   *
   * @param rows from {@link #rowsFor}
   * @param aRow distance between two rows of a, whose terms are contiguous
   * @param sRow distance between two rows of s, 0 for a shared row
   * @param c may be s. Modified.
   * @param cRow distance between two rows of c
   */
  static void add(
      int rows,
      float[] a,
      int aStart,
      int aRow,
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
      case 8 -> rows8(a, aStart, aRow, b, bStart, terms, s, sStart, sRow, c, cStart, cRow);
      case 4 -> rows4(a, aStart, aRow, b, bStart, terms, s, sStart, sRow, c, cStart, cRow);
      case 2 -> rows2(a, aStart, aRow, b, bStart, terms, s, sStart, sRow, c, cStart, cRow);
      default -> row(a, aStart, b, bStart, terms, s, sStart, c, cStart);
    }
  }

  private static void rows8(
      float[] a,
      int aStart,
      int aRow,
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
    int a0 = aStart;
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    int a4 = a3 + aRow;
    int a5 = a4 + aRow;
    int a6 = a5 + aRow;
    int a7 = a6 + aRow;
    for (int k = 0; k < terms; k++) {
      int bAt = bStart + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[a0 + k]);
      x0 = factor.fma(b0, x0);
      y0 = factor.fma(b1, y0);
      factor = FloatVector.broadcast(SPECIES, a[a1 + k]);
      x1 = factor.fma(b0, x1);
      y1 = factor.fma(b1, y1);
      factor = FloatVector.broadcast(SPECIES, a[a2 + k]);
      x2 = factor.fma(b0, x2);
      y2 = factor.fma(b1, y2);
      factor = FloatVector.broadcast(SPECIES, a[a3 + k]);
      x3 = factor.fma(b0, x3);
      y3 = factor.fma(b1, y3);
      factor = FloatVector.broadcast(SPECIES, a[a4 + k]);
      x4 = factor.fma(b0, x4);
      y4 = factor.fma(b1, y4);
      factor = FloatVector.broadcast(SPECIES, a[a5 + k]);
      x5 = factor.fma(b0, x5);
      y5 = factor.fma(b1, y5);
      factor = FloatVector.broadcast(SPECIES, a[a6 + k]);
      x6 = factor.fma(b0, x6);
      y6 = factor.fma(b1, y6);
      factor = FloatVector.broadcast(SPECIES, a[a7 + k]);
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

  private static void rows4(
      float[] a,
      int aStart,
      int aRow,
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
    int a0 = aStart;
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    for (int k = 0; k < terms; k++) {
      int bAt = bStart + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[a0 + k]);
      x0 = factor.fma(b0, x0);
      y0 = factor.fma(b1, y0);
      factor = FloatVector.broadcast(SPECIES, a[a1 + k]);
      x1 = factor.fma(b0, x1);
      y1 = factor.fma(b1, y1);
      factor = FloatVector.broadcast(SPECIES, a[a2 + k]);
      x2 = factor.fma(b0, x2);
      y2 = factor.fma(b1, y2);
      factor = FloatVector.broadcast(SPECIES, a[a3 + k]);
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

  private static void rows2(
      float[] a,
      int aStart,
      int aRow,
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
    FloatVector x0 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, s, s1);
    FloatVector y1 = FloatVector.fromArray(SPECIES, s, s1 + LANES);
    int a0 = aStart;
    int a1 = a0 + aRow;
    for (int k = 0; k < terms; k++) {
      int bAt = bStart + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[a0 + k]);
      x0 = factor.fma(b0, x0);
      y0 = factor.fma(b1, y0);
      factor = FloatVector.broadcast(SPECIES, a[a1 + k]);
      x1 = factor.fma(b0, x1);
      y1 = factor.fma(b1, y1);
    }
    int c0 = cStart;
    int c1 = c0 + cRow;
    x0.intoArray(c, c0);
    y0.intoArray(c, c0 + LANES);
    x1.intoArray(c, c1);
    y1.intoArray(c, c1 + LANES);
  }

  private static void row(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int terms,
      float[] s,
      int sStart,
      float[] c,
      int cStart) {
    int s0 = sStart;
    FloatVector x0 = FloatVector.fromArray(SPECIES, s, s0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, s, s0 + LANES);
    int a0 = aStart;
    for (int k = 0; k < terms; k++) {
      int bAt = bStart + k * WIDTH;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[a0 + k]);
      x0 = factor.fma(b0, x0);
      y0 = factor.fma(b1, y0);
    }
    int c0 = cStart;
    x0.intoArray(c, c0);
    y0.intoArray(c, c0 + LANES);
  }

  /**
   * {@code c[j] = s[j] + Σ_k a[k] b[k][j]} for {@code j} below {@code 4 WIDTH}, over four panels of
   * b: one tile alone would wait for its own sums.
   *
   * @param bStep distance between two panels of b
   * @param c may be s. Modified.
   */
  static void row4Panels(
      float[] a,
      int aStart,
      float[] b,
      int bStart,
      int bStep,
      int terms,
      float[] s,
      int sStart,
      float[] c,
      int cStart) {
    FloatVector x0 = FloatVector.fromArray(SPECIES, s, sStart);
    FloatVector y0 = FloatVector.fromArray(SPECIES, s, sStart + LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, s, sStart + 2 * LANES);
    FloatVector y1 = FloatVector.fromArray(SPECIES, s, sStart + 3 * LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, s, sStart + 4 * LANES);
    FloatVector y2 = FloatVector.fromArray(SPECIES, s, sStart + 5 * LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, s, sStart + 6 * LANES);
    FloatVector y3 = FloatVector.fromArray(SPECIES, s, sStart + 7 * LANES);
    int b0 = bStart;
    int b1 = b0 + bStep;
    int b2 = b1 + bStep;
    int b3 = b2 + bStep;
    int a0 = aStart;
    for (int k = 0; k < terms; k++) {
      int i = k * WIDTH;
      FloatVector factor = FloatVector.broadcast(SPECIES, a[a0 + k]);
      x0 = factor.fma(FloatVector.fromArray(SPECIES, b, b0 + i), x0);
      y0 = factor.fma(FloatVector.fromArray(SPECIES, b, b0 + i + LANES), y0);
      x1 = factor.fma(FloatVector.fromArray(SPECIES, b, b1 + i), x1);
      y1 = factor.fma(FloatVector.fromArray(SPECIES, b, b1 + i + LANES), y1);
      x2 = factor.fma(FloatVector.fromArray(SPECIES, b, b2 + i), x2);
      y2 = factor.fma(FloatVector.fromArray(SPECIES, b, b2 + i + LANES), y2);
      x3 = factor.fma(FloatVector.fromArray(SPECIES, b, b3 + i), x3);
      y3 = factor.fma(FloatVector.fromArray(SPECIES, b, b3 + i + LANES), y3);
    }
    x0.intoArray(c, cStart);
    y0.intoArray(c, cStart + LANES);
    x1.intoArray(c, cStart + 2 * LANES);
    y1.intoArray(c, cStart + 3 * LANES);
    x2.intoArray(c, cStart + 4 * LANES);
    y2.intoArray(c, cStart + 5 * LANES);
    x3.intoArray(c, cStart + 6 * LANES);
    y3.intoArray(c, cStart + 7 * LANES);
  }
}
