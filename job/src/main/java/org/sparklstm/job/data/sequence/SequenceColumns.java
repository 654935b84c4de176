package org.sparklstm.job.data.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.UserException;

/**
 * The columns of a table whose rows are labelled sequences.
 *
 * @param features the sequence
 * @param label its class's number from 0, or its value
 * @param weight what it counts for, above 0; 0 leaves it out
 * @param validation whether it belongs to the validation span
 * @param featureSize I, where the sequence is a vector; else 0
 */
public record SequenceColumns(
    String features,
    String label,
    Optional<String> weight,
    Optional<String> validation,
    int featureSize) {

  /** Checks that a table has these columns, of types that suit. */
  public void check(StructType schema, String table) {
    format(schema, table);
    requireNumber(field(schema, label, "data.label", table), "data.label", table);
    weight.ifPresent(
        name -> requireNumber(field(schema, name, "data.weight", table), "data.weight", table));
    validation.ifPresent(
        name -> {
          StructField field = field(schema, name, "validation indicator", table);
          if (!(field.dataType() instanceof BooleanType)) {
            throw new UserException(
                "validation indicator: column '%s' of %s is of type %s, expected boolean"
                    .formatted(name, table, field.dataType().simpleString()));
          }
        });
  }

  /**
   * Checks that a table has a column of sequences.
   *
   * @param inputs values a step that they must have, as far as their type tells
   */
  public static void checkFeatures(
      StructType schema, String features, int featureSize, int inputs, String table) {
    SequenceFormat format =
        SequenceFormat.of(
            field(schema, features, "data.features", table).dataType(),
            features,
            featureSize,
            table);
    int known = format.kind() == SequenceFormat.Kind.NUMBERS ? 1 : format.featureSize();
    if (known > 0 && known != inputs) {
      throw new UserException(
          "data.features: the sequences of column '%s' of %s have %d values a step, the model takes %d"
              .formatted(features, table, known, inputs));
    }
  }

  /** How a table holds the sequences. */
  SequenceFormat format(StructType schema, String table) {
    return SequenceFormat.of(
        field(schema, features, "data.features", table).dataType(), features, featureSize, table);
  }

  private static void requireNumber(StructField field, String key, String table) {
    if (!(field.dataType() instanceof NumericType)) {
      throw new UserException(
          "%s: column '%s' of %s is of type %s, expected a number"
              .formatted(key, field.name(), table, field.dataType().simpleString()));
    }
  }

  /**
   * The field of that name.
   *
   * @param key what names it, for messages
   */
  public static StructField field(StructType schema, String name, String key, String table) {
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    List<String> names = Arrays.asList(schema.fieldNames());
    throw new UserException(
        "%s: no column '%s' in %s; its columns are %s".formatted(key, name, table, names));
  }
}
