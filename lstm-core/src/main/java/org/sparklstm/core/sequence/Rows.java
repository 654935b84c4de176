package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * Standardised rows, one after the other; missing values are NaN.
 *
 * @param values (rows, columns). Kept, not copied.
 * @param columns values in a row
 */
public record Rows(float[] values, int columns) implements Serializable {

  /** The value of a column at a row. */
  public float value(int row, int column) {
    return values[row * columns + column];
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
}
