package org.sparklstm.job.data.sequence;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.Fields;

/**
 * Names of the columns of a table with one labelled sequence per row, or with one series per row to
 * cut windows from, whose labels and weights are then arrays with one number per step.
 *
 * @param features column of the sequences
 * @param label column of the class numbers, from 0, or of the values to predict
 * @param weight column of the weights; rows with weight 0 are left out
 * @param validation boolean column that marks rows of the validation span
 * @param featureSize I, if the sequences are vectors; else 0
 * @param splitBy columns whose rows all go to one span; none if each sequence goes by itself
 * @param cut how windows are cut, if they are
 */
public record SequenceColumns(
    String features,
    String label,
    Optional<String> weight,
    Optional<String> validation,
    int featureSize,
    List<String> splitBy,
    Optional<WindowCut> cut) {

  /**
   * Checks that a table has these columns with suitable types.
   *
   * @param table name of the table in messages
   * @throws UserException if a column is missing or has the wrong type
   */
  public void check(StructType schema, String table) {
    format(schema, table);
    splitBy.forEach(name -> Fields.require(schema, name, "data.split.by", table));
    if (cut.isEmpty()) {
      checkLabels(schema, table);
    }
  }

  /**
   * Checks the columns of labels and weights.
   *
   * @param table name of the table in messages
   * @throws UserException if a column is missing or has the wrong type
   */
  public void checkLabels(StructType schema, String table) {
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
   * @param inputs expected values per step, checked if the type of the column determines them
   * @param table name of the table in messages
   * @throws UserException if the column is missing or has the wrong type
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
          "{data.features}: the sequences of column '%s' of %s have %d values per step, the model expects %d",
          features, table, known, inputs);
    }
  }

  /** Format of the sequences in a table. */
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
