package org.sparklstm.job.data.sequence;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.TimeAxis;

/**
 * From a row a time step to a row a sequence: rows are grouped, ordered by time, and their values
 * put into an {@code array<array<double>>}. Works on streams as any aggregation does.
 *
 * @param groups columns that tell sequences apart
 * @param time column that orders the rows of one
 * @param features columns with the values of a step
 * @param kept columns that have one value in each sequence, which is kept
 * @param output name of the column with the sequences
 * @param missing what to do with values that are null or NaN
 */
public record SequenceAssembly(
    List<String> groups,
    String time,
    List<String> features,
    List<String> kept,
    String output,
    Missing missing) {

  /** What to do with values that are null or NaN. */
  public enum Missing {
    /** They are an error, when the rows are computed. */
    ERROR,
    /** Steps that have one are left out. */
    SKIP,
    /** They stay. */
    KEEP
  }

  public SequenceAssembly {
    groups = List.copyOf(groups);
    features = List.copyOf(features);
    kept = List.copyOf(kept);
  }

  /**
   * The columns that come out.
   *
   * @param table what messages call the table
   */
  public StructType schema(StructType from, String table) {
    List<StructField> fields = new ArrayList<>();
    for (String name : groups) {
      fields.add(SequenceColumns.field(from, name, "data.series-id", table));
    }
    StructField axis = SequenceColumns.field(from, time, "data.time", table);
    if (TimeAxis.of(axis.dataType()) == null) {
      throw new UserException(
          "data.time: column '%s' of %s is of type %s, expected timestamp, date or a whole number"
              .formatted(time, table, axis.dataType().simpleString()));
    }
    for (String name : features) {
      StructField field = SequenceColumns.field(from, name, "data.features", table);
      DataType type = field.dataType();
      if (!(type instanceof NumericType || type instanceof BooleanType)) {
        throw new UserException(
            "data.features: column '%s' of %s is of type %s, expected a number"
                .formatted(name, table, type.simpleString()));
      }
    }
    for (String name : kept) {
      StructField field = SequenceColumns.field(from, name, "column to keep", table);
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
   * A row a sequence.
   *
   * @param table what messages call the table
   */
  public Dataset<Row> of(Dataset<?> rows, String table) {
    StructType schema = schema(rows.schema(), table);
    List<Column> values = new ArrayList<>();
    Column whole = functions.lit(true);
    for (String name : features) {
      Column value = Fields.column(name).cast(DataTypes.DoubleType);
      Column absent = value.isNull().or(functions.isnan(value));
      whole = whole.and(functions.not(absent));
      values.add(
          missing == Missing.ERROR
              ? functions
                  .when(absent, raise("column '%s' of %s is null or NaN".formatted(name, table)))
                  .otherwise(value)
              : value);
    }
    Column at =
        functions
            .when(
                Fields.column(time).isNull(),
                raise("column '%s' of %s has no time in a row".formatted(time, table)))
            .otherwise(Fields.column(time));
    Dataset<?> good = missing == Missing.SKIP ? rows.filter(whole) : rows;
    Column steps =
        functions.array_sort(
            functions.collect_list(
                functions.struct(
                    at.alias("t"), functions.array(values.toArray(Column[]::new)).alias("v"))));
    List<Column> aggregates = new ArrayList<>();
    Column times = functions.transform(steps, step -> step.getField("t"));
    Column twice = functions.size(functions.array_distinct(times)).notEqual(functions.size(times));
    aggregates.add(
        functions
            .when(
                twice,
                raise(
                    "column '%s' of %s has the same time twice in one sequence"
                        .formatted(time, table)))
            .otherwise(functions.transform(steps, step -> step.getField("v")))
            .alias(output));
    for (String name : kept) {
      aggregates.add(theOne(name, table).as(name, schema.apply(name).metadata()));
    }
    Dataset<Row> grouped =
        good.groupBy(groups.stream().map(Fields::column).toArray(Column[]::new))
            .agg(
                aggregates.get(0), aggregates.subList(1, aggregates.size()).toArray(Column[]::new));
    List<Column> ordered = new ArrayList<>();
    for (String name : schema.fieldNames()) {
      ordered.add(Fields.column(name));
    }
    return grouped.select(ordered.toArray(Column[]::new));
  }

  /** The value that all rows of a sequence have. */
  private static Column theOne(String name, String table) {
    Column least = functions.min(Fields.column(name));
    Column greatest = functions.max(Fields.column(name));
    Column present = functions.count(Fields.column(name));
    return functions
        .when(
            present.gt(0).and(present.lt(functions.count(functions.lit(1)))),
            raise(
                "column '%s' of %s is null in some rows of a sequence, not in others"
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

  private static Column raise(String message) {
    return functions.raise_error(functions.lit(message));
  }
}
