package org.sparklstm.job.scoring;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.sparklstm.job.config.DataConfig.Gaps;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.ScoreConfig.Invalid;
import org.sparklstm.job.data.series.FilledRows;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesCursor;
import org.sparklstm.job.data.series.SeriesSummary;
import org.sparklstm.job.data.series.SeriesTable;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.spark.Sessions;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.PanelTime;

/**
 * Forecasts of the steps after the last row of each series, as a table with the series id columns,
 * the time, {@code step} from 1, and one column per target in its own units.
 *
 * @param data meaning of the columns
 * @param network network that forecasts
 * @param reader reader of the windows
 * @param statistics statistics of the training data
 * @param time how the times go on that the model was trained on, if it keeps that
 * @param endedAfter periods after the last observed target after which a series of a masked panel
 *     has ended; empty for the horizon
 * @param asOf time from which a masked panel is forecast; empty for its last observed time
 */
public record Forecasts(
    DataConfig data,
    NetworkSpec network,
    WindowReader reader,
    Statistics statistics,
    Optional<PanelTime> time,
    OptionalInt endedAfter,
    String asOf) {
  /** Whether the network sees more than targets and features. */
  private boolean isPanel() {
    return !reader.isPlain();
  }

  /**
   * Number of series of a table with rows in the result.
   *
   * @throws UserException if no series can be forecast, if one cannot and that is to be an error,
   *     or if the table is invalid
   */
  public long requireSeries(Table given, Invalid invalid) {
    if (reader.isMasked()) {
      return PanelForecasts.of(this, columns(given.rows(), given.name())).require(given);
    }
    AsOf.refuseWithoutPanel(asOf);
    SeriesTable table = SeriesTable.of(given, data, time, Optional.of(statistics.classes()));
    int needed = reader.spec().history();
    List<SeriesSummary> tooShort =
        table.series().stream()
            .filter(series -> series.wholeTail(table.missing()) < needed)
            .toList();
    int all = table.series().size();
    if (tooShort.size() == all) {
      long longest =
          tooShort.stream().mapToLong(series -> series.wholeTail(table.missing())).max().orElse(0);
      throw UserException.of(
          "no series of %s is long enough to forecast from: %,d rows of history without a gap are needed, the longest has %,d at its end; add earlier rows, or fill the gaps",
          given.name(), needed, longest);
    } else if (!tooShort.isEmpty()) {
      Message some =
          Message.of(
              "%,d of %,d series do not end with the %,d rows without a gap that a forecast needs: %s",
              tooShort.size(), all, needed, table.named(tooShort));
      if (invalid == Invalid.ERROR) {
        throw UserException.of("%s; with {score.invalid} = skip they get no forecast", some);
      }
      given
          .warnings()
          .accept(
              Message.of(
                  invalid == Invalid.KEEP
                      ? "%s; their forecasts have no values ({score.invalid} = keep)"
                      : "%s; they get no forecast ({score.invalid} = skip)",
                  some));
    }
    requireKnown(given.rows(), given.name());
    return invalid == Invalid.KEEP ? all : all - tooShort.size();
  }

  /**
   * Refuses series of which something is not known that their forecast needs; streams are not read.
   *
   * @param name name of the table in messages
   * @throws UserException names the column, the time and the series
   */
  public void requireKnown(Dataset<?> rows, String name) {
    if (isPanel()) {
      PanelForecasts.of(this, columns(rows, name)).requireKnown(rows);
    }
  }

  private SeriesColumns columns(Dataset<?> rows, String name) {
    return SeriesColumns.check(
        rows.schema(), data, name, zone(Sessions.timeZone(rows.sparkSession())));
  }

  /**
   * The forecasts, computed when the result is. Each batch of a stream is treated as a table.
   *
   * @param name name of the table in messages
   * @throws UserException if a column is missing or has the wrong type
   */
  public Dataset<Row> of(
      Dataset<?> rows, Broadcast<float[]> weights, Invalid invalid, String name) {
    SeriesColumns columns = columns(rows, name).with(statistics.classes());
    if (isPanel()) {
      return PanelForecasts.of(this, columns).of(rows, weights, invalid);
    }
    AsOf.refuseWithoutPanel(asOf);
    // null where neither model nor configuration says it: each series finds its own
    Frequency frequency =
        data.keptFrequency(time)
            .or(data::givenFrequency)
            .map(known -> known.on(columns.axis(), columns.time().name()))
            .orElse(null);
    Missing missing = data.missing();
    boolean fills = data.gaps() == Gaps.FILL;
    if (fills && frequency == null) {
      throw UserException.of(
          "{data.gaps} = fill needs a frequency, which the model does not keep: set {data.frequency}, or {data.gaps} = keep");
    }
    NetworkSpec spec = network;
    ForecastColumns result = columns(columns);
    MapPartitionsFunction<Row, Row> forecasts =
        partition ->
            new ForecastIterator(
                new SeriesCursor(
                    fills ? new FilledRows(partition, columns, frequency) : partition,
                    columns,
                    missing),
                columns,
                result,
                spec,
                weights.value(),
                frequency,
                invalid);
    Encoder<Row> encoder = Sessions.encoder(result.schema());
    return rows.isStreaming()
        ? columns
            .gather(rows)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    partition -> forecasts.call(sorted(partition, columns)),
                encoder)
        : columns.arrange(rows).mapPartitions(forecasts, encoder);
  }

  /** Sorts a partition of a batch of a stream, because Spark does not sort streams. */
  static Iterator<Row> sorted(Iterator<Row> rows, SeriesColumns columns) {
    List<Row> all = new ArrayList<>();
    rows.forEachRemaining(all::add);
    int time = columns.timeIndex();
    all.sort(
        Comparator.comparing(columns::key)
            .thenComparingLong(
                row -> row.isNullAt(time) ? 0 : columns.axis().position(row.get(time))));
    return all.iterator();
  }

  /**
   * The columns of the result.
   *
   * @param name name of the table in messages
   * @throws UserException if a column is missing or has the wrong type
   */
  public StructType schema(StructType rows, String name) {
    return columns(SeriesColumns.check(rows, data, name, zone(ZoneOffset.UTC))).schema();
  }

  /**
   * Checks that forecasts and back-tests can have the names of their columns beside those of the
   * table.
   *
   * @param name name of the table in messages
   * @throws UserException if a column has a name that a result needs
   */
  public void requireNames(StructType rows, String name) {
    SeriesColumns columns = SeriesColumns.check(rows, data, name, zone(ZoneOffset.UTC));
    columns(columns).schema();
    Backtest.schema(columns, data.targets(), reader);
  }

  private ZoneId zone(ZoneId session) {
    return time.map(PanelTime::zone).orElse(session);
  }

  private ForecastColumns columns(SeriesColumns columns) {
    return new ForecastColumns(columns, data.targets(), reader, statistics);
  }
}
