package org.sparklstm.job.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.scoring.TimeFold;
import org.sparklstm.job.task.BacktestErrors;

/**
 * Chooses params of a forecaster by rolling origins, as Spark's {@code CrossValidator} does for
 * other estimators. Each fold trains on the rows up to its cutoff only, and is judged by the
 * horizon after it. The last fold ends with the last time of the table. The best params are then
 * fitted to all rows. The split of the forecaster applies to the rows of each fold.
 */
public final class RollingOriginValidator extends Estimator<RollingOriginValidatorModel>
    implements MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final IntParam numFolds;
  private final IntParam step;
  private final IntParam parallelism;
  private final Param<String> metric;
  private final LongParam seed;
  private LstmForecaster estimator;
  private ParamMap[] maps = {ParamMap.empty()};

  public RollingOriginValidator() {
    this(Identifiable.randomUID("rollingOriginValidator"));
  }

  public RollingOriginValidator(String uid) {
    this.uid = uid;
    numFolds = new IntParam(uid, "numFolds", "number of cutoffs", ParamValidators.gtEq(1));
    step =
        new IntParam(
            uid,
            "step",
            "periods from one cutoff to the next; the horizon if unset",
            ParamValidators.gtEq(1));
    parallelism =
        new IntParam(uid, "parallelism", "fits at the same time", ParamValidators.gtEq(1));
    metric =
        new Param<>(
            uid,
            "metric",
            "error to compare by: " + String.join(", ", BacktestErrors.METRICS),
            Valid.oneOf("metric", BacktestErrors.METRICS));
    seed = new LongParam(uid, "seed", "seed of each fit; the forecaster's own if unset");
    setDefault(numFolds, 3);
    setDefault(parallelism, 1);
    setDefault(metric, "wape");
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Number of cutoffs. */
  public IntParam numFolds() {
    return numFolds;
  }

  /** Periods from one cutoff to the next. */
  public IntParam step() {
    return step;
  }

  /** Fits at the same time. */
  public IntParam parallelism() {
    return parallelism;
  }

  /** Error to compare by. */
  public Param<String> metric() {
    return metric;
  }

  /** Seed of each fit. */
  public LongParam seed() {
    return seed;
  }

  /** Sets the forecaster. Modified. */
  public RollingOriginValidator setEstimator(LstmForecaster value) {
    estimator = value;
    return this;
  }

  public LstmForecaster getEstimator() {
    return estimator;
  }

  /** Sets the params to compare, at least one map. Modified. */
  public RollingOriginValidator setEstimatorParamMaps(ParamMap[] value) {
    if (value.length == 0) {
      throw new IllegalArgumentException("estimatorParamMaps is empty, expected at least one map");
    }
    maps = value.clone();
    return this;
  }

  public ParamMap[] getEstimatorParamMaps() {
    return maps.clone();
  }

  /** Sets the number of cutoffs. Modified. */
  public RollingOriginValidator setNumFolds(int value) {
    set(numFolds, value);
    return this;
  }

  /** Sets the periods from one cutoff to the next. Modified. */
  public RollingOriginValidator setStep(int value) {
    set(step, value);
    return this;
  }

  /** Sets the number of fits at the same time. Modified. */
  public RollingOriginValidator setParallelism(int value) {
    set(parallelism, value);
    return this;
  }

  /** Sets the error to compare by: wape, mae, mse, rmse, mase or smape. Modified. */
  public RollingOriginValidator setMetric(String value) {
    set(metric, value);
    return this;
  }

  /** Sets the seed of each fit. Modified. */
  public RollingOriginValidator setSeed(long value) {
    set(seed, value);
    return this;
  }

  private LstmForecaster forecaster(ParamMap map) {
    LstmForecaster own = estimator.copy(ParamMap.empty());
    if (isDefined(seed)) {
      own.setSeed((long) getOrDefault(seed));
    }
    return own.copy(map);
  }

  /**
   * Compares the params and fits the best ones to all rows.
   *
   * @throws org.sparklstm.job.UserException if a row or param is invalid
   */
  @Override
  public RollingOriginValidatorModel fit(Dataset<?> dataset) {
    requireEstimator();
    List<Row> results = validate(dataset);
    double[] means = RollingOriginValidatorModel.means(results);
    int best = 0;
    for (int map = 1; map < means.length; map++) {
      // an error that is no number is never the best
      best = means[map] < means[best] || Double.isNaN(means[best]) ? map : best;
    }
    if (Double.isNaN(means[best])) {
      throw new IllegalStateException(
          "%s: no params could be judged by %s: the actual values after the cutoffs are missing or all 0"
              .formatted(uid, getOrDefault(metric)));
    }
    LstmForecasterModel model = forecaster(maps[best]).fit(dataset);
    return new RollingOriginValidatorModel(uid, model, results).setParent(this);
  }

  private List<Row> validate(Dataset<?> dataset) {
    ExecutorService pool = Executors.newFixedThreadPool((int) getOrDefault(parallelism));
    try {
      List<Future<Row>> waiting = new ArrayList<>();
      for (int map = 0; map < maps.length; map++) {
        LstmForecaster one = forecaster(maps[map]);
        List<TimeFold> folds = folds(one, dataset);
        for (int fold = 0; fold < folds.size(); fold++) {
          int number = map;
          int cutoff = fold;
          TimeFold at = folds.get(fold);
          waiting.add(
              pool.submit(() -> judged(one.copy(ParamMap.empty()), dataset, number, cutoff, at)));
        }
      }
      List<Row> results = new ArrayList<>();
      for (Future<Row> one : waiting) {
        results.add(one.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private List<TimeFold> folds(LstmForecaster one, Dataset<?> dataset) {
    int horizon = one.getHorizon();
    int distance = isDefined(step) ? (int) getOrDefault(step) : horizon;
    return one.stageParams()
        .speaking(
            () ->
                TimeFold.of(
                    Table.ofStage(dataset, one.stageParams()::warn),
                    LstmForecasterModel.config(one).data(),
                    horizon,
                    (int) getOrDefault(numFolds),
                    distance));
  }

  private Row judged(LstmForecaster one, Dataset<?> dataset, int map, int fold, TimeFold at) {
    BacktestErrors errors = one.fit(at.trained(dataset)).errors(dataset, at);
    return RollingOriginValidatorModel.row(
        map, maps[map], fold, at.text(), errors.mean(getOrDefault(metric)), errors);
  }

  LstmForecaster requireEstimator() {
    if (estimator == null) {
      throw new IllegalStateException(uid + " has no estimator: call setEstimator first");
    }
    return estimator;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return requireEstimator().transformSchema(schema);
  }

  @Override
  public RollingOriginValidator copy(ParamMap extra) {
    RollingOriginValidator copy = copyValues(new RollingOriginValidator(uid), extra);
    copy.estimator = estimator;
    copy.maps = maps;
    return copy;
  }

  @Override
  public MLWriter write() {
    return ValidatorFiles.writer(this);
  }

  /** A reader of saved stages. */
  public static MLReader<RollingOriginValidator> read() {
    return ValidatorFiles.reader();
  }

  /** Loads a saved stage. */
  public static RollingOriginValidator load(String path) {
    return read().load(path);
  }
}
