package org.sparklstm.job.scoring;

import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.time.TimeAxis;

/**
 * A time from which a panel is forecast as if nothing later had been observed. What is known ahead
 * stays.
 *
 * @param position the time on the axis of the table
 */
record AsOf(long position) {
  /**
   * Reads a time.
   *
   * @throws UserException if it is none of the kind that the table has
   */
  static AsOf of(String text, TimeAxis axis) {
    try {
      return new AsOf(axis.parse(text.strip()));
    } catch (DateTimeParseException | NumberFormatException e) {
      throw UserException.of(
          "{score.as-of} (--as-of) is '%s', expected %s",
          text,
          switch (axis.kind()) {
            case DATE -> "a date such as 2025-01-31, because the times of the table are dates";
            case NUMBER -> "a whole number, as {data.time} has";
            default -> "a date such as 2025-01-31, or a time such as 2025-01-31 18:00";
          });
    }
  }

  /** Refuses a time for series that are forecast from their own ends. */
  static void refuseWithoutPanel(String asOf) {
    if (!asOf.isEmpty()) {
      throw UserException.of(
          "{score.as-of} (--as-of) is %s, but only a model that was trained with {data.gaps} = fill forecasts all series from one time; train one with it, or leave out later rows in a query",
          asOf);
    }
  }

  /** The rows without targets and past features after the time. */
  Dataset<Row> hide(Dataset<?> rows, DataConfig data, SeriesColumns columns) {
    Set<String> hidden = new HashSet<>(data.targets());
    hidden.addAll(data.features());
    hidden.remove(data.time());
    hidden.removeAll(data.seriesId());
    TimeAxis axis = columns.axis();
    Column time = axis.read(Fields.column(columns.time().name()));
    Column isAfter = time.gt(functions.lit(axis.raw(position)));
    List<Column> shown = new ArrayList<>();
    for (StructField field : rows.schema().fields()) {
      Column column = Fields.column(field.name());
      shown.add(
          hidden.contains(field.name())
              ? functions
                  .when(isAfter, functions.lit(null).cast(field.dataType()))
                  .otherwise(column)
                  .alias(field.name())
              : column);
    }
    return rows.toDF().select(shown.toArray(Column[]::new));
  }
}
