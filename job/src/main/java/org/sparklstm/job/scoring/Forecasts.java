package org.sparklstm.job.scoring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesCursor;
import org.sparklstm.job.data.series.SeriesKey;
import org.sparklstm.job.data.series.SeriesTable;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.spark.Sessions;

/**
 * Forecasts of what follows the last row of each series, as a table: series id columns, time,
 * {@code step} from 1, and a column per target in its own units.
 *
 * @param data what the columns mean
 * @param network that forecasts
 * @param reader its windows
 * @param statistics it was trained with
 */
public record Forecasts(
    DataConfig data, NetworkSpec network, WindowReader reader, Statistics statistics) {
  /** What becomes of a series that does not end with the rows that are needed. */
  public enum TooShort {
    /** It is an error. */
    REFUSED,
    /** It gets no forecast. */
    SKIPPED,
    /** It gets a forecast without values. */
    KEPT
  }

  /**
   * How many series of a table can be forecast.
   *
   * @throws UserException if there is none, or the table is invalid
   */
  public long requireSeries(Table given) {
    SeriesTable table = SeriesTable.of(given, data);
    int needed = reader.spec().history();
    long whole =
        table.series().stream()
            .filter(series -> series.wholeTail(table.missing()) >= needed)
            .count();
    if (whole == 0) {
      long longest =
          table.series().stream()
              .mapToLong(series -> series.wholeTail(table.missing()))
              .max()
              .orElse(0);
      throw UserException.of(
          "no series of %s is long enough to forecast from: %,d rows of history without a gap are needed, the longest has %,d at its end",
          given.name(), needed, longest);
    }
    if (whole < table.series().size()) {
      given
          .warnings()
          .accept(
              Message.of(
                  "%,d of %,d series do not end with the %,d rows without a gap that are needed, and get no forecast",
                  table.series().size() - whole, table.series().size(), needed));
    }
    return whole;
  }

  /**
   * The forecasts, computed when the table is. Of a stream, each batch is a table by itself.
   *
   * @param name what messages call the table
   */
  public Dataset<Row> of(
      Dataset<?> rows, Broadcast<float[]> weights, TooShort tooShort, String name) {
    SeriesColumns columns = SeriesColumns.check(rows.schema(), data, name);
    Missing missing = data.missing();
    NetworkSpec spec = network;
    ForecastColumns result = columns(columns);
    MapPartitionsFunction<Row, Row> forecasts =
        part ->
            new ForecastIterator(
                new SeriesCursor(part, columns, missing),
                columns,
                result,
                spec,
                weights.value(),
                tooShort);
    Encoder<Row> encoder = Sessions.encoder(result.schema());
    return rows.isStreaming()
        ? columns
            .gather(rows)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>) part -> forecasts.call(ordered(part, columns)),
                encoder)
        : columns.arrange(rows).mapPartitions(forecasts, encoder);
  }

  /** Spark does not sort streams: what a batch has in a partition is sorted here. */
  private static Iterator<Row> ordered(Iterator<Row> rows, SeriesColumns columns) {
    List<Row> all = new ArrayList<>();
    rows.forEachRemaining(all::add);
    int time = columns.timeIndex();
    all.sort(
        Comparator.comparing((Row row) -> SeriesKey.of(row, columns.seriesId().length))
            .thenComparingLong(
                row -> row.isNullAt(time) ? 0 : columns.axis().position(row.get(time))));
    return all.iterator();
  }

  /**
   * The columns that come out.
   *
   * @param name what messages call the table
   */
  public StructType schema(StructType rows, String name) {
    return columns(SeriesColumns.check(rows, data, name)).schema();
  }

  private ForecastColumns columns(SeriesColumns columns) {
    return new ForecastColumns(columns, data.targets(), reader, statistics);
  }
}
