package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.TimeAxis;

/**
 * The columns of a table by what they mean, checked; and its rows in one form: series id columns,
 * time, then targets and features as doubles.
 */
public final class TableColumns implements Serializable {
  /** Values go by number: a feature may be the time or a series id at the same time. */
  private static final String VALUE_PREFIX = "\u0001value ";

  private final String table;
  private final StructField[] seriesId;
  private final StructField time;
  private final TimeAxis axis;
  private final List<String> values;

  private TableColumns(
      String table, StructField[] seriesId, StructField time, TimeAxis axis, List<String> values) {
    this.table = table;
    this.seriesId = seriesId;
    this.time = time;
    this.axis = axis;
    this.values = values;
  }

  /**
   * Checks that a table has the columns the configuration names.
   *
   * @param table what messages call the table
   */
  public static TableColumns check(StructType schema, DataConfig data, String table) {
    StructField[] seriesId =
        data.seriesId().stream()
            .map(name -> seriesField(schema, name, table))
            .toArray(StructField[]::new);
    StructField time = field(schema, data.time(), "data.time", table);
    TimeAxis axis = TimeAxis.of(time.dataType());
    if (axis == null) {
      throw new UserException(
          "data.time: column '%s' of %s is of type %s, expected timestamp, date or a whole number%s"
              .formatted(
                  time.name(),
                  table,
                  time.dataType().simpleString(),
                  time.dataType().equals(DataTypes.StringType)
                      ? " (data.source.options.timestampFormat tells CSV and JSON how times are written; JSON also needs inferTimestamp = true)"
                      : ""));
    }
    for (String name : data.columns()) {
      String key = data.targets().contains(name) ? "data.targets" : "data.features";
      StructField field = field(schema, name, key, table);
      if (!(field.dataType() instanceof NumericType || field.dataType() instanceof BooleanType)) {
        throw new UserException(
            "%s: column '%s' of %s is of type %s, expected a number%s"
                .formatted(
                    key, name, table, field.dataType().simpleString(), textHint(field.dataType())));
      }
    }
    return new TableColumns(table, seriesId, time, axis, data.columns());
  }

  private static StructField seriesField(StructType schema, String name, String table) {
    StructField field = field(schema, name, "data.series-id", table);
    if (!(field.dataType() instanceof AtomicType)
        || field.dataType().equals(DataTypes.BinaryType)) {
      throw new UserException(
          "data.series-id: column '%s' of %s is of type %s, expected text, a number, a date or the like"
              .formatted(name, table, field.dataType().simpleString()));
    }
    return field;
  }

  private static String textHint(DataType type) {
    return type.equals(DataTypes.StringType)
        ? " (for CSV, a value that is no number makes the whole column text)"
        : "";
  }

  private static StructField field(StructType schema, String name, String key, String table) {
    for (StructField field : schema.fields()) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    List<String> names = Arrays.asList(schema.fieldNames());
    if (names.equals(List.of("_corrupt_record"))) {
      throw new UserException(
          "data.source.format is json, but %s does not hold JSON, one object a line"
              .formatted(table));
    }
    throw new UserException(
        "%s: no column '%s' in %s; its columns are %s".formatted(key, name, table, names));
  }

  /** The rows in this form, each series together and ordered by time. */
  public Dataset<Row> arrange(Dataset<?> rows) {
    List<Column> order = idColumns();
    order.add(Fields.column(time.name()));
    return gather(rows).sortWithinPartitions(order.toArray(Column[]::new));
  }

  private List<Column> idColumns() {
    List<Column> columns = new ArrayList<>();
    for (StructField field : seriesId) {
      columns.add(Fields.column(field.name()));
    }
    return columns;
  }

  /** The rows in this form, each series together. */
  public Dataset<Row> gather(Dataset<?> rows) {
    List<Column> columns = idColumns();
    columns.add(Fields.column(time.name()));
    for (int i = 0; i < values.size(); i++) {
      columns.add(Fields.column(values.get(i)).cast(DataTypes.DoubleType).alias(VALUE_PREFIX + i));
    }
    Dataset<Row> narrow = rows.select(columns.toArray(Column[]::new));
    return seriesId.length == 0
        ? narrow.repartition(1)
        : narrow.repartition(idColumns().toArray(Column[]::new));
  }

  public String table() {
    return table;
  }

  /** Series id fields as the table has them. */
  public StructField[] seriesId() {
    return seriesId;
  }

  public StructField time() {
    return time;
  }

  /** The time as results have it: numbers are long. */
  public StructField timeOut() {
    return axis == TimeAxis.NUMBER
        ? DataTypes.createStructField(time.name(), DataTypes.LongType, false)
        : time;
  }

  public TimeAxis axis() {
    return axis;
  }

  /** Names of the value columns: targets first. */
  List<String> values() {
    return values;
  }

  /** Where the time is in an arranged row; the values follow. */
  public int timeIndex() {
    return seriesId.length;
  }
}
