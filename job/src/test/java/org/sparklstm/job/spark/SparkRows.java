package org.sparklstm.job.spark;

import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** Rows as Spark itself holds them, made without a session. */
public final class SparkRows {
  /** Type of a sparse vector, as {@code VectorUDT} writes it. */
  private static final byte SPARSE = 0;

  private SparkRows() {}

  /** A row of these cells: boxed numbers, null, or what the other methods return. */
  public static SparkRow row(Object... cells) {
    return new SparkRow().at(new GenericInternalRow(cells));
  }

  /** An array of any elements. */
  public static Object array(Object... elements) {
    return new GenericArrayData(elements);
  }

  /** An array of doubles without null, in the form that Spark's own tables have. */
  public static Object doubles(double... elements) {
    return UnsafeArrayData.fromPrimitiveArray(elements);
  }

  /** An array of floats without null, in the form that Spark's own tables have. */
  public static Object floats(float... elements) {
    return UnsafeArrayData.fromPrimitiveArray(elements);
  }

  /** A dense vector of Spark ML. */
  public static Object dense(double... values) {
    return Cells.vector(values);
  }

  /** A sparse vector of Spark ML. */
  public static Object sparse(int size, int[] indices, double... values) {
    return new GenericInternalRow(
        new Object[] {
          SPARSE,
          size,
          UnsafeArrayData.fromPrimitiveArray(indices),
          UnsafeArrayData.fromPrimitiveArray(values)
        });
  }
}
