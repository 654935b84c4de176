package org.sparklstm.job.ml;

import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.series.SeriesDataset;
import org.sparklstm.job.task.EmptySpans;
import org.sparklstm.job.task.ModelSpecs;

/**
 * Forecasts series from a table with a row a time: one network for all series, which sees the last
 * {@code lookback} rows of one and answers with the next {@code horizon}.
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
 * model.backtest(sales);     // forecasts from every day of the test span, and what came true
 * </pre>
 *
 * <p>Each series is split by time into train, validation and test spans; the best epoch is that of
 * the best validation loss.
 */
public final class LstmForecaster extends Estimator<LstmForecasterModel>
    implements ForecastSetters<LstmForecaster>, DefaultParamsWritable {
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
   * @throws org.sparklstm.job.UserException where a column, a row or a parameter is no good: it
   *     says which, and what was expected
   */
  @Override
  public LstmForecasterModel fit(Dataset<?> dataset) {
    return params.speaking(() -> train(dataset));
  }

  private LstmForecasterModel train(Dataset<?> dataset) {
    Fit.requireSpark(dataset.sparkSession());
    JobConfig config = LstmForecasterModel.config(this);
    ModelSpec spec = ModelSpecs.forecaster(config);
    SeriesDataset source =
        SeriesDataset.of(
            dataset.toDF(),
            config.data(),
            config.window().spec(),
            SequenceStage.TABLE,
            params::warn);
    Fit fit =
        Fit.of(
            config,
            spec,
            source,
            source.statistics(),
            List.of(),
            shards -> EmptySpans.refuse(config, SequenceStage.TABLE, shards),
            dataset.sparkSession(),
            params::info);
    LstmForecasterModel model = copyValues(new LstmForecasterModel(uid), ParamMap.empty());
    return model.become(fit.model(), fit.epochs()).setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return LstmForecasterModel.schema(this, schema);
  }

  @Override
  public LstmForecaster copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads a stage that was saved. */
  public static MLReader<LstmForecaster> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a stage that was saved. */
  public static LstmForecaster load(String path) {
    return read().load(path);
  }
}
