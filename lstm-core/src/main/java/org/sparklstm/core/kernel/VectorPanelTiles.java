package org.sparklstm.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link VectorTiles} for a left-hand matrix that is transposed. Both sides are packed
 * in the same way: the values of a term, one for each of {@link VectorTiles#WIDTH} rows or columns,
 * are contiguous. A tile uses {@link VectorTiles#ROWS} of the left values.
 */
final class VectorPanelTiles {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int WIDTH = VectorTiles.WIDTH;

  private VectorPanelTiles() {}

  /** Distributes a row over panels, {@link VectorTiles#WIDTH} values per panel. */
  static void packRow(float[] from, int start, int columns, float[] to, int at, int toStep) {
    for (int column = 0; column < columns; column += WIDTH) {
      FloatVector.fromArray(SPECIES, from, start + column).intoArray(to, at);
      FloatVector.fromArray(SPECIES, from, start + column + LANES).intoArray(to, at + LANES);
      at += toStep;
    }
  }

  /**
   * {@code c[r][j] += Σ_k a[k][r] b[k][j]} for {@code r} below {@link VectorTiles#ROWS} and {@code
   * j} below {@link VectorTiles#WIDTH}.
   *
   * @param c Modified.
   * @param cRow distance between two rows of c
   */
  static void add(
      float[] a, int aStart, float[] b, int bStart, int terms, float[] c, int cStart, int cRow) {
    if (VectorTiles.ROWS == 8) {
      rows8(a, aStart, b, bStart, terms, c, cStart, cRow);
    } else {
      rows4(a, aStart, b, bStart, terms, c, cStart, cRow);
    }
  }

  private static void rows8(
      float[] a, int aStart, float[] b, int bStart, int terms, float[] c, int cStart, int cRow) {
    int c0 = cStart;
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    int c4 = c3 + cRow;
    int c5 = c4 + cRow;
    int c6 = c5 + cRow;
    int c7 = c6 + cRow;
    FloatVector x0 = FloatVector.fromArray(SPECIES, c, c0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector y1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector y2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector y3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
    FloatVector x4 = FloatVector.fromArray(SPECIES, c, c4);
    FloatVector y4 = FloatVector.fromArray(SPECIES, c, c4 + LANES);
    FloatVector x5 = FloatVector.fromArray(SPECIES, c, c5);
    FloatVector y5 = FloatVector.fromArray(SPECIES, c, c5 + LANES);
    FloatVector x6 = FloatVector.fromArray(SPECIES, c, c6);
    FloatVector y6 = FloatVector.fromArray(SPECIES, c, c6 + LANES);
    FloatVector x7 = FloatVector.fromArray(SPECIES, c, c7);
    FloatVector y7 = FloatVector.fromArray(SPECIES, c, c7 + LANES);
    for (int k = 0; k < terms; k++) {
      int aAt = aStart + k * WIDTH;
      int bAt = bStart + k * WIDTH;
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
      float[] a, int aStart, float[] b, int bStart, int terms, float[] c, int cStart, int cRow) {
    int c0 = cStart;
    int c1 = c0 + cRow;
    int c2 = c1 + cRow;
    int c3 = c2 + cRow;
    FloatVector x0 = FloatVector.fromArray(SPECIES, c, c0);
    FloatVector y0 = FloatVector.fromArray(SPECIES, c, c0 + LANES);
    FloatVector x1 = FloatVector.fromArray(SPECIES, c, c1);
    FloatVector y1 = FloatVector.fromArray(SPECIES, c, c1 + LANES);
    FloatVector x2 = FloatVector.fromArray(SPECIES, c, c2);
    FloatVector y2 = FloatVector.fromArray(SPECIES, c, c2 + LANES);
    FloatVector x3 = FloatVector.fromArray(SPECIES, c, c3);
    FloatVector y3 = FloatVector.fromArray(SPECIES, c, c3 + LANES);
    for (int k = 0; k < terms; k++) {
      int aAt = aStart + k * WIDTH;
      int bAt = bStart + k * WIDTH;
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
