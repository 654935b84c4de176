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
import org.sparklstm.job.data.sequence.SequenceDataset;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.sequence.SequenceTable;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.task.ModelSpecs;

/**
 * Finds the number that belongs to a sequence: a recurrent network over its steps, and a linear
 * head. Labels are scaled for training ({@code standardization}) and predictions are in their own
 * units.
 *
 * <pre>
 * LstmRegressionModel model = new LstmRegressor()
 *     .setFeaturesCol("steps")          // array&lt;array&lt;double&gt;&gt;, of any length
 *     .setLabelCol("remainingLife")
 *     .setPooling("mean")
 *     .fit(train);
 * </pre>
 */
public final class LstmRegressor extends Estimator<LstmRegressionModel>
    implements SequenceSetters<LstmRegressor>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final StageParams params;

  public LstmRegressor() {
    this(Identifiable.randomUID("lstmRegressor"));
  }

  public LstmRegressor(String uid) {
    this.uid = uid;
    params = LstmRegressionModel.params(this);
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
  public LstmRegressor self() {
    return this;
  }

  /**
   * Trains on the rows of a data frame.
   *
   * @throws org.sparklstm.job.UserException where a column, a row or a parameter is no good: it
   *     says which, and what was expected
   */
  @Override
  public LstmRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return params.speaking(() -> train(dataset));
  }

  private LstmRegressionModel train(Dataset<?> dataset) {
    Fit.requireSpark(dataset.sparkSession());
    JobConfig config = SequenceStage.config(this, "regress");
    SequenceTable table =
        SequenceTable.of(
                dataset,
                SequenceStage.columns(this),
                SequenceTable.Labels.NUMBERS,
                config.data(),
                SequenceStage.TABLE,
                params::warn)
            .requireTraining();
    Statistics statistics = table.statisticsWithLabel(params::warn);
    SequenceDataset source = table.dataset(SequenceScaling.ofNumbers(statistics));
    ModelSpec spec = ModelSpecs.regressor(config, source.scaling().inputs(), source.longest());
    Fit fit =
        Fit.of(
            config,
            spec,
            source,
            statistics,
            List.of(),
            shards -> {},
            dataset.sparkSession(),
            params::info);
    LstmRegressionModel model = copyValues(new LstmRegressionModel(uid), ParamMap.empty());
    return model.become(fit.model(), fit.epochs()).setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    SequenceStage.checkTraining(this, schema);
    return LstmRegressionModel.append(schema, this);
  }

  @Override
  public LstmRegressor copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads a stage that was saved. */
  public static MLReader<LstmRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a stage that was saved. */
  public static LstmRegressor load(String path) {
    return read().load(path);
  }
}
