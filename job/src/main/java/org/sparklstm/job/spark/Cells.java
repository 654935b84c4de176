package org.sparklstm.job.spark;

import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Creates values in Spark's internal representation; numbers only need to be boxed. */
public final class Cells {
  /** Type of a dense vector, as {@code VectorUDT} writes it. */
  private static final byte DENSE = 1;

  private Cells() {}

  public static Object text(String text) {
    return UTF8String.fromString(text);
  }

  /** An array of numbers or texts, as these cells are; null cells are null. */
  public static Object array(Object... cells) {
    return new GenericArrayData(cells);
  }

  /** A struct of cells. */
  public static Object struct(Object... cells) {
    return new GenericInternalRow(cells);
  }

  /** A dense vector of Spark ML. */
  public static Object vector(double[] values) {
    return new GenericInternalRow(
        new Object[] {DENSE, null, null, UnsafeArrayData.fromPrimitiveArray(values)});
  }
}
