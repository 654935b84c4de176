package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * The right-hand matrix of products, packed once and used many times. Its columns are divided into
 * panels as wide as the provider computes at once; the rows of a panel are contiguous, and the last
 * panel is padded with zeros. Can be used with the provider that created it only.
 */
public final class PackedMatrix {
  private final int rows;
  private final int columns;
  private final int width;
  private final float[] panels;

  PackedMatrix(int rows, int columns, int width) {
    this.rows = rows;
    this.columns = columns;
    this.width = width;
    panels = new float[Math.multiplyExact(panelCount(columns, width) * rows, width)];
  }

  private static int panelCount(int columns, int width) {
    return (columns + width - 1) / width;
  }

  /**
   * Packs a matrix. Modified.
   *
   * @param from (rows, columns). Not modified.
   */
  public void pack(Matrix from) {
    require(from, rows, columns);
    for (int first = 0; first < columns; first += width) {
      int count = Math.min(width, columns - first);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            from.data(), from.index(row, first), panels, offset(first / width, row), count);
      }
    }
  }

  /**
   * Packs the transpose of a matrix. Modified.
   *
   * @param from (columns, rows). Not modified.
   */
  public void packTransposed(Matrix from) {
    require(from, columns, rows);
    for (int column = 0; column < columns; column++) {
      int at = from.index(column, 0);
      int to = offset(column / width, 0) + column % width;
      for (int row = 0; row < rows; row++) {
        panels[to + row * width] = from.data()[at + row];
      }
    }
  }

  /**
   * Packs two matrices, one below the other. Modified.
   *
   * @param top the upper rows. Not modified.
   * @param bottom the lower rows. Not modified.
   */
  public void stack(PackedMatrix top, PackedMatrix bottom) {
    if (top.width != width
        || bottom.width != width
        || top.columns != columns
        || bottom.columns != columns
        || top.rows + bottom.rows != rows) {
      throw new IllegalArgumentException(
          "stack: top is %s, bottom is %s: together they must be %s"
              .formatted(top.shape(), bottom.shape(), shape()));
    }
    for (int panel = 0; panel < panelCount(columns, width); panel++) {
      int size = top.rows * width;
      System.arraycopy(top.panels, top.offset(panel, 0), panels, offset(panel, 0), size);
      System.arraycopy(
          bottom.panels,
          bottom.offset(panel, 0),
          panels,
          offset(panel, top.rows),
          bottom.rows * width);
    }
  }

  private static void require(Matrix from, int rows, int columns) {
    if (from.rows() != rows || from.columns() != columns) {
      throw new IllegalArgumentException(
          "pack: the matrix is %s, expected (%d, %d)".formatted(from.shape(), rows, columns));
    }
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** The number of columns of a panel. */
  int width() {
    return width;
  }

  float[] panels() {
    return panels;
  }

  /** The index of the first value of a row of a panel. */
  int offset(int panel, int row) {
    return (panel * rows + row) * width;
  }

  String shape() {
    return "(" + rows + ", " + columns + ")";
  }
}
