package org.sparklstm.job.data.sequence;

import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.Fields;

/**
 * The columns of a table whose rows are labelled sequences.
 *
 * @param features the sequence
 * @param label number of its class, from 0, or its value
 * @param weight its weight; 0 leaves it out
 * @param validation whether it belongs to the validation span
 * @param featureSize I, if the sequence is a vector; else 0
 */
public record SequenceColumns(
    String features,
    String label,
    Optional<String> weight,
    Optional<String> validation,
    int featureSize) {

  /**
   * Checks that a table has these columns, of suitable types.
   *
   * @param table name of the table in messages
   * @throws UserException naming the column that is missing or of the wrong type
   */
  public void check(StructType schema, String table) {
    format(schema, table);
    requireNumber(schema, label, "data.label", table);
    weight.ifPresent(name -> requireNumber(schema, name, "data.weight", table));
    validation.ifPresent(
        name -> {
          StructField field = Fields.require(schema, name, "validation indicator", table);
          if (!(field.dataType() instanceof BooleanType)) {
            throw UserException.of(
                "{validation indicator}: column '%s' of %s is of type %s, expected boolean",
                name, table, field.dataType().simpleString());
          }
        });
  }

  /**
   * Checks that a table has a column of sequences.
   *
   * @param inputs values per step that they must have, as far as their type says
   * @param table name of the table in messages
   */
  public static void checkFeatures(
      StructType schema, String features, int featureSize, int inputs, String table) {
    SequenceFormat format =
        SequenceFormat.of(
            Fields.require(schema, features, "data.features", table).dataType(),
            features,
            featureSize,
            table);
    int known = format.inputs();
    if (known > 0 && known != inputs) {
      throw UserException.of(
          "{data.features}: the sequences of column '%s' of %s have %d values per step, the model takes %d",
          features, table, known, inputs);
    }
  }

  /** How a table holds the sequences. */
  SequenceFormat format(StructType schema, String table) {
    return SequenceFormat.of(
        Fields.require(schema, features, "data.features", table).dataType(),
        features,
        featureSize,
        table);
  }

  private static void requireNumber(StructType schema, String name, String key, String table) {
    StructField field = Fields.require(schema, name, key, table);
    if (!(field.dataType() instanceof NumericType)) {
      throw UserException.of(
          "{" + key + "}: column '%s' of %s is of type %s, expected a number",
          name,
          table,
          field.dataType().simpleString());
    }
  }
}
