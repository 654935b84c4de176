package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.nio.FloatBuffer;

/**
 * Standardised rows, one after the other; missing values are NaN. They lie in an array, or in a
 * buffer over a file, which need not fit into memory. Written, they are the values either way.
 */
public final class Rows implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int columns;
  private final int count;

  /** The values, or null where they lie in the buffer. */
  private final float[] values;

  private final transient FloatBuffer buffer;

  /**
   * @param values (rows, columns). Kept, not copied.
   * @param columns values in a row
   */
  public Rows(float[] values, int columns) {
    this(values, null, values.length, columns);
  }

  /**
   * @param buffer (rows, columns), from 0 to its limit. Kept, not copied.
   * @param columns values in a row
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

  /** Values in a row. */
  public int columns() {
    return columns;
  }

  /** Number of all values. */
  public int count() {
    return count;
  }

  /** The value of a column at a row. */
  public float value(int row, int column) {
    int index = row * columns + column;
    return values != null ? values[index] : buffer.get(index);
  }

  /**
   * Copies values.
   *
   * @param from the first, of all values in a row
   * @param to Modified, from {@code at} on.
   */
  public void copy(int from, float[] to, int at, int length) {
    if (values != null) {
      System.arraycopy(values, from, to, at, length);
    } else {
      buffer.get(from, to, at, length);
    }
  }

  /** Throws unless there are as many values in as many columns. */
  void requireShapeOf(Rows other) {
    if (other.count != count || other.columns != columns) {
      throw new IllegalArgumentException(
          "%d values in rows of %d, expected %d in rows of %d"
              .formatted(other.count, other.columns, count, columns));
    }
  }

  /** Whether a row lacks a value. */
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
