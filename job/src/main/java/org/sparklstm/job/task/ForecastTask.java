package org.sparklstm.job.task;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.core.layer.EmbeddingSpec;
import org.sparklstm.core.layer.MixedInputsSpec;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.AnswerLayout;
import org.sparklstm.core.sequence.Offsets;
import org.sparklstm.core.sequence.PanelSpec;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.NaiveQuantiles;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.ModelConfig;
import org.sparklstm.job.config.TrainConfig.Loss;
import org.sparklstm.job.config.WindowReaders;
import org.sparklstm.job.data.series.FutureTable;
import org.sparklstm.job.data.series.SeriesDataset;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.TableSource;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.Backtest;
import org.sparklstm.job.scoring.Forecasts;
import org.sparklstm.job.scoring.Origins;
import org.sparklstm.job.scoring.Scores;
import org.sparklstm.job.time.PanelTime;

/** Forecasts the next rows of each series from its last rows. */
public record ForecastTask(JobConfig config) implements Task {
  @Override
  public Examples examples(Table table) {
    check();
    Table all = withFuture(table, config.data().futureSource());
    try {
      forecasts().requireNames(all.schema(), table.name());
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
    if (config.data().knowsAhead() && !reader().isThrough()) {
      table
          .warnings()
          .accept(
              Message.of(
                  "{model.decoder} = direct answers from the last state: what is known of the rows to forecast has no effect"));
    }
    return examples(table, SeriesDataset.of(all, config.data(), training()));
  }

  @Override
  public Examples examples(Table table, TrainedModel model) {
    SeriesDataset source =
        SeriesDataset.of(
            withFuture(table, config.data().futureSource()),
            config.data(),
            training(),
            statistics(model),
            model.time(),
            Set.of(Split.TEST));
    return examples(table, source);
  }

  /**
   * The examples of a table, to train a model further.
   *
   * @param all with what is known ahead
   */
  SeriesExamples examples(Table all, TrainedModel model, Refit.Scales scales) {
    return examples(
        all,
        switch (scales) {
          case KEEP ->
              SeriesDataset.of(
                  all,
                  config.data(),
                  training(),
                  statistics(model).with(Offsets.NONE),
                  model.time(),
                  Set.of(Split.TRAIN));
          case RENEW ->
              SeriesDataset.renewed(
                  all, config.data(), training(), model.statistics().classes(), model.time());
        });
  }

  private SeriesExamples examples(Table table, SeriesDataset source) {
    requireCounts(table, source);
    return new SeriesExamples(
        config,
        table.name(),
        source,
        spec(source.reader(), source.statistics(), source.naiveQuantiles()));
  }

  private void requireCounts(Table table, SeriesDataset source) {
    List<String> targets = config.data().targets();
    for (int target = 0; target < targets.size(); target++) {
      double smallest = source.smallest(target);
      if (config.train().loss() == Loss.NEGATIVE_BINOMIAL && smallest < 0) {
        throw UserException.of(
            "{train.loss = negative-binomial} is of numbers from 0 on, but column '%s' of %s has %s; set it to student-t, normal or quantile, or leave such rows out in a query",
            targets.get(target), table.name(), smallest);
      }
    }
  }

  /** The table with the rows of another one that say what is known ahead, if there is one. */
  private Table withFuture(Table table, Optional<String> path) {
    return path.map(
            future ->
                FutureTable.union(
                    table,
                    TableSource.openPath(
                        table.rows().sparkSession(),
                        config.data().source(),
                        future,
                        "data.future-source"),
                    future,
                    config.data()))
        .orElse(table);
  }

  /** Refuses networks that are too large, before a table is read. */
  private void check() {
    if (config.data().panel().classes().isEmpty()) {
      spec();
    }
  }

  /** The network and objective of a table without classes. */
  public ModelSpec spec() {
    return spec(reader(), null, NaiveQuantiles.NONE);
  }

  /** The network and objective for a table. */
  private ModelSpec spec(WindowReader reader, Statistics statistics, NaiveQuantiles naive) {
    List<Vocabulary> classes = statistics == null ? List.of() : statistics.classes();
    int numbers = reader.inputs() - reader.classes();
    int width = numbers + classes.stream().mapToInt(this::embedding).sum();
    NetworkSpec recurrent = network(reader, width);
    NetworkSpec network =
        classes.isEmpty()
            ? recurrent
            : recurrent.withClasses(
                new MixedInputsSpec(
                    numbers,
                    classes.stream()
                        .map(one -> EmbeddingSpec.embedding(one.count(), embedding(one)))
                        .toList()));
    long steps = config.model().rows(config.window(), reader.targets(), reader.isThrough());
    NetworkLimits.check(network, config, steps, Message.of("{window.lookback}"));
    double coldShare = reader.isMasked() && reader.isThrough() ? config.window().coldShare() : 0;
    return new ModelSpec(
        network,
        new Forecasting(reader, config.train().loss().ofNumbers(), coldShare, naive),
        config.train().inputNoise());
  }

  private NetworkSpec network(WindowReader reader, int width) {
    ModelConfig model = config.model();
    int values = reader.answers().outputs();
    if (model.isInSegments()) {
      return model.segments(config.window(), config.data(), reader.targets(), values);
    }
    return reader.isThrough()
        ? model.through(width, config.window().horizon(), reader.targets() * values)
        : model.spec(width, reader.layout().outputs());
  }

  private int embedding(Vocabulary one) {
    return config.model().embedding().orElse(one.width());
  }

  private WindowReader reader() {
    return WindowReaders.of(
            config.data(),
            config.windows(),
            config.model().isThrough(config.data())
                ? PanelSpec.Decoder.THROUGH
                : PanelSpec.Decoder.DIRECT)
        .answering(config.answers());
  }

  /** The reader of windows to train on: series may begin within them. */
  private WindowReader training() {
    return padded(reader(), config.window().leastHistory());
  }

  /** The reader of a model's windows. */
  private WindowReader reader(Optional<PanelTime> time) {
    return time.map(known -> WindowReaders.at(config.data(), known.frequency(), reader()))
        .orElse(reader());
  }

  private static WindowReader padded(WindowReader reader, int rows) {
    return reader.isMasked() ? reader.with(reader.spec().padded(rows)) : reader;
  }

  private Statistics statistics(TrainedModel model) {
    return model
        .statistics()
        .withMinimum(config.forecast().minimum(), config.data().targets().size());
  }

  @Override
  public TrainedModel open(SavedModel saved) {
    Loss loss = saved.config().train().loss();
    if (!loss.answersAs(config.train().loss())) {
      throw UserException.of(
          "model %s was trained with {train.loss} = %s and the configuration has %s: a model that forecasts quantiles or a distribution is used with the same loss, others with none of these",
          saved.name(), loss.text(), config.train().loss().text());
    }
    return Task.super.open(saved);
  }

  @Override
  public ModelSpec spec(SavedModel saved) {
    List<String> found = saved.statistics().columns();
    if (!found.equals(config.data().columns())) {
      throw new UserException(
          "model %s has statistics of the columns %s, expected %s"
              .formatted(saved.name(), found, config.data().columns()));
    }
    WindowReader reader = reader(saved.time());
    AnswerLayout layout = reader.layout();
    Offsets offsets = saved.statistics().offsets();
    requireOffsets(
        saved,
        offsets.values(),
        config.forecast().isCalibrated() ? layout.truths() * layout.answers().levels().size() : 0);
    requireOffsets(
        saved, offsets.totals(), layout.hasTotals() ? layout.targets() * layout.ofTotal() : 0);
    return spec(saved.statistics().complete(reader), saved.statistics(), NaiveQuantiles.NONE);
  }

  /** What is added to the network's outputs stays the same in users' units. */
  @Override
  public TrainedModel again(TrainedModel model, TrainedModel earlier) {
    WindowReader reader = reader(model.time());
    double[] factors = new double[reader.targets()];
    Arrays.setAll(
        factors,
        target ->
            earlier.statistics().scales().get(target) / model.statistics().scales().get(target));
    Offsets offsets = earlier.statistics().offsets().times(reader.layout(), factors);
    Statistics statistics = model.statistics().with(offsets);
    return model.with(
        spec(statistics.complete(reader), statistics, NaiveQuantiles.NONE), statistics);
  }

  private static void requireOffsets(SavedModel saved, List<Double> offsets, int needed) {
    if (offsets.size() != needed) {
      throw new UserException(
          "model %s has %,d numbers of calibration, but its horizon, targets and quantiles need %,d; its files do not belong together, train it again"
              .formatted(saved.name(), offsets.size(), needed));
    }
  }

  @Override
  public Scores score(TrainedModel model, Table table, JavaSparkContext spark) {
    Forecasts forecasts = forecasts(model);
    Table all = withFuture(table, config.data().futureSource());
    long series = forecasts.requireSeries(all, config.score().invalid());
    long rows = series * config.window().horizon();
    return new Scores(
        forecasts.of(
            all.rows(), spark.broadcast(model.weights()), config.score().invalid(), table.name()),
        "series",
        () -> series,
        () -> rows,
        () -> "%,d forecasts of %,d series".formatted(rows, series));
  }

  @Override
  public Dataset<Row> backtest(
      TrainedModel model,
      Table table,
      JavaSparkContext spark,
      Origins origins,
      Optional<Refit> refit,
      Consumer<Message> log) {
    Table all = withFuture(table, config.data().futureSource());
    return refit
        .map(how -> new RefitBacktest(this, how, log).of(model, all, spark, origins))
        .orElseGet(
            () ->
                Backtest.measured(
                    forecasts(model), all, spark.broadcast(model.weights()), origins));
  }

  /** The forecasts of a model. */
  public Forecasts forecasts(TrainedModel model) {
    return new Forecasts(
        config.data(),
        model.spec().network(),
        statistics(model)
            .complete(padded(reader(model.time()), config.window().minHistory().orElse(1))),
        statistics(model),
        model.time(),
        config.score().endedAfter(),
        config.score().asOf());
  }

  /** The forecasts of a model that is not trained yet; they have a schema, but no rows. */
  public Forecasts forecasts() {
    return new Forecasts(
        config.data(),
        null,
        reader(),
        null,
        Optional.empty(),
        config.score().endedAfter(),
        config.score().asOf());
  }

  @Override
  public String lossName() {
    Loss loss = config.train().loss();
    return loss.distribution().isPresent()
        ? loss.text()
        : loss.ofNumbers().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, String> facts(TrainedModel model) {
    WindowReader reader = reader(model.time());
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("targets", Integer.toString(reader.targets()));
    facts.put("lookback", Integer.toString(reader.spec().lookback()));
    facts.put("rows", Integer.toString(reader.inputRows()));
    facts.put("horizon", Integer.toString(reader.spec().horizon()));
    facts.put("baseline", reader.spec().baseline().name().toLowerCase(Locale.ROOT));
    facts.put("period", Integer.toString(reader.spec().period()));
    if (!reader.isPlain()) {
      Statistics statistics = statistics(model);
      facts.putAll(PanelFacts.of(config.data().panel(), statistics.complete(reader), statistics));
    }
    return facts;
  }

  @Override
  public void describe(TrainedModel model, ModelFormat format) {
    WindowReader reader = reader(model.time());
    Statistics statistics = statistics(model);
    if (reader.isPlain()) {
      format.forecast(statistics.complete(reader), statistics);
    } else {
      format.panel(statistics.complete(reader), config.data(), statistics);
    }
  }
}
