package org.sparklstm.core.kernel;

import org.sparklstm.core.tensor.Matrix;

/**
 * The right side of a product, laid out for it once and used for many: panels of as many columns as
 * a provider takes at a time, each panel's rows beside each other, the last one filled with zeros.
 * Belongs to the provider that made it.
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

  /** Takes over {@code from} (rows, columns). This matrix is Modified. */
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

  /** Takes over the transpose of {@code from} (columns, rows). This matrix is Modified. */
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

  /** Takes over {@code top} with {@code bottom} below it. This matrix is Modified. */
  public void stack(PackedMatrix top, PackedMatrix bottom) {
    if (top.width != width
        || bottom.width != width
        || top.columns != columns
        || bottom.columns != columns
        || top.rows + bottom.rows != rows) {
      throw new IllegalArgumentException(
          "stack: found %s and %s, expected %s together"
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
          "pack: found %s, expected (%d, %d)".formatted(from.shape(), rows, columns));
    }
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Columns of a panel. */
  int width() {
    return width;
  }

  float[] panels() {
    return panels;
  }

  /** Where a row of a panel starts. */
  int offset(int panel, int row) {
    return (panel * rows + row) * width;
  }

  String shape() {
    return "(" + rows + ", " + columns + ")";
  }
}
