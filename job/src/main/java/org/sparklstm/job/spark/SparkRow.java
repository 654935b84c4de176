package org.sparklstm.job.spark;

import org.apache.spark.sql.catalyst.InternalRow;

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
}
