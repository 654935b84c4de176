package org.sparklstm.job.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * A row in Spark's internal representation. The same object is reused for all rows of a partition:
 * its content is valid until the next row is read.
 */
public final class SparkRow {
  private InternalRow row;

  SparkRow() {}

  SparkRow at(InternalRow next) {
    row = next;
    return this;
  }

  InternalRow internal() {
    return row;
  }

  public boolean isNullAt(int ordinal) {
    return row.isNullAt(ordinal);
  }

  public double getDouble(int ordinal) {
    return row.getDouble(ordinal);
  }

  public boolean getBoolean(int ordinal) {
    return row.getBoolean(ordinal);
  }

  public String getText(int ordinal) {
    return row.getUTF8String(ordinal).toString();
  }

  /** The elements of an array of doubles; NaN for those that are null. Zeros lose their sign. */
  public double[] getNumbers(int ordinal) {
    ArrayData array = row.getArray(ordinal);
    double[] numbers = new double[array.numElements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.isNullAt(i) ? Double.NaN : array.getDouble(i) + 0.0;
    }
    return numbers;
  }

  /** The elements of an array of texts, each of which may be null. */
  public String[] getTexts(int ordinal) {
    ArrayData array = row.getArray(ordinal);
    String[] texts = new String[array.numElements()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = array.isNullAt(i) ? null : array.getUTF8String(i).toString();
    }
    return texts;
  }
}
