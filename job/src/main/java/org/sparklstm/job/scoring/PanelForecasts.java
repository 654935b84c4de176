package org.sparklstm.job.scoring;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig.Invalid;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesTable;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.spark.Sessions;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.Spacing;
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

  /**
   * Columns that must have values in the rows to forecast. Of a past time not all is there any more
   * that was known then: a series that has ended since has no rows, so what it had last goes on.
   */
  private List<String> required() {
    return asOf().isPresent() ? List.of() : model.data().future();
  }

  /** Periods after its last observed target after which a series has ended. */
  private int endedAfter() {
    return model.endedAfter().orElse(model.reader().spec().horizon());
  }

  /** The time from which it is forecast, if one is given. */
  private Optional<AsOf> asOf() {
    if (model.asOf().isEmpty()) {
      return Optional.empty();
    } else if (!model.reader().isMasked()) {
      AsOf.refuseWithoutPanel(model.asOf());
    }
    return Optional.of(AsOf.of(model.asOf(), columns.axis()));
  }

  /** The rows of which nothing that was observed later than it is forecast from is shown. */
  private Dataset<Row> visible(Dataset<?> rows) {
    return asOf().map(time -> time.hide(rows, model.data(), columns)).orElseGet(rows::toDF);
  }

  /**
   * The time from which all series are forecast, if they are: the last one at which something was
   * observed, or the last of the panel's times up to the one that is asked for.
   */
  private OptionalLong end(Dataset<?> given) {
    if (!model.reader().isMasked()) {
      return OptionalLong.empty();
    }
    if (given.isStreaming()) {
      throw UserException.of(
          "{data.gaps} = fill forecasts all series from the last time of the panel, which a stream does not have; set {data.gaps} = keep, or score tables");
    }
    OptionalLong last = lastObserved(visible(given));
    if (last.isPresent()) {
      return asOf().isEmpty() ? last : OptionalLong.of(goOn(last.getAsLong()));
    }
    throw asOf().isPresent() && lastObserved(given).isPresent()
        ? UserException.of(
            "no row of %s up to {score.as-of} (--as-of) = %s has a value of %s: there is nothing to forecast from; give a later time",
            columns.table(), model.asOf(), model.data().targets())
        : UserException.of(
            "no row of %s has a value of %s: there is nothing to forecast from",
            columns.table(), model.data().targets());
  }

  /** Whether a row has a value of a target. */
  private Column observed() {
    Column observed = functions.lit(false);
    for (String target : model.data().targets()) {
      Column value = Fields.column(target);
      observed = observed.or(value.isNotNull().and(functions.not(functions.isnan(value))));
    }
    return observed;
  }

  private OptionalLong lastObserved(Dataset<?> rows) {
    Row last =
        rows.toDF()
            .filter(observed())
            .agg(functions.max(columns.axis().read(Fields.column(columns.time().name()))))
            .first();
    return last.isNullAt(0)
        ? OptionalLong.empty()
        : OptionalLong.of(columns.axis().position(last.get(0)));
  }

  /** The last time of the panel up to the one that is asked for. */
  private long goOn(long observed) {
    long wanted = asOf().orElseThrow().position();
    Spacing spacing = new Spacing(columns.axis());
    spacing.add(observed);
    Timeline timeline = Timeline.of(columns.axis(), frequency, spacing);
    long periods = 0;
    while (timeline.after(observed, periods + 1) <= wanted) {
      if (++periods > endedAfter()) {
        throw UserException.of(
            "{score.as-of} (--as-of) = %s is more than %,d periods ({score.ended-after}) after %s, the last time at which %s has a value of %s: all series would count as ended; give an earlier time, or add the rows between",
            model.asOf(),
            endedAfter(),
            columns.axis().show(observed),
            columns.table(),
            model.data().targets());
      }
    }
    return timeline.after(observed, periods);
  }

  /**
   * Looks at the series before any is forecast, and names those of which something is unusual.
   *
   * @param given the table
   * @return number of series that are forecast
   * @throws UserException if the table is invalid, or does not say what is to be known ahead
   */
  int require(Table given) {
    // a time that nothing can be forecast from is refused before the series are read
    OptionalLong asked = asOf().isPresent() ? end(given.rows()) : OptionalLong.empty();
    Table visible = given.with(visible(given.rows()));
    // refuses what is wrong anywhere in the table
    SeriesTable.of(visible, model.data(), model.time(), Optional.of(model.statistics().classes()));
    OptionalLong origin = asked.isPresent() ? asked : end(given.rows());
    PanelCheck check = PanelCheck.of(visible.rows(), plan(origin, Invalid.SKIP)).requireKnown();
    check.warn(given.warnings());
    return check.due();
  }

  /**
   * Refuses series of which something is not known that their forecast needs.
   *
   * @throws UserException names the column, the time and the series
   */
  void requireKnown(Dataset<?> rows) {
    if (!required().isEmpty() && model.reader().isThrough() && !rows.isStreaming()) {
      PanelCheck.of(visible(rows), plan(end(rows), Invalid.SKIP)).requireKnown();
    }
  }

  private PanelForecastIterator.Plan plan(OptionalLong origin, Invalid invalid) {
    return new PanelForecastIterator.Plan(
        columns,
        new ForecastColumns(columns, model.data().targets(), model.reader(), model.statistics()),
        model.network(),
        frequency,
        origin,
        endedAfter(),
        model.data().missing(),
        required(),
        invalid);
  }

  /** The forecasts, computed when the result is. */
  Dataset<Row> of(Dataset<?> rows, Broadcast<float[]> weights, Invalid invalid) {
    PanelForecastIterator.Plan plan = plan(end(rows), invalid);
    Encoder<Row> encoder = Sessions.encoder(plan.result().schema());
    MapPartitionsFunction<Row, Row> answers =
        partition -> new PanelForecastIterator(partition, plan, weights.value());
    return rows.isStreaming()
        ? columns
            .gather(rows)
            .mapPartitions(
                (MapPartitionsFunction<Row, Row>)
                    partition -> answers.call(Forecasts.sorted(partition, plan.columns())),
                encoder)
        : columns.arrange(visible(rows)).mapPartitions(answers, encoder);
  }
}
