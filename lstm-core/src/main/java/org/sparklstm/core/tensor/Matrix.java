package org.sparklstm.core.tensor;

/**
 * A view of a row-major matrix: element {@code (row, column)} is at index {@code offset + row *
 * stride + column} of {@code data}. Views share the array.
 *
 * @param data the array with the elements
 * @param offset index of element (0, 0)
 * @param rows number of rows
 * @param columns number of columns
 * @param stride distance between the first elements of two rows, at least {@code columns}
 */
public record Matrix(float[] data, int offset, int rows, int columns, int stride) {

  public Matrix {
    if (rows < 0 || columns < 0 || stride < columns || offset < 0) {
      throw new IllegalArgumentException(
          "matrix of shape (%d, %d) with stride %d at offset %d: all must be at least 0, and stride at least the number of columns"
              .formatted(rows, columns, stride, offset));
    }
    long end = rows == 0 ? offset : offset + (rows - 1L) * stride + columns;
    if (end > data.length) {
      throw new IllegalArgumentException(
          "matrix of shape (%d, %d) with stride %d at offset %d ends at %d, past the array's %d values"
              .formatted(rows, columns, stride, offset, end, data.length));
    }
  }

  /** A new matrix of zeros with contiguous rows. */
  public static Matrix zeros(int rows, int columns) {
    return new Matrix(new float[Math.multiplyExact(rows, columns)], 0, rows, columns, columns);
  }

  /** A view of the first {@code rows * columns} values of {@code data}. */
  public static Matrix of(float[] data, int rows, int columns) {
    return new Matrix(data, 0, rows, columns, columns);
  }

  /** A view of {@code count} rows, starting at row {@code first}. */
  public Matrix rowRange(int first, int count) {
    return new Matrix(data, offset + first * stride, count, columns, stride);
  }

  /** A view of {@code count} columns, starting at column {@code first}. */
  public Matrix columnRange(int first, int count) {
    return new Matrix(data, offset + first, rows, count, stride);
  }

  /** The element at {@code (row, column)}. */
  public float at(int row, int column) {
    return data[index(row, column)];
  }

  /** The index of element {@code (row, column)} in {@link #data}. */
  public int index(int row, int column) {
    return offset + row * stride + column;
  }

  /** Sets every element to {@code value}. Modified. */
  public void fill(float value) {
    for (int row = 0; row < rows; row++) {
      int start = offset + row * stride;
      java.util.Arrays.fill(data, start, start + columns, value);
    }
  }

  /**
   * Copies the elements of this matrix into another.
   *
   * @param to of the same shape. Modified.
   */
  public void copyInto(Matrix to) {
    if (!sameShape(to)) {
      throw new IllegalArgumentException(
          "cannot copy a matrix of shape %s into one of shape %s".formatted(shape(), to.shape()));
    }
    for (int row = 0; row < rows; row++) {
      System.arraycopy(data, index(row, 0), to.data, to.index(row, 0), columns);
    }
  }

  /**
   * Copies the transpose of this matrix into another.
   *
   * @param to (columns, rows). Modified.
   */
  public void transposeInto(Matrix to) {
    if (to.rows != columns || to.columns != rows) {
      throw new IllegalArgumentException(
          "cannot transpose a matrix of shape %s into one of shape %s"
              .formatted(shape(), to.shape()));
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to.data[to.offset + j * to.stride + i] = at(i, j);
      }
    }
  }

  /** Whether both matrices have the same number of rows and columns. */
  public boolean sameShape(Matrix other) {
    return rows == other.rows && columns == other.columns;
  }

  /** The shape in the form {@code (rows, columns)}, for messages. */
  public String shape() {
    return "(" + rows + ", " + columns + ")";
  }
}
