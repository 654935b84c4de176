package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.nio.FloatBuffer;

/**
 * Consecutive rows of standardised values; missing values are NaN. The values are held by an array,
 * or by a buffer, such as a memory-mapped file, which may exceed the memory. The serialised form
 * holds the values in both cases.
 */
public final class Rows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int columns;
  private final int count;

  /** The values, or null if the buffer holds them. */
  private final float[] values;

  private final transient FloatBuffer buffer;

  /**
   * Rows in an array.
   *
   * @param values (rows, columns). Kept, not copied.
   * @param columns values per row
   */
  public Rows(float[] values, int columns) {
    this(values, null, values.length, columns);
  }

  /**
   * Rows in a buffer.
   *
   * @param buffer (rows, columns), from 0 to its limit. Kept, not copied.
   * @param columns values per row
   */
  public Rows(FloatBuffer buffer, int columns) {
    this(null, buffer, buffer.limit(), columns);
  }

  private Rows(float[] values, FloatBuffer buffer, int count, int columns) {
    this.values = values;
    this.buffer = buffer;
    this.count = count;
    this.columns = columns;
  }

  /** Values per row. */
  public int columns() {
    return columns;
  }

  /** The total number of values. */
  public int count() {
    return count;
  }

  /** The value in a row and column. */
  public float value(int row, int column) {
    int index = row * columns + column;
    return values != null ? values[index] : buffer.get(index);
  }

  /**
   * Copies consecutive values.
   *
   * @param from index of the first value among all values
   * @param to receives the values, starting at {@code at}. Modified.
   */
  public void copy(int from, float[] to, int at, int length) {
    if (values != null) {
      System.arraycopy(values, from, to, at, length);
    } else {
      buffer.get(from, to, at, length);
    }
  }

  /**
   * Checks that other rows have the same shape.
   *
   * @throws IllegalArgumentException if their number of values or columns differs
   */
  void requireShapeOf(Rows other) {
    if (other.count != count || other.columns != columns) {
      throw new IllegalArgumentException(
          "%d values in rows of %d, expected %d in rows of %d"
              .formatted(other.count, other.columns, count, columns));
    }
  }

  /** Whether a value of a row is missing. */
  boolean isMissing(int row) {
    for (int column = 0; column < columns; column++) {
      if (Float.isNaN(value(row, column))) {
        return true;
      }
    }
    return false;
  }

  private Object writeReplace() {
    if (values != null) {
      return this;
    }
    float[] copy = new float[count];
    copy(0, copy, 0, count);
    return new Rows(copy, columns);
  }
}
