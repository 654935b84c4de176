package org.sparklstm.job.ml;

import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.data.sequence.LabelledTable;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.spark.StageMetadata;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.RegressTask;

/**
 * Predicts a number per sequence: a recurrent network over its steps, and a linear head. Labels are
 * scaled for training ({@code standardization}), and predictions are in their own units.
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
    implements LstmParams,
        LstmSetters<LstmRegressor>,
        NumberParams,
        NumberSetters<LstmRegressor>,
        SequenceParams,
        SequenceSetters<LstmRegressor>,
        DefaultParamsWritable {
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
   * @throws org.sparklstm.job.UserException if a column, row or param is invalid: it names it and
   *     says what was expected
   */
  @Override
  public LstmRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return params.speaking(() -> train(dataset));
  }

  private LstmRegressionModel train(Dataset<?> dataset) {
    StageTraining.requireSpark(dataset.sparkSession());
    JobConfig config = SequenceStage.config(this, TaskKind.REGRESS);
    LabelledTable table =
        new LabelledTable(
            Table.ofStage(dataset, params::warn), SequenceStage.columns(this), Optional.empty());
    Examples examples = new RegressTask(config).examples(table);
    StageTraining training = StageTraining.of(config, examples, params, dataset.sparkSession());
    LstmRegressionModel model = copyValues(new LstmRegressionModel(uid), ParamMap.empty());
    return model.become(training.model(), training.epochs()).setParent(this);
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

  /** A reader of saved stages. */
  public static MLReader<LstmRegressor> read() {
    return StageMetadata.reader();
  }

  /** Loads a saved stage. */
  public static LstmRegressor load(String path) {
    return read().load(path);
  }
}
