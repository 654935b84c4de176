package org.sparklstm.job.scoring;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig.Invalid;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesSummary;
import org.sparklstm.job.data.series.SeriesTable;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.spark.Sessions;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.Timeline;

/**
 * Forecasts of a panel of which something is known ahead, or whose series are forecast together
 * from the last time of the panel.
 *
 * @param model what forecasts
 * @param columns the columns of the table
 * @param frequency how the times go on
 */
record PanelForecasts(Forecasts model, SeriesColumns columns, Frequency frequency) {

  static PanelForecasts of(Forecasts model, SeriesColumns named) {
    SeriesColumns columns = named.with(model.statistics().classes());
    Frequency frequency =
        model
            .data()
            .keptFrequency(model.time())
            .or(model.data()::givenFrequency)
            .map(known -> known.on(columns.axis(), columns.time().name()))
            .orElseThrow(
                () ->
                    UserException.of(
                        "the model does not keep the frequency of its times: set {data.frequency}"));
    return new PanelForecasts(model, columns, frequency);
  }

  /** Periods without a row after which a series has ended. */
  private int endedAfter() {
    return model.endedAfter().orElse(model.reader().spec().horizon());
  }

  /** The last time at which something was observed, if all series are forecast from there. */
  private OptionalLong end(Dataset<?> rows) {
    if (!model.reader().isMasked()) {
      return OptionalLong.empty();
    }
    if (rows.isStreaming()) {
      throw UserException.of(
          "{data.gaps} = fill forecasts all series from the last time of the panel, which a stream does not have; set {data.gaps} = keep, or score tables");
    }
    Column observed = functions.lit(false);
    for (String target : model.data().targets()) {
      Column value = Fields.column(target);
      observed = observed.or(value.isNotNull().and(functions.not(functions.isnan(value))));
    }
    Row last =
        rows.toDF()
            .filter(observed)
            .agg(functions.max(columns.axis().read(Fields.column(columns.time().name()))))
            .first();
    if (last.isNullAt(0)) {
      throw UserException.of(
          "no row of %s has a value of %s: there is nothing to forecast from",
          columns.table(), model.data().targets());
    }
    return OptionalLong.of(columns.axis().position(last.get(0)));
  }

  /**
   * Names the series that have ended, and counts the others.
   *
   * @param given the table
   * @return number of series of which something was observed and that are forecast
   */
  int count(Table given, Consumer<Message> warnings) {
    SeriesTable table =
        SeriesTable.of(
            given, model.data(), model.time(), Optional.of(model.statistics().classes()));
    long end = table.series().stream().mapToLong(SeriesSummary::lastTime).max().orElseThrow();
    List<SeriesSummary> ended =
        table.series().stream()
            .filter(
                one ->
                    Timeline.of(columns.axis(), frequency, one.spacing())
                            .periods(one.lastTime(), end)
                        > endedAfter())
            .toList();
    if (!ended.isEmpty()) {
      warnings.accept(
          Message.of(
              "%,d of %,d series have had no row for more than %,d periods before %s and count as ended ({score.ended-after}): %s; they get no forecast",
              ended.size(),
              table.series().size(),
              endedAfter(),
              columns.axis().show(end),
              table.named(ended)));
    }
    return table.series().size() - ended.size();
  }

  /** The forecasts, computed when the result is. */
  Dataset<Row> of(Dataset<?> rows, Broadcast<float[]> weights, Invalid invalid) {
    OptionalLong end = end(rows);
    ForecastColumns result =
        new ForecastColumns(columns, model.data().targets(), model.reader(), model.statistics());
    PanelForecasts forecasts = this;
    int limit = endedAfter();
    PanelForecastIterator.Plan plan =
        new PanelForecastIterator.Plan(
            columns,
            result,
            model.network(),
            frequency,
            end,
            limit,
            model.data().missing(),
            model.data().future(),
            invalid);
    MapPartitionsFunction<Row, Row> answers =
        partition -> new PanelForecastIterator(partition, plan, weights.value());
    return rows.isStreaming()
        ? forecasts
            .columns
            .gather(rows)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    partition -> answers.call(Forecasts.sorted(partition, plan.columns())),
                Sessions.encoder(result.schema()))
        : columns.arrange(rows).mapPartitions(answers, Sessions.encoder(result.schema()));
  }
}
