package org.sparklstm.job.ml;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.data.series.FutureTable;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.scoring.Backtest;
import org.sparklstm.job.scoring.Forecasts;
import org.sparklstm.job.scoring.Origins;
import org.sparklstm.job.scoring.TimeFold;
import org.sparklstm.job.task.BacktestErrors;
import org.sparklstm.job.task.ForecastTask;
import org.sparklstm.job.task.Refit;

/**
 * A trained {@link LstmForecaster}. It turns a table of series into a table of forecasts: series id
 * columns, time, {@code step} from 1 to the horizon, and one column per target, in its own units.
 */
public final class LstmForecasterModel extends LstmModel<LstmForecasterModel>
    implements LstmParams, NumberParams, ForecastParams, BacktestParams {
  private static final long serialVersionUID = 1L;

  private final StageParams params;

  public LstmForecasterModel() {
    this(Identifiable.randomUID("lstmForecasterModel"));
  }

  public LstmForecasterModel(String uid) {
    super(uid);
    params =
        ParamSets.backtests(
            ParamSets.answers(params(this), "forecast", "backtest", "summary", "model"));
  }

  /** The params of a forecaster. */
  static StageParams params(Params stage) {
    return ParamSets.forecast(stage);
  }

  /** The configuration that the params of a stage describe. */
  static JobConfig config(ForecastParams stage) {
    return stage.stageParams().config(Map.of("task", TaskKind.FORECAST.toString()));
  }

  /** The schema of the forecasts of tables of that schema. */
  static StructType schema(ForecastParams stage, StructType schema) {
    return stage
        .stageParams()
        .speaking(() -> task(stage).forecasts().schema(schema, Table.DATA_FRAME));
  }

  @Override
  public StageParams stageParams() {
    return params;
  }

  @Override
  LstmForecasterModel self() {
    return this;
  }

  @Override
  LstmForecasterModel empty(String uid) {
    return new LstmForecasterModel(uid);
  }

  @Override
  Set<String> usedParams() {
    return Set.of(
        "handleInvalid",
        "missing",
        "gaps",
        "endedAfter",
        "asOf",
        "forecastMinimum",
        "frequency",
        "trainSplit",
        "validationSplit",
        "testSplit",
        "splitUnit",
        "validationFrom",
        "testFrom");
  }

  @Override
  TaskKind kind() {
    return TaskKind.FORECAST;
  }

  @Override
  JobConfig config() {
    return config(this);
  }

  private static ForecastTask task(ForecastParams stage) {
    return new ForecastTask(config(stage));
  }

  /**
   * Sets what transform answers with, for callers that cannot call the other methods: clients of
   * Spark Connect. Modified.
   */
  public LstmForecasterModel setOutput(String value) {
    set(output(), value);
    return this;
  }

  /** Sets the treatment of series that are too short: error, skip or keep. Modified. */
  public LstmForecasterModel setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  /** Sets the treatment of missing values: error, forward-fill or skip-window. Modified. */
  public LstmForecasterModel setMissing(String value) {
    set(missing(), value);
    return this;
  }

  /**
   * Sets the time from which all series are forecast, if gaps = fill: what was observed after it is
   * hidden. Modified.
   */
  public LstmForecasterModel setAsOf(String value) {
    set(asOf(), value);
    return this;
  }

  /** Sets the span to back-test, for transform with output = backtest. Modified. */
  public LstmForecasterModel setBacktestSpan(String value) {
    set(backtestSpan(), value);
    return this;
  }

  /**
   * Sets the number of rolling origins; 0 for all of a span, for transform with output = backtest.
   * Modified.
   */
  public LstmForecasterModel setBacktestWindows(int value) {
    set(backtestWindows(), value);
    return this;
  }

  /** Sets the rows from one origin to the next, for transform with output = backtest. Modified. */
  public LstmForecasterModel setBacktestStep(int value) {
    set(backtestStep(), value);
    return this;
  }

  /**
   * Sets whether to train further at each origin: none, keep or renew, for transform with output =
   * backtest. Modified.
   */
  public LstmForecasterModel setBacktestRefit(String value) {
    set(backtestRefit(), value);
    return this;
  }

  /**
   * Sets the passes over the rows up to each origin, for transform with output = backtest.
   * Modified.
   */
  public LstmForecasterModel setBacktestEpochs(int value) {
    set(backtestEpochs(), value);
    return this;
  }

  /** Forecasts what follows each series. Of a stream, each batch is a table by itself. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    if (getOrDefault(output()).equals("backtest")) {
      return asked(dataset);
    }
    return told(dataset.sparkSession())
        .orElseGet(
            () ->
                FutureTable.isUnion(dataset.schema())
                    ? transform(FutureTable.given(dataset), FutureTable.ahead(dataset))
                    : forecast(dataset));
  }

  /** The back-test that the params describe. */
  private Dataset<Row> asked(Dataset<?> dataset) {
    int windows = (int) getOrDefault(backtestWindows());
    int step = (int) getOrDefault(backtestStep());
    String refit = getOrDefault(backtestRefit());
    if (windows == 0) {
      return backtest(dataset, getOrDefault(backtestSpan()));
    } else if (refit.equals("none")) {
      return backtest(dataset, windows, step);
    }
    return backtest(dataset, windows, step, refit, (int) getOrDefault(backtestEpochs()));
  }

  private Dataset<Row> forecast(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return params.speaking(
        () -> {
          Forecasts forecasts = task(this).forecasts(trained());
          forecasts.requireKnown(dataset, Table.DATA_FRAME);
          return forecasts.of(
              dataset,
              shared(dataset.sparkSession()),
              config(this).score().invalid(),
              Table.DATA_FRAME);
        });
  }

  /**
   * Forecasts what follows each series. Reads both tables at once, to name what is missing.
   *
   * @param future says what is known of the rows to forecast: series id, time and future columns,
   *     and static and categorical ones where they are not in the data frame
   */
  public Dataset<Row> transform(Dataset<?> dataset, Dataset<?> future) {
    return params.speaking(
        () ->
            forecast(
                FutureTable.union(
                        Table.ofStage(dataset, params::warn),
                        future,
                        "the data frame of future rows",
                        config(this).data())
                    .rows()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema(this, schema);
  }

  /** {@link #backtest(Dataset, String)} of the test span. */
  public Dataset<Row> backtest(Dataset<?> dataset) {
    return backtest(dataset, "test");
  }

  /**
   * Forecasts from every cutoff of a span, beside the actual values: series id columns, {@code
   * cutoff} (the last time that the network sees), time, {@code step}, and for each target {@code
   * t} the actual value {@code t}, {@code t_forecast} and {@code t_naive} in its units, and {@code
   * t_error}, the error of the forecast in standardised units.
   *
   * @param span train, validation or test
   */
  public Dataset<Row> backtest(Dataset<?> dataset, String span) {
    if (!span.matches("train|validation|test")) {
      throw new IllegalArgumentException(
          "span is %s, expected train, validation or test".formatted(span));
    }
    StageTraining.requireSpark(dataset.sparkSession());
    return params.speaking(
        () ->
            Backtest.of(
                task(this).forecasts(judged()),
                Table.ofStage(dataset, params::warn),
                sharedToJudge(dataset.sparkSession()),
                StageParams.constant(Split.class, span)));
  }

  /**
   * Forecasts from rolling origins, as {@link #backtest(Dataset, String)} shows them: {@code
   * windows} cutoffs of each series, {@code step} rows apart, the last one a horizon before its
   * end.
   */
  public Dataset<Row> backtest(Dataset<?> dataset, int windows, int step) {
    StageTraining.requireSpark(dataset.sparkSession());
    return params.speaking(
        () ->
            Backtest.of(
                task(this).forecasts(judged()),
                Table.ofStage(dataset, params::warn),
                sharedToJudge(dataset.sparkSession()),
                new Origins(windows, step)));
  }

  /**
   * The same by a model that is trained further at each cutoff, from its previous weights, on all
   * rows up to it. The cutoffs are times of the whole data frame. It trains by the params of this
   * stage; a model of the command line has their defaults, such as that of {@code learningRate}.
   *
   * @param refit scales of values: keep those of the model, or renew them
   * @param epochs passes over the rows up to each cutoff
   */
  public Dataset<Row> backtest(
      Dataset<?> dataset, int windows, int step, String refit, int epochs) {
    StageTraining.requireSpark(dataset.sparkSession());
    if (!refit.matches("keep|renew")) {
      throw new IllegalArgumentException("refit is %s, expected keep or renew".formatted(refit));
    }
    return params.speaking(
        () ->
            Backtest.shown(
                task(this)
                    .backtest(
                        judged(),
                        Table.ofStage(dataset, params::warn),
                        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext()),
                        new Origins(windows, step),
                        Optional.of(
                            new Refit(StageParams.constant(Refit.Scales.class, refit), epochs)),
                        params::info),
                config(this).data().targets()));
  }

  /** The weights of the model to judge as executors read them. */
  private Broadcast<float[]> sharedToJudge(SparkSession spark) {
    return isRefitted()
        ? JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(judged().weights())
        : shared(spark);
  }

  /** The errors of a fold, which the model was trained on the first part of. */
  BacktestErrors errors(Dataset<?> dataset, TimeFold fold) {
    return params.speaking(
        () -> {
          JobConfig config = config(this);
          Dataset<Row> measured =
              Backtest.measured(
                  task(this).forecasts(trained()),
                  Table.ofStage(fold.whole(dataset), params::warn),
                  shared(dataset.sparkSession()),
                  Origins.LAST);
          return BacktestErrors.of(fold.judged(measured), config);
        });
  }

  /** A reader of saved models. */
  public static MLReader<LstmForecasterModel> read() {
    return new StageFiles.Reader<>(LstmForecasterModel.class, LstmForecasterModel::new);
  }

  /**
   * Loads a model.
   *
   * @param path of a saved stage, or of a model, run or pointer of the command line
   */
  public static LstmForecasterModel load(String path) {
    return read().load(path);
  }
}
