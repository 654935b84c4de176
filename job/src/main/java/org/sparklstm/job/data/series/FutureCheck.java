package org.sparklstm.job.data.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.time.TimeAxis;

/**
 * Checks a table of what is known ahead by itself, so that its faults are not taken for those of
 * the table to which it is added.
 *
 * @param name name of the second table in messages
 */
record FutureCheck(Table given, Dataset<?> ahead, String name, DataConfig data) {
  /** Largest number of series of which a message shows the ids. */
  private static final int SHOWN = 3;

  private static final String TIME = "\u0001time";
  private static final String COUNT = "\u0001count";

  /**
   * Refuses a table that cannot be used.
   *
   * @throws UserException names the column, series or time
   */
  void refuse() {
    TimeAxis own = Fields.requireTime(ahead.schema(), data.time(), name, given.zone());
    TimeAxis axis = Fields.requireTime(given.schema(), data.time(), given.name(), given.zone());
    if (own.isCalendar() != axis.isCalendar()) {
      throw otherType(data.time());
    }
    requireTypes();
    requireRows(axis);
    requireKnownSeries();
  }

  private void requireTypes() {
    StructType own = ahead.schema();
    for (String id : data.seriesId()) {
      // any type can be read as text, and a number as one of another width
      DataType wanted = type(given.schema(), id);
      if (!wanted.equals(DataTypes.StringType)
          && wanted.getClass() != type(own, id).getClass()
          && !(isNumber(wanted) && isNumber(type(own, id)))) {
        throw otherType(id);
      }
    }
    PanelColumns panel = data.panel();
    for (String number : panel.numbers()) {
      boolean isPlanned = data.future().contains(number) || data.statics().contains(number);
      if (isPlanned && Arrays.asList(own.fieldNames()).contains(number)) {
        Fields.requireValues(own, number, panel.key(number), name);
      }
    }
  }

  private static boolean isNumber(DataType type) {
    return type instanceof NumericType;
  }

  private static DataType type(StructType schema, String column) {
    return schema.apply(column).dataType();
  }

  private UserException otherType(String column) {
    return UserException.of(
        "column '%s' of %s is of type %s, that of %s of type %s; convert one of them",
        column,
        name,
        type(ahead.schema(), column).simpleString(),
        given.name(),
        type(given.schema(), column).simpleString());
  }

  private Column[] ids() {
    return data.seriesId().stream().map(Fields::column).toArray(Column[]::new);
  }

  private StructField[] idFields() {
    return data.seriesId().stream().map(id -> ahead.schema().apply(id)).toArray(StructField[]::new);
  }

  /**
   * Refuses a table without rows, rows without a time, and times that occur twice; warns of rows
   * without an id.
   *
   * @param axis the times of the first table
   */
  private void requireRows(TimeAxis axis) {
    Column time = functions.col(TIME);
    List<Column> keys = new ArrayList<>(Arrays.asList(ids()));
    // in the type of the first table: hours of a plan are one day beside days
    Column read = Fields.column(data.time()).cast(type(given.schema(), data.time()));
    keys.add(axis.read(read).alias(TIME));
    Dataset<Row> times = ahead.toDF().select(keys.toArray(Column[]::new));
    List<Column> group = new ArrayList<>(Arrays.asList(ids()));
    group.add(time);
    Dataset<Row> counted =
        times.groupBy(group.toArray(Column[]::new)).agg(functions.count("*").alias(COUNT));
    Column lacksId =
        Arrays.stream(ids()).map(Column::isNull).reduce(functions.lit(false), Column::or);
    Column isTwice = functions.col(COUNT).gt(1).and(time.isNotNull());
    Row found =
        counted
            .agg(
                functions.sum(COUNT),
                functions.sum(functions.when(time.isNull(), functions.col(COUNT))),
                functions.sum(functions.when(isTwice, functions.col(COUNT).minus(1))),
                functions.min(
                    functions.when(isTwice, functions.struct(group.toArray(Column[]::new)))),
                functions.sum(functions.when(lacksId, functions.col(COUNT))))
            .first();
    if (found.isNullAt(0)) {
      throw UserException.of(
          "%s, the table of what is known ahead (data.future-source), has no rows", name);
    } else if (!found.isNullAt(1)) {
      throw UserException.of(
          "%,d rows of %s have no time in column '%s'; fill or remove them",
          found.getLong(1), name, data.time());
    } else if (!found.isNullAt(2)) {
      Row first = found.getStruct(3);
      throw UserException.of(
          "%,d rows of %s have the same time as another row of their series, first in %s at %s; remove the duplicates",
          found.getLong(2),
          name,
          SeriesKey.of(first, idFields()).show(idFields()),
          axis.show(axis.position(first.get(first.length() - 1))));
    } else if (!found.isNullAt(4)) {
      given
          .warnings()
          .accept(
              Message.of(
                  "%,d rows of %s have no value in a column that identifies series ({data.series-id}) and are those of a series of its own; if that is not meant, fill or remove them",
                  found.getLong(4), name));
    }
  }

  /** Refuses a table that says nothing of any series of the other one. */
  private void requireKnownSeries() {
    if (data.seriesId().isEmpty()) {
      return;
    }
    Dataset<Row> own = ids(ahead.toDF(), given.schema()).distinct();
    Dataset<Row> others = ids(given.rows(), given.schema());
    String[] ids = data.seriesId().toArray(String[]::new);
    // stops at the first series that both have
    if (others.join(functions.broadcast(own), ids, "left_semi").isEmpty()
        && !given.rows().isEmpty()) {
      Message both =
          Message.of(
              "no series of %s is in %s: %s there, and %s here",
              name, given.name(), shown(others), shown(own));
      if (Arrays.asList(given.schema().fieldNames()).containsAll(data.future())) {
        given.warnings().accept(both);
      } else {
        throw new UserException(both);
      }
    }
  }

  /** The ids of all series, as the first table has them. */
  private Dataset<Row> ids(Dataset<Row> rows, StructType types) {
    return rows.select(
        data.seriesId().stream()
            .map(id -> Fields.column(id).cast(type(types, id)).alias(id))
            .toArray(Column[]::new));
  }

  private String shown(Dataset<Row> series) {
    StructField[] fields = series.schema().fields();
    return series.distinct().orderBy(ids()).limit(SHOWN).collectAsList().stream()
        .map(row -> SeriesKey.of(row, fields).show(fields))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
