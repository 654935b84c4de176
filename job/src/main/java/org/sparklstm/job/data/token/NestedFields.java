package org.sparklstm.job.data.token;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.data.table.Fields;

/**
 * Fields of arrays of structs as arrays: {@code events.page} is the array of the field {@code page}
 * of all elements of the column {@code events}, unless a column has that name.
 */
final class NestedFields {
  private static final String SEPARATOR = ".";

  private NestedFields() {}

  private static Optional<StructType> element(StructField column) {
    return column.dataType() instanceof ArrayType array
            && array.elementType() instanceof StructType struct
        ? Optional.of(struct)
        : Optional.empty();
  }

  private static boolean isWithin(String name, StructField column) {
    return name.startsWith(column.name() + SEPARATOR);
  }

  /** A schema with the fields of those arrays that some of the names may be in. */
  static StructType in(StructType schema, List<String> names) {
    StructType all = schema;
    for (StructField column : schema.fields()) {
      Optional<StructType> struct = element(column);
      if (struct.isPresent() && names.stream().anyMatch(name -> isWithin(name, column))) {
        for (StructField field : struct.get().fields()) {
          String name = column.name() + SEPARATOR + field.name();
          if (!List.of(schema.fieldNames()).contains(name)) {
            all = all.add(name, DataTypes.createArrayType(field.dataType()), true);
          }
        }
      }
    }
    return all;
  }

  /** The array with that name; empty if it is a column, or there is none. */
  static Optional<Column> find(StructType schema, String name) {
    if (List.of(schema.fieldNames()).contains(name)) {
      return Optional.empty();
    }
    return Arrays.stream(schema.fields())
        .filter(column -> isWithin(name, column) && element(column).isPresent())
        .map(
            column ->
                Fields.column(column.name())
                    .getField(name.substring(column.name().length() + SEPARATOR.length())))
        .findFirst();
  }

  /** The fields of a column of structs, or of arrays of them, as they are named; else none. */
  static List<String> of(StructField column) {
    return element(column).stream()
        .flatMap(struct -> Arrays.stream(struct.fieldNames()))
        .map(name -> column.name() + SEPARATOR + name)
        .toList();
  }
}
