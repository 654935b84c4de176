package org.sparklstm.job.data.sequence;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.data.table.Fields;

/**
 * Turns a table with one row per time step into a table with one row per sequence: rows are grouped
 * and ordered by time, and their values become an {@code array<array<double>>}. Works on streams as
 * any aggregation does.
 *
 * @param groups columns that identify a sequence
 * @param time column that orders the rows of a sequence
 * @param features columns with the values of a step
 * @param kept columns to keep, with one value per sequence
 * @param output name of the column with the sequences
 * @param missing treatment of values that are null or NaN
 */
public record SequenceAssembly(
    List<String> groups,
    String time,
    List<String> features,
    List<String> kept,
    String output,
    Missing missing) {

  /** The time of a step. */
  static final String TIME = "t";

  /** The values of a step. */
  static final String VALUES = "v";

  /** Further columns of a step, followed by their number. */
  static final String FURTHER = "k";

  /** Treatment of values that are null or NaN. */
  public enum Missing {
    /** They are an error when the rows are computed. */
    ERROR,
    /** Steps with such a value are dropped. */
    SKIP,
    /** They are kept. */
    KEEP
  }

  public SequenceAssembly {
    groups = List.copyOf(groups);
    features = List.copyOf(features);
    kept = List.copyOf(kept);
  }

  /**
   * The columns of the result.
   *
   * @param table name of the table in messages
   * @throws org.sparklstm.job.UserException if a column is missing or of the wrong type
   */
  public StructType schema(StructType from, String table) {
    List<StructField> fields = new ArrayList<>();
    for (String name : groups) {
      fields.add(Fields.require(from, name, "data.series-id", table));
    }
    // only their order matters
    Fields.requireTime(from, time, table, ZoneOffset.UTC);
    for (String name : features) {
      Fields.requireValues(from, name, "data.features", table);
    }
    for (String name : kept) {
      StructField field = Fields.require(from, name, "column to keep", table);
      fields.add(new StructField(name, field.dataType(), true, field.metadata()));
    }
    fields.add(
        DataTypes.createStructField(
            output,
            DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.DoubleType), false),
            true));
    return Fields.distinct(fields);
  }

  /**
   * The table with one row per sequence.
   *
   * @param table name of the table in messages
   */
  public Dataset<Row> of(Dataset<?> rows, String table) {
    StructType schema = schema(rows.schema(), table);
    List<Column> aggregates = new ArrayList<>();
    Column steps = steps(List.of(), table);
    aggregates.add(
        once(steps, functions.transform(steps, step -> step.getField(VALUES)), table)
            .alias(output));
    for (String name : kept) {
      aggregates.add(commonValue(name, table).as(name, schema.apply(name).metadata()));
    }
    return used(rows)
        .groupBy(columns(groups))
        .agg(aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new))
        .select(columns(List.of(schema.fieldNames())));
  }

  static Column[] columns(List<String> names) {
    return names.stream().map(Fields::column).toArray(Column[]::new);
  }

  /** The rows of which steps are made. */
  Dataset<?> used(Dataset<?> rows) {
    Column whole = functions.lit(true);
    for (String name : features) {
      whole = whole.and(functions.not(isAbsent(name)));
    }
    return missing == Missing.SKIP ? rows.filter(whole) : rows;
  }

  private static Column isAbsent(String name) {
    Column value = Fields.column(name).cast(DataTypes.DoubleType);
    return value.isNull().or(functions.isnan(value));
  }

  /**
   * An aggregate: the steps of a sequence in their order, each with its time, its values, and
   * further columns.
   *
   * @param table name of the table in messages
   */
  Column steps(List<String> further, String table) {
    List<Column> values = new ArrayList<>();
    for (String name : features) {
      Column value = Fields.column(name).cast(DataTypes.DoubleType);
      values.add(
          missing == Missing.ERROR
              ? functions
                  .when(
                      isAbsent(name),
                      raise(
                          "column '%s' of %s is null or NaN in a row; fill or remove it"
                              .formatted(name, table)))
                  .otherwise(value)
              : value);
    }
    Column at =
        functions
            .when(
                Fields.column(time).isNull(),
                raise(
                    "column '%s' of %s has no time in a row; fill or remove it"
                        .formatted(time, table)))
            .otherwise(Fields.column(time));
    List<Column> parts = new ArrayList<>();
    parts.add(at.alias(TIME));
    parts.add(functions.array(values.toArray(Column[]::new)).alias(VALUES));
    for (int i = 0; i < further.size(); i++) {
      parts.add(Fields.column(further.get(i)).alias(FURTHER + i));
    }
    return functions.array_sort(
        functions.collect_list(functions.struct(parts.toArray(Column[]::new))));
  }

  /** A result from the steps of a sequence, in which no time may occur twice. */
  Column once(Column steps, Column result, String table) {
    Column times = functions.transform(steps, step -> step.getField(TIME));
    Column twice = functions.size(functions.array_distinct(times)).notEqual(functions.size(times));
    return functions
        .when(
            twice,
            raise(
                "column '%s' of %s has the same time twice in one sequence; remove duplicates, or group by more columns"
                    .formatted(time, table)))
        .otherwise(result);
  }

  /** The value that all rows of a sequence share. */
  private static Column commonValue(String name, String table) {
    Column least = functions.min(Fields.column(name));
    Column greatest = functions.max(Fields.column(name));
    Column present = functions.count(Fields.column(name));
    return functions
        .when(
            present.gt(0).and(present.lt(functions.count(functions.lit(1)))),
            raise(
                "column '%s' of %s is null in some rows of a sequence and not in others"
                    .formatted(name, table)))
        .when(
            least.notEqual(greatest),
            functions.raise_error(
                functions.concat(
                    functions.lit(
                        "column '%s' of %s has several values in one sequence, such as "
                            .formatted(name, table)),
                    least.cast(DataTypes.StringType),
                    functions.lit(" and "),
                    greatest.cast(DataTypes.StringType))))
        .otherwise(least);
  }

  static Column raise(String message) {
    return functions.raise_error(functions.lit(message));
  }
}
