package org.sparklstm.job.data.sequence;

import java.io.Serializable;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.sparklstm.job.UserException;

/**
 * How a column holds sequences.
 *
 * @param kind what its values are
 * @param element type of the numbers
 * @param featureSize I, where they are vectors, else 0
 */
public record SequenceFormat(Kind kind, DataType element, int featureSize) implements Serializable {
  /** What Spark's vectors call their type. */
  private static final String VECTOR = "vector";

  /** What the values of a column are. */
  enum Kind {
    /** Steps of one number each: {@code array<double>}. */
    NUMBERS,
    /** Steps of several numbers: {@code array<array<double>>}. */
    ARRAYS,
    /** Steps of several numbers: {@code array<vector>}. */
    VECTORS,
    /** All steps one after the other: {@code vector}. */
    VECTOR
  }

  /** The format of a column of that type. */
  public static SequenceFormat of(DataType type, String column, int featureSize, String table) {
    Kind kind = kind(type);
    if (kind == null) {
      throw new UserException(
          "data.features: column '%s' of %s is of type %s, expected array<array<number>>, array<vector>, array<number> or vector"
              .formatted(column, table, type.simpleString()));
    }
    if (kind == Kind.VECTOR && featureSize == 0) {
      throw new UserException(
          "data.features: column '%s' of %s holds vectors, which do not say where a time step ends: set featureSize to the values of one (a parameter of the Spark ML stages), or give arrays"
              .formatted(column, table));
    }
    return new SequenceFormat(kind, element(kind, type), kind == Kind.VECTOR ? featureSize : 0);
  }

  private static DataType element(Kind kind, DataType type) {
    return switch (kind) {
      case NUMBERS -> ((ArrayType) type).elementType();
      case ARRAYS -> ((ArrayType) ((ArrayType) type).elementType()).elementType();
      case VECTORS, VECTOR -> DataTypes.DoubleType;
    };
  }

  private static Kind kind(DataType type) {
    if (isVector(type)) {
      return Kind.VECTOR;
    }
    if (!(type instanceof ArrayType array)) {
      return null;
    }
    if (array.elementType() instanceof NumericType) {
      return Kind.NUMBERS;
    }
    if (isVector(array.elementType())) {
      return Kind.VECTORS;
    }
    boolean nested =
        array.elementType() instanceof ArrayType inner
            && inner.elementType() instanceof NumericType;
    return nested ? Kind.ARRAYS : null;
  }

  private static boolean isVector(DataType type) {
    return type.typeName().equals(VECTOR);
  }
}
