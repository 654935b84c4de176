package org.sparklstm.job.data.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;

/** Adds the rows of a second table, which says what is known ahead, to those of a panel. */
public final class FutureTable {
  /** Tells rows of the second table, which sort after those of the first. */
  static final String AHEAD = "\u0001ahead";

  private FutureTable() {}

  /** Whether a table says of each row which of two tables it is from, as clients of Connect do. */
  public static boolean isUnion(StructType schema) {
    return Arrays.asList(schema.fieldNames()).contains(AHEAD);
  }

  /** The rows of the first table of a union. */
  public static Dataset<Row> given(Dataset<?> union) {
    return union.toDF().filter(functions.not(functions.col(AHEAD))).drop(AHEAD);
  }

  /** The rows of the second table of a union. */
  public static Dataset<Row> ahead(Dataset<?> union) {
    return union.toDF().filter(functions.col(AHEAD)).drop(AHEAD);
  }

  /**
   * The rows of both tables; those of the second have no targets and no past features.
   *
   * @param ahead series id, time, future, static and categorical columns; others are ignored
   * @throws UserException if the second table cannot be used
   */
  public static Table union(Table given, Dataset<?> ahead, String name, DataConfig data) {
    if (given.rows().isStreaming() || ahead.isStreaming()) {
      throw UserException.of(
          "a stream has no second table of what is known ahead; add those rows to the stream, or score tables");
    }
    // with gaps filled, items without history are forecast from their rows in it
    if (!data.knowsAhead() && !data.masks()) {
      throw UserException.of(
          "{data.future} and {data.calendar} are empty, so nothing of %s is used: leave it out",
          name);
    }
    Set<String> wanted = new LinkedHashSet<>(data.seriesId());
    wanted.add(data.time());
    for (String key : wanted) {
      Fields.require(given.schema(), key, "data.series-id, data.time", given.name());
    }
    wanted.addAll(data.future());
    for (String required : wanted) {
      Fields.require(ahead.schema(), required, "data.future-source", name);
    }
    new FutureCheck(given, ahead, name, data).refuse();
    wanted.addAll(data.statics());
    wanted.addAll(data.categorical());
    List<Column> first = new ArrayList<>();
    List<Column> second = new ArrayList<>();
    List<String> present = List.of(ahead.schema().fieldNames());
    for (StructField field : given.schema().fields()) {
      boolean isTaken = wanted.remove(field.name()) && present.contains(field.name());
      StructField both = isTaken ? common(field, ahead.schema(), data) : field;
      first.add(as(Fields.column(field.name()), both));
      second.add(as(isTaken ? Fields.column(field.name()) : functions.lit(null), both));
    }
    // what is planned need not be in the table of what was
    for (String planned : wanted) {
      if (present.contains(planned)) {
        StructField field = ahead.schema().apply(planned);
        first.add(as(functions.lit(null), field));
        second.add(Fields.column(planned));
      }
    }
    first.add(functions.lit(false).alias(AHEAD));
    second.add(functions.lit(true).alias(AHEAD));
    Dataset<Row> rows =
        given
            .rows()
            .select(first.toArray(Column[]::new))
            .union(ahead.toDF().select(second.toArray(Column[]::new)));
    return given.with(rows);
  }

  /** A type that holds the values of both tables; ids and times have that of the first. */
  private static StructField common(StructField field, StructType ahead, DataConfig data) {
    String name = field.name();
    if (data.seriesId().contains(name)
        || data.time().equals(name)
        || ahead.apply(name).dataType().equals(field.dataType())) {
      return field;
    }
    DataType type = data.categorical().contains(name) ? DataTypes.StringType : DataTypes.DoubleType;
    return DataTypes.createStructField(name, type, true);
  }

  private static Column as(Column column, StructField field) {
    return column.cast(field.dataType()).alias(field.name());
  }
}
