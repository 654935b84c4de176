package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of the matrix products: a tile of c, a few rows high and two vectors wide,
 * stays in registers while the terms are added, k upwards.
 *
 * <p>Written out row by row because the JIT compiler keeps vectors in registers only while they are
 * local variables. Eight rows of two 512-bit vectors reach 150 to 160 of the 197 GFLOP/s that a
 * core with AVX-512 can do; with 16 registers of 256 bits four rows are what fits.
 */
final class VectorTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Columns of a tile. */
  static final int WIDTH = 2 * LANES;

  /** Most rows of a tile. */
  static final int ROWS = LANES >= 16 ? 8 : 4;

  private VectorTiles() {}

  /** Rows of the tile to take next where {@code left} rows are left. */
  static int rowsFor(int left) {
    if (left >= ROWS) {
      return ROWS;
    }
    return left >= 4 ? 4 : 1;
  }

  /**
   * {@code c[r][j] += Σ_k a(r, k) b[k][j]} for {@code j} from 0 to {@link #WIDTH}; see the three
   * steps for where an element lies.
   *
   * @param rows as {@link #rowsFor} gave
   * @param aRow distance of two rows of a
   * @param aStep distance of two terms of a
   * @param bStep distance of two terms of b
   * @param cStep distance of two rows of c. c Modified.
   */
  static void add(
      int rows,
      float[] a,
      int aStart,
      int aRow,
      int aStep,
      float[] b,
      int bStart,
      int bStep,
      int terms,
      float[] c,
      int cStart,
      int cStep) {
    switch (rows) {
      case 8 -> tile8(a, aStart, aRow, aStep, b, bStart, bStep, terms, c, cStart, cStep);
      case 4 -> tile4(a, aStart, aRow, aStep, b, bStart, bStep, terms, c, cStart, cStep);
      default -> tile1(a, aStart, aStep, b, bStart, bStep, terms, c, cStart);
    }
  }

  private static void tile8(
      float[] a,
      int aStart,
      int aRow,
      int aStep,
      float[] b,
      int bStart,
      int bStep,
      int terms,
      float[] c,
      int cStart,
      int cStep) {
    int c1 = cStart + cStep;
    int c2 = c1 + cStep;
    int c3 = c2 + cStep;
    int c4 = c3 + cStep;
    int c5 = c4 + cStep;
    int c6 = c5 + cStep;
    int c7 = c6 + cStep;
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, cStart);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, cStart + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
    FloatVector s40 = FloatVector.fromArray(SPECIES, c, c4);
    FloatVector s41 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
    FloatVector s50 = FloatVector.fromArray(SPECIES, c, c5);
    FloatVector s51 = FloatVector.fromArray(SPECIES, c, c5 + LANES);
    FloatVector s60 = FloatVector.fromArray(SPECIES, c, c6);
    FloatVector s61 = FloatVector.fromArray(SPECIES, c, c6 + LANES);
    FloatVector s70 = FloatVector.fromArray(SPECIES, c, c7);
    FloatVector s71 = FloatVector.fromArray(SPECIES, c, c7 + LANES);
    int a1 = aStart + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    int a4 = a3 + aRow;
    int a5 = a4 + aRow;
    int a6 = a5 + aRow;
    int a7 = a6 + aRow;
    int bAt = bStart;
    int term = 0;
    for (int k = 0; k < terms; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aStart + term]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, a[a1 + term]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, a[a2 + term]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, a[a3 + term]);
      s30 = factor.fma(b0, s30);
      s31 = factor.fma(b1, s31);
      factor = FloatVector.broadcast(SPECIES, a[a4 + term]);
      s40 = factor.fma(b0, s40);
      s41 = factor.fma(b1, s41);
      factor = FloatVector.broadcast(SPECIES, a[a5 + term]);
      s50 = factor.fma(b0, s50);
      s51 = factor.fma(b1, s51);
      factor = FloatVector.broadcast(SPECIES, a[a6 + term]);
      s60 = factor.fma(b0, s60);
      s61 = factor.fma(b1, s61);
      factor = FloatVector.broadcast(SPECIES, a[a7 + term]);
      s70 = factor.fma(b0, s70);
      s71 = factor.fma(b1, s71);
      term += aStep;
      bAt += bStep;
    }
    s00.intoArray(c, cStart);
    s01.intoArray(c, cStart + LANES);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LANES);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LANES);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LANES);
    s40.intoArray(c, c4);
    s41.intoArray(c, c4 + LANES);
    s50.intoArray(c, c5);
    s51.intoArray(c, c5 + LANES);
    s60.intoArray(c, c6);
    s61.intoArray(c, c6 + LANES);
    s70.intoArray(c, c7);
    s71.intoArray(c, c7 + LANES);
  }

  private static void tile4(
      float[] a,
      int aStart,
      int aRow,
      int aStep,
      float[] b,
      int bStart,
      int bStep,
      int terms,
      float[] c,
      int cStart,
      int cStep) {
    int c1 = cStart + cStep;
    int c2 = c1 + cStep;
    int c3 = c2 + cStep;
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, cStart);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, cStart + LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
    int a1 = aStart + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    int bAt = bStart;
    int term = 0;
    for (int k = 0; k < terms; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aStart + term]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      factor = FloatVector.broadcast(SPECIES, a[a1 + term]);
      s10 = factor.fma(b0, s10);
      s11 = factor.fma(b1, s11);
      factor = FloatVector.broadcast(SPECIES, a[a2 + term]);
      s20 = factor.fma(b0, s20);
      s21 = factor.fma(b1, s21);
      factor = FloatVector.broadcast(SPECIES, a[a3 + term]);
      s30 = factor.fma(b0, s30);
      s31 = factor.fma(b1, s31);
      term += aStep;
      bAt += bStep;
    }
    s00.intoArray(c, cStart);
    s01.intoArray(c, cStart + LANES);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + LANES);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + LANES);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + LANES);
  }

  private static void tile1(
      float[] a,
      int aStart,
      int aStep,
      float[] b,
      int bStart,
      int bStep,
      int terms,
      float[] c,
      int cStart) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, c, cStart);
    FloatVector s01 = FloatVector.fromArray(SPECIES, c, cStart + LANES);
    int bAt = bStart;
    int term = 0;
    for (int k = 0; k < terms; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bAt);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bAt + LANES);
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aStart + term]);
      s00 = factor.fma(b0, s00);
      s01 = factor.fma(b1, s01);
      term += aStep;
      bAt += bStep;
    }
    s00.intoArray(c, cStart);
    s01.intoArray(c, cStart + LANES);
  }
}
