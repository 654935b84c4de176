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
    wanted.addAll(data.future());
    List<Column> first = new ArrayList<>();
    List<Column> second = new ArrayList<>();
    List<String> present = List.of(ahead.schema().fieldNames());
    for (String required : wanted) {
      Fields.require(ahead.schema(), required, "data.future-source", name);
      // what is known ahead need not be in the table of what was
      Fields.require(given.schema(), required, "data.future", given.name());
    }
    wanted.addAll(data.statics());
    wanted.addAll(data.categorical());
    for (StructField field : given.schema().fields()) {
      Column column = Fields.column(field.name());
      first.add(column);
      boolean isTaken = wanted.contains(field.name()) && present.contains(field.name());
      second.add(
          (isTaken ? column : functions.lit(null)).cast(field.dataType()).alias(field.name()));
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
}
