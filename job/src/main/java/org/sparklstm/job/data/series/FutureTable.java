package org.sparklstm.job.data.series;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;

/** Adds the rows of a second table, which says what is known ahead, to those of a panel. */
public final class FutureTable {
  /** Tells rows of the second table, which sort after those of the first. */
  static final String AHEAD = "\u0001ahead";

  private FutureTable() {}

  /**
   * The rows of both tables; those of the second have no targets and no past features.
   *
   * @param ahead series id, time, future, static and categorical columns; others are ignored
   * @throws org.sparklstm.job.UserException if a column is missing
   */
  public static Table union(Table given, Dataset<?> ahead, String name, DataConfig data) {
    Set<String> wanted = new LinkedHashSet<>(data.seriesId());
    wanted.add(data.time());
    for (String key : wanted) {
      Fields.require(given.schema(), key, "data.series-id, data.time", given.name());
    }
    wanted.addAll(data.future());
    for (String required : wanted) {
      Fields.require(ahead.schema(), required, "data.future-source", name);
    }
    wanted.addAll(data.statics());
    wanted.addAll(data.categorical());
    List<Column> first = new ArrayList<>();
    List<Column> second = new ArrayList<>();
    List<String> present = List.of(ahead.schema().fieldNames());
    for (StructField field : given.schema().fields()) {
      boolean isTaken = wanted.remove(field.name()) && present.contains(field.name());
      first.add(Fields.column(field.name()));
      second.add(as(isTaken ? Fields.column(field.name()) : functions.lit(null), field));
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

  private static Column as(Column column, StructField field) {
    return column.cast(field.dataType()).alias(field.name());
  }
}
