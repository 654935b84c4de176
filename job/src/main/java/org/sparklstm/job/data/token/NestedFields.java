package org.sparklstm.job.data.token;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.data.table.Fields;

/**
 * Fields of arrays of structs as columns of their own: {@code events.page} is the array of the
 * field {@code page} of all elements of the column {@code events}, unless a column has that name.
 *
 * @param column name of the column
 * @param field name of the field in its elements
 * @param asArray the field as an array
 */
record NestedFields(String column, String field, StructField asArray) {

  private static Optional<NestedFields> find(StructType schema, String name) {
    if (Arrays.asList(schema.fieldNames()).contains(name)) {
      return Optional.empty();
    }
    for (StructField column : schema.fields()) {
      if (name.startsWith(column.name() + ".")
          && column.dataType() instanceof ArrayType array
          && array.elementType() instanceof StructType struct) {
        String wanted = name.substring(column.name().length() + 1);
        for (StructField field : struct.fields()) {
          if (field.name().equals(wanted)) {
            return Optional.of(
                new NestedFields(
                    column.name(),
                    wanted,
                    DataTypes.createStructField(
                        name, DataTypes.createArrayType(field.dataType()), true)));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** A schema with those of the names that are fields of arrays. */
  static StructType in(StructType schema, List<String> names) {
    StructType all = schema;
    for (String name : names) {
      Optional<NestedFields> found = find(all, name);
      if (found.isPresent()) {
        all = all.add(found.get().asArray);
      }
    }
    return all;
  }

  /** Rows with those of the names that are fields of arrays. */
  static Dataset<Row> in(Dataset<Row> rows, List<String> names) {
    Dataset<Row> all = rows;
    for (String name : names) {
      Optional<NestedFields> found = find(all.schema(), name);
      if (found.isPresent()) {
        Column values = Fields.column(found.get().column).getField(found.get().field);
        all = all.withColumn(name, values);
      }
    }
    return all;
  }

  /** The fields of a column of arrays of structs, as they are named; empty for other columns. */
  static List<String> of(StructField column) {
    return column.dataType() instanceof ArrayType array
            && array.elementType() instanceof StructType struct
        ? Arrays.stream(struct.fieldNames()).map(name -> column.name() + "." + name).toList()
        : List.of();
  }
}
