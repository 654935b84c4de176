package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles half as wide as those of {@link VectorTiles}, for a last panel that is at most half full.
 * With 200 columns a full tile wastes an eighth of the work, a narrow tile less than half of that.
 */
final class VectorNarrowTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int WIDTH = VectorTiles.WIDTH;

  /**
   * The number of columns of a tile. The distance between two terms of b is still {@link
   * VectorTiles#WIDTH}.
   */
  static final int LANES = SPECIES.length();

  private VectorNarrowTiles() {}

  /**
   * {@code c[r][j] = s[r][j] + Σ_k a[r][k] b[k][j]} for {@code r} below {@link VectorTiles#ROWS}
   * and {@code j} below {@link #LANES}.
   *
   * @param aRow distance between two rows of a, whose terms are contiguous
   * @param sRow distance between two rows of s, 0 for a shared row
   * @param c may be s. Modified.
   * @param cRow distance between two rows of c
   */
  static void add(
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
    if (VectorTiles.ROWS == 8) {
      rows8(a, aStart, aRow, b, bStart, terms, s, sStart, sRow, c, cStart, cRow);
    } else {
      rows4(a, aStart, aRow, b, bStart, terms, s, sStart, sRow, c, cStart, cRow);
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
    FloatVector x0 = FloatVector.fromArray(SPECIES, s, sStart);
    FloatVector x1 = FloatVector.fromArray(SPECIES, s, sStart + sRow);
    FloatVector x2 = FloatVector.fromArray(SPECIES, s, sStart + 2 * sRow);
    FloatVector x3 = FloatVector.fromArray(SPECIES, s, sStart + 3 * sRow);
    FloatVector x4 = FloatVector.fromArray(SPECIES, s, sStart + 4 * sRow);
    FloatVector x5 = FloatVector.fromArray(SPECIES, s, sStart + 5 * sRow);
    FloatVector x6 = FloatVector.fromArray(SPECIES, s, sStart + 6 * sRow);
    FloatVector x7 = FloatVector.fromArray(SPECIES, s, sStart + 7 * sRow);
    int a0 = aStart;
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    int a4 = a3 + aRow;
    int a5 = a4 + aRow;
    int a6 = a5 + aRow;
    int a7 = a6 + aRow;
    for (int k = 0; k < terms; k++) {
      FloatVector term = FloatVector.fromArray(SPECIES, b, bStart + k * WIDTH);
      x0 = FloatVector.broadcast(SPECIES, a[a0 + k]).fma(term, x0);
      x1 = FloatVector.broadcast(SPECIES, a[a1 + k]).fma(term, x1);
      x2 = FloatVector.broadcast(SPECIES, a[a2 + k]).fma(term, x2);
      x3 = FloatVector.broadcast(SPECIES, a[a3 + k]).fma(term, x3);
      x4 = FloatVector.broadcast(SPECIES, a[a4 + k]).fma(term, x4);
      x5 = FloatVector.broadcast(SPECIES, a[a5 + k]).fma(term, x5);
      x6 = FloatVector.broadcast(SPECIES, a[a6 + k]).fma(term, x6);
      x7 = FloatVector.broadcast(SPECIES, a[a7 + k]).fma(term, x7);
    }
    x0.intoArray(c, cStart);
    x1.intoArray(c, cStart + cRow);
    x2.intoArray(c, cStart + 2 * cRow);
    x3.intoArray(c, cStart + 3 * cRow);
    x4.intoArray(c, cStart + 4 * cRow);
    x5.intoArray(c, cStart + 5 * cRow);
    x6.intoArray(c, cStart + 6 * cRow);
    x7.intoArray(c, cStart + 7 * cRow);
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
    FloatVector x0 = FloatVector.fromArray(SPECIES, s, sStart);
    FloatVector x1 = FloatVector.fromArray(SPECIES, s, sStart + sRow);
    FloatVector x2 = FloatVector.fromArray(SPECIES, s, sStart + 2 * sRow);
    FloatVector x3 = FloatVector.fromArray(SPECIES, s, sStart + 3 * sRow);
    int a0 = aStart;
    int a1 = a0 + aRow;
    int a2 = a1 + aRow;
    int a3 = a2 + aRow;
    for (int k = 0; k < terms; k++) {
      FloatVector term = FloatVector.fromArray(SPECIES, b, bStart + k * WIDTH);
      x0 = FloatVector.broadcast(SPECIES, a[a0 + k]).fma(term, x0);
      x1 = FloatVector.broadcast(SPECIES, a[a1 + k]).fma(term, x1);
      x2 = FloatVector.broadcast(SPECIES, a[a2 + k]).fma(term, x2);
      x3 = FloatVector.broadcast(SPECIES, a[a3 + k]).fma(term, x3);
    }
    x0.intoArray(c, cStart);
    x1.intoArray(c, cStart + cRow);
    x2.intoArray(c, cStart + 2 * cRow);
    x3.intoArray(c, cStart + 3 * cRow);
  }
}
