package org.sparklstm.job.data.sequence;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;

/** Reads the sequence of a row into an array that is used again for the next row. */
public final class SequenceReader {
  /** What {@code VectorUDT} writes for a sparse vector; a dense one is 1. */
  private static final byte SPARSE = 0;

  private static final int VECTOR_FIELDS = 4;
  private static final int FIRST_ROOM = 64;

  private final SequenceFormat format;
  private final Gaps gaps;
  private double[] values = new double[FIRST_ROOM];
  private int width;
  private int length;

  /** What is wrong with a sequence. */
  public enum Trouble {
    NULL("is null"),
    EMPTY("is empty"),
    NULL_STEP("has a step that is null"),
    MISSING_VALUE("has a value that is null, NaN or infinite"),
    RAGGED("has steps of different width"),
    NOT_WHOLE("has no whole number of steps");

    private final String words;

    Trouble(String words) {
      this.words = words;
    }

    public String sentence() {
      return words;
    }
  }

  public SequenceReader(SequenceFormat format, Gaps gaps) {
    this.format = format;
    this.gaps = gaps;
  }

  /** I of the sequence read last. */
  public int width() {
    return width;
  }

  /** T of the sequence read last. */
  public int length() {
    return length;
  }

  /** The values of the sequence read last (T, I), and room behind them. */
  double[] values() {
    return values;
  }

  /** Reads a column of a row. Returns what is wrong with it, or null. */
  public Trouble read(InternalRow row, int ordinal) {
    width = 0;
    length = 0;
    if (row.isNullAt(ordinal)) {
      return Trouble.NULL;
    }
    Trouble trouble =
        switch (format.kind()) {
          case NUMBERS -> readNumbers(row.getArray(ordinal));
          case ARRAYS, VECTORS -> readSteps(row.getArray(ordinal));
          case VECTOR -> readVector(row, ordinal);
        };
    if (trouble != null) {
      return trouble;
    }
    return length == 0 || width == 0 ? Trouble.EMPTY : closeGaps();
  }

  private Trouble readNumbers(ArrayData array) {
    width = 1;
    length = array.numElements();
    room(length);
    readInto(array, 0);
    return null;
  }

  private Trouble readSteps(ArrayData steps) {
    int count = steps.numElements();
    for (int t = 0; t < count; t++) {
      if (steps.isNullAt(t)) {
        return Trouble.NULL_STEP;
      }
      int wide;
      if (format.kind() == SequenceFormat.Kind.ARRAYS) {
        ArrayData step = steps.getArray(t);
        wide = step.numElements();
        room((t + 1) * wide);
        readInto(step, t * wide);
      } else {
        wide = readVectorAt(steps, t, t * width);
      }
      if (t > 0 && wide != width) {
        return Trouble.RAGGED;
      }
      width = wide;
    }
    length = count;
    return null;
  }

  private Trouble readVector(InternalRow row, int ordinal) {
    int size = readVectorAt(row, ordinal, 0);
    width = format.featureSize();
    length = size / width;
    return size % width == 0 ? null : Trouble.NOT_WHOLE;
  }

  /** Reads a vector, a struct of type, size, indices and values, and returns its size. */
  private int readVectorAt(SpecializedGetters from, int ordinal, int at) {
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
    if (format.element() == DataTypes.DoubleType) {
      for (int i = 0; i < count; i++) {
        // no zero has a sign: equal sequences have equal keys
        values[at + i] = array.isNullAt(i) ? Double.NaN : array.getDouble(i) + 0.0;
      }
    } else if (format.element() == DataTypes.FloatType) {
      for (int i = 0; i < count; i++) {
        values[at + i] = array.isNullAt(i) ? Double.NaN : array.getFloat(i) + 0.0;
      }
    } else {
      for (int i = 0; i < count; i++) {
        values[at + i] = array.isNullAt(i) ? Double.NaN : number(array.get(i, format.element()));
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

  private Trouble closeGaps() {
    if (isWhole()) {
      return null;
    }
    for (int i = 0; i < length * width; i++) {
      if (!Double.isFinite(values[i])) {
        if (gaps == Gaps.REFUSED || i < width) {
          return Trouble.MISSING_VALUE;
        }
        values[i] = values[i - width];
      }
    }
    return null;
  }

  /** Whether all values are numbers, found out without a branch a value. */
  private boolean isWhole() {
    double even = 0;
    double odd = 0;
    int count = length * width;
    for (int i = 0; i + 1 < count; i += 2) {
      // 0, or NaN where a value is no number
      even += values[i] * 0;
      odd += values[i + 1] * 0;
    }
    return even + odd == 0 && Double.isFinite(values[count - 1]);
  }

  /** The sequence read last as messages show it, cut short. */
  public String show() {
    StringBuilder text = new StringBuilder("[");
    for (int t = 0; t < Math.min(length, 2); t++) {
      double[] step = Arrays.copyOfRange(values, t * width, t * width + Math.min(width, 3));
      text.append(t > 0 ? ", " : "").append(Arrays.toString(step));
    }
    return text.append(length > 2 ? ", …]" : "]").toString();
  }
}
