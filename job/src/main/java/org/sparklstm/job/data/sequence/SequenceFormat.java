package org.sparklstm.job.data.sequence;

import java.io.Serializable;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.sparklstm.job.UserException;
import org.sparklstm.job.spark.NestedNumbers.Layout;

/**
 * The format of a column of sequences.
 *
 * @param layout nesting of the numbers
 * @param element type of the numbers
 * @param featureSize I, if the sequences are vectors; else 0
 */
public record SequenceFormat(Layout layout, DataType element, int featureSize)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Type name of Spark's vectors. */
  private static final String VECTOR = "vector";

  /**
   * The format of a column with that type.
   *
   * @param featureSize I, for columns of vectors; else 0
   * @param table name of the table in messages
   * @throws UserException if the type cannot hold sequences
   */
  public static SequenceFormat of(DataType type, String column, int featureSize, String table) {
    Layout layout = layout(type);
    if (layout == null) {
      throw UserException.of(
          "{data.features}: column '%s' of %s is of type %s, expected array<array<number>>, array<vector>, array<number> or vector",
          column, table, type.simpleString());
    }
    boolean needsSize = layout == Layout.VECTOR;
    if (needsSize && featureSize == 0) {
      throw UserException.of(
          "{data.features}: column '%s' of %s holds vectors, which do not tell the number of values per step: set featureSize to it (a param of the Spark ML stages), or use arrays",
          column, table);
    }
    return new SequenceFormat(layout, element(layout, type), needsSize ? featureSize : 0);
  }

  private static DataType element(Layout layout, DataType type) {
    return switch (layout) {
      case NUMBERS -> ((ArrayType) type).elementType();
      case ARRAYS -> ((ArrayType) ((ArrayType) type).elementType()).elementType();
      case VECTORS, VECTOR -> DataTypes.DoubleType;
    };
  }

  private static Layout layout(DataType type) {
    if (isVector(type)) {
      return Layout.VECTOR;
    }
    if (!(type instanceof ArrayType array)) {
      return null;
    }
    if (array.elementType() instanceof NumericType) {
      return Layout.NUMBERS;
    }
    if (isVector(array.elementType())) {
      return Layout.VECTORS;
    }
    boolean nested =
        array.elementType() instanceof ArrayType inner
            && inner.elementType() instanceof NumericType;
    return nested ? Layout.ARRAYS : null;
  }

  private static boolean isVector(DataType type) {
    return type.typeName().equals(VECTOR);
  }

  /** I, if the format determines it; else 0. */
  int inputs() {
    return layout == Layout.NUMBERS ? 1 : featureSize;
  }
}
