package org.sparklstm.job.ml;

import java.util.Map;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.scoring.Backtest;
import org.sparklstm.job.scoring.Forecasts;
import org.sparklstm.job.task.ModelSpecs;

/**
 * A trained {@link LstmForecaster}. A table of series becomes a table of what follows each: series
 * id columns, time, {@code step} from 1 to the horizon, and a column a target, in its own units.
 */
public final class LstmForecasterModel extends LstmModel<LstmForecasterModel>
    implements ForecastParams {
  private static final long serialVersionUID = 1L;

  private final StageParams params;

  public LstmForecasterModel() {
    this(Identifiable.randomUID("lstmForecasterModel"));
  }

  public LstmForecasterModel(String uid) {
    super(uid);
    params = params(this);
  }

  /** The parameters of a forecaster. */
  static StageParams params(Params stage) {
    return new StageParams(stage).training().forecast();
  }

  /** The configuration that a stage's parameters describe. */
  static JobConfig config(ForecastParams stage) {
    return stage.stageParams().config(Map.of("task", "forecast"));
  }

  /** What comes out where tables of that schema go in. */
  static StructType schema(ForecastParams stage, StructType schema) {
    return stage
        .stageParams()
        .speaking(
            () -> {
              JobConfig config = config(stage);
              Forecasting forecasting = (Forecasting) ModelSpecs.forecaster(config).objective();
              return new Forecasts(config.data(), null, forecasting.reader(), null)
                  .schema(schema, SequenceStage.TABLE);
            });
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
  JobConfig config() {
    return config(this);
  }

  /** Changes what becomes of series that are too short: error, skip or keep. Modified. */
  public LstmForecasterModel setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  /** Changes what is done about missing values: error, forward-fill or skip-window. Modified. */
  public LstmForecasterModel setMissing(String value) {
    set(missing(), value);
    return this;
  }

  private Forecasts forecasts() {
    Forecasting forecasting = (Forecasting) trained().spec().objective();
    return new Forecasts(
        config().data(), trained().spec().network(), forecasting.reader(), trained().statistics());
  }

  /** Forecasts what follows each series. Of a stream, each batch is a table by itself. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Forecasts.TooShort tooShort =
        switch (getHandleInvalid()) {
          case "skip" -> Forecasts.TooShort.SKIPPED;
          case "keep" -> Forecasts.TooShort.KEPT;
          default -> Forecasts.TooShort.REFUSED;
        };
    return forecasts().of(dataset, shared(dataset.sparkSession()), tooShort, SequenceStage.TABLE);
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
   * Forecasts from every cutoff of a span, beside what came true: series id columns, {@code cutoff}
   * (the last time that the network sees), time, {@code step}, and of each target {@code t} the
   * true value {@code t}, {@code t_forecast} and {@code t_naive} in its units, and {@code t_error},
   * the forecast's error in standardised units.
   *
   * @param span train, validation or test
   */
  public Dataset<Row> backtest(Dataset<?> dataset, String span) {
    if (!span.matches("train|validation|test")) {
      throw new IllegalArgumentException(
          "span is %s, expected train, validation or test".formatted(span));
    }
    Fit.requireSpark(dataset.sparkSession());
    return params.speaking(
        () ->
            Backtest.of(
                forecasts(),
                dataset.toDF(),
                shared(dataset.sparkSession()),
                StageParams.constant(Split.class, span),
                SequenceStage.TABLE,
                params::warn));
  }

  /** Reads a model that was saved. */
  public static MLReader<LstmForecasterModel> read() {
    return new Saved.Reader<>(LstmForecasterModel.class, LstmForecasterModel::new);
  }

  /** Reads a model that was saved. */
  public static LstmForecasterModel load(String path) {
    return read().load(path);
  }
}
