package org.sparklstm.job.spark;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;

/**
 * Reads the numbers of a cell, nested in arrays and vectors, into one array (T, I) that is reused
 * for the next cell. Null becomes NaN, and zeros lose their sign.
 */
public final class NestedNumbers {
  /** Type of a sparse vector, as {@code VectorUDT} writes it; a dense one is 1. */
  private static final byte SPARSE = 0;

  private static final int VECTOR_FIELDS = 4;
  private static final int INITIAL_VALUES = 64;

  private final Layout layout;
  private final DataType element;
  private double[] values = new double[INITIAL_VALUES];
  private int width;
  private int length;

  /** Types of columns of sequences. */
  public enum Layout {
    /** Steps of one number each: {@code array<double>}. */
    NUMBERS,
    /** Steps of several numbers: {@code array<array<double>>}. */
    ARRAYS,
    /** Steps of several numbers: {@code array<vector>}. */
    VECTORS,
    /** All steps in one {@code vector}; its size counts as the width of a single step. */
    VECTOR
  }

  /** Result of reading a cell. */
  public enum Outcome {
    READ,
    NULL,
    NULL_STEP,
    /** Steps differ in width. */
    RAGGED
  }

  /**
   * @param element type of the numbers
   */
  public NestedNumbers(Layout layout, DataType element) {
    this.layout = layout;
    this.element = element;
  }

  /** I of the cell read last. */
  public int width() {
    return width;
  }

  /** T of the cell read last. */
  public int length() {
    return length;
  }

  /** The values of the cell read last (T, I); the array may be longer. May be modified. */
  public double[] values() {
    return values;
  }

  /** Reads a cell of a row. */
  public Outcome read(SparkRow row, int ordinal) {
    width = 0;
    length = 0;
    InternalRow cells = row.internal();
    if (cells.isNullAt(ordinal)) {
      return Outcome.NULL;
    }
    return switch (layout) {
      case NUMBERS -> readNumbers(cells.getArray(ordinal));
      case ARRAYS, VECTORS -> readSteps(cells.getArray(ordinal));
      case VECTOR -> {
        width = readVector(cells, ordinal, 0);
        length = 1;
        yield Outcome.READ;
      }
    };
  }

  private Outcome readNumbers(ArrayData array) {
    width = 1;
    length = array.numElements();
    room(length);
    readInto(array, 0);
    return Outcome.READ;
  }

  private Outcome readSteps(ArrayData steps) {
    int count = steps.numElements();
    for (int t = 0; t < count; t++) {
      if (steps.isNullAt(t)) {
        return Outcome.NULL_STEP;
      }
      int wide;
      if (layout == Layout.ARRAYS) {
        ArrayData step = steps.getArray(t);
        wide = step.numElements();
        room((t + 1) * wide);
        readInto(step, t * wide);
      } else {
        wide = readVector(steps, t, t * width);
      }
      if (t > 0 && wide != width) {
        return Outcome.RAGGED;
      }
      width = wide;
    }
    length = count;
    return Outcome.READ;
  }

  /** Reads a vector, a struct of type, size, indices and values, and returns its size. */
  private int readVector(SpecializedGetters from, int ordinal, int at) {
    InternalRow vector = from.getStruct(ordinal, VECTOR_FIELDS);
    if (vector.getByte(0) != SPARSE) {
      ArrayData dense = vector.getArray(3);
      room(at + dense.numElements());
      readInto(dense, at);
      return dense.numElements();
    }
    int size = vector.getInt(1);
    room(at + size);
    Arrays.fill(values, at, at + size, 0);
    ArrayData indices = vector.getArray(2);
    ArrayData present = vector.getArray(3);
    for (int i = 0; i < indices.numElements(); i++) {
      values[at + indices.getInt(i)] = present.getDouble(i) + 0.0;
    }
    return size;
  }

  private void readInto(ArrayData array, int at) {
    int count = array.numElements();
    if (element == DataTypes.DoubleType) {
      for (int i = 0; i < count; i++) {
        // removes the sign of zeros: equal sequences have equal hashes
        values[at + i] = array.isNullAt(i) ? Double.NaN : array.getDouble(i) + 0.0;
      }
    } else if (element == DataTypes.FloatType) {
      for (int i = 0; i < count; i++) {
        values[at + i] = array.isNullAt(i) ? Double.NaN : array.getFloat(i) + 0.0;
      }
    } else {
      for (int i = 0; i < count; i++) {
        values[at + i] = array.isNullAt(i) ? Double.NaN : number(array.get(i, element));
      }
    }
  }

  private static double number(Object value) {
    return value instanceof Decimal decimal ? decimal.toDouble() : ((Number) value).doubleValue();
  }

  private void room(int count) {
    if (count > values.length) {
      values = Arrays.copyOf(values, Math.max(count, 2 * values.length));
    }
  }
}
