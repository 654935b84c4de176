package org.sparklstm.job.ml;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TrainConfig;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.spark.StageMetadata;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Task;

/**
 * Forecasts series from a table with one row per time step: one network for all series, which sees
 * the last {@code lookback} rows of a series and answers with the next {@code horizon}.
 *
 * <pre>
 * LstmForecasterModel model = new LstmForecaster()
 *     .setSeriesIdCols(new String[] {"store", "item"})
 *     .setTimeCol("day")
 *     .setTargetCols(new String[] {"units"})
 *     .setLookback(56)
 *     .setHorizon(14)
 *     .fit(sales);
 * model.transform(sales);    // the 14 days after the last one of each series
 * model.backtest(sales);     // forecasts from every day of the test span, and the actual values
 * </pre>
 *
 * <p>Each series is split by time into train, validation and test spans; the best epoch is that of
 * the best validation loss.
 */
public final class LstmForecaster extends Estimator<LstmForecasterModel>
    implements LstmParams,
        LstmSetters<LstmForecaster>,
        NumberParams,
        NumberSetters<LstmForecaster>,
        ForecastParams,
        ForecastSetters<LstmForecaster>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final StageParams params;

  public LstmForecaster() {
    this(Identifiable.randomUID("lstmForecaster"));
  }

  public LstmForecaster(String uid) {
    this.uid = uid;
    params = LstmForecasterModel.params(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public StageParams stageParams() {
    return params;
  }

  @Override
  public LstmForecaster self() {
    return this;
  }

  /**
   * Trains on the series of a data frame.
   *
   * @throws org.sparklstm.job.UserException if a column, row or param is invalid: it names it and
   *     says what was expected
   */
  @Override
  public LstmForecasterModel fit(Dataset<?> dataset) {
    return params.speaking(() -> train(dataset));
  }

  private LstmForecasterModel train(Dataset<?> dataset) {
    StageTraining.requireSpark(dataset.sparkSession());
    JobConfig config = LstmForecasterModel.config(this);
    Table table = Table.ofStage(dataset, params::warn);
    Examples examples = Task.of(config).examples(table);
    StageTraining training = StageTraining.of(config, examples, params, dataset.sparkSession());
    LstmForecasterModel model = copyValues(new LstmForecasterModel(uid), ParamMap.empty());
    model.become(training.model(), training.epochs());
    if (config.train().refit() == TrainConfig.Refit.ALL && training.epochs().bestEpoch() > 0) {
      TrainedModel again = training.again(config, table, params, dataset.sparkSession());
      model.become(again, training.epochs()).judgedBy(training.model());
    }
    return model.setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return LstmForecasterModel.schema(this, schema);
  }

  @Override
  public LstmForecaster copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** A reader of saved stages. */
  public static MLReader<LstmForecaster> read() {
    return StageMetadata.reader();
  }

  /** Loads a saved stage. */
  public static LstmForecaster load(String path) {
    return read().load(path);
  }
}
