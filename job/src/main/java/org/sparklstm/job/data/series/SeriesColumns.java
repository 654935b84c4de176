package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.time.TimeAxis;

/**
 * The checked columns of a table of series by meaning. Arranges its rows in one form: series id
 * columns, time, then targets and features as doubles.
 */
public final class SeriesColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Value columns are named by number, because a feature may also be the time or a series id. */
  private static final String VALUE_PREFIX = "\u0001value ";

  private final String table;
  private final StructField[] seriesId;
  private final StructField time;
  private final TimeAxis axis;
  private final List<String> values;

  /** The times at which spans begin, or null if they are not given as dates. */
  private final SplitDates dates;

  private SeriesColumns(
      String table,
      StructField[] seriesId,
      StructField time,
      TimeAxis axis,
      List<String> values,
      SplitDates dates) {
    this.table = table;
    this.seriesId = seriesId;
    this.time = time;
    this.axis = axis;
    this.values = values;
    this.dates = dates;
  }

  /**
   * Checks that a table has the columns that the configuration names.
   *
   * @param table name of the table in messages
   * @param zone time zone in which timestamps are read
   * @throws UserException if a column is missing or has the wrong type
   */
  public static SeriesColumns check(StructType schema, DataConfig data, String table, ZoneId zone) {
    StructField[] seriesId =
        data.seriesId().stream()
            .map(name -> seriesField(schema, name, table))
            .toArray(StructField[]::new);
    TimeAxis axis = Fields.requireTime(schema, data.time(), table, zone);
    for (String name : data.columns()) {
      String key = data.targets().contains(name) ? "data.targets" : "data.features";
      Fields.requireValues(schema, name, key, table);
    }
    StructField time = Fields.require(schema, data.time(), "data.time", table);
    SplitDates dates =
        data.split().unit() == SplitConfig.Unit.DATE ? SplitDates.of(data.split(), axis) : null;
    return new SeriesColumns(table, seriesId, time, axis, data.columns(), dates);
  }

  private static StructField seriesField(StructType schema, String name, String table) {
    StructField field = Fields.require(schema, name, "data.series-id", table);
    if (!(field.dataType() instanceof AtomicType)
        || field.dataType().equals(DataTypes.BinaryType)) {
      throw UserException.of(
          "{data.series-id}: column '%s' of %s is of type %s, expected a simple type such as text, a number or a date",
          name, table, field.dataType().simpleString());
    }
    return field;
  }

  /** The times at which spans begin, if they are given as dates. */
  Optional<SplitDates> dates() {
    return Optional.ofNullable(dates);
  }

  /** The rows in this form, each series in one partition and ordered by time. */
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

  /** The rows in this form, each series in one partition. */
  public Dataset<Row> gather(Dataset<?> rows) {
    List<Column> columns = idColumns();
    columns.add(axis.read(Fields.column(time.name())).alias(time.name()));
    for (int i = 0; i < values.size(); i++) {
      columns.add(Fields.column(values.get(i)).cast(DataTypes.DoubleType).alias(VALUE_PREFIX + i));
    }
    Dataset<Row> narrow = rows.select(columns.toArray(Column[]::new));
    return seriesId.length == 0
        ? narrow.repartition(1)
        : narrow.repartition(idColumns().toArray(Column[]::new));
  }

  /** Name of the table in messages. */
  public String table() {
    return table;
  }

  /** The series of an arranged row, or of a row of results. */
  public SeriesKey key(Row row) {
    return SeriesKey.of(row, seriesId);
  }

  /** The series id fields of the table. */
  public StructField[] seriesId() {
    return seriesId;
  }

  public StructField time() {
    return time;
  }

  /** The time field of results: whole numbers of any width become long. */
  public StructField timeOut() {
    return axis.kind() == TimeAxis.Kind.NUMBER
        ? DataTypes.createStructField(time.name(), DataTypes.LongType, false)
        : time;
  }

  public TimeAxis axis() {
    return axis;
  }

  /** Names of the value columns, targets first. */
  List<String> values() {
    return values;
  }

  /** Index of the time in an arranged row; the values come after it. */
  public int timeIndex() {
    return seriesId.length;
  }
}
