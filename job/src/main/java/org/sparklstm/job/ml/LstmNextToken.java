package org.sparklstm.job.ml;

import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.spark.StageMetadata;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Task;

/**
 * Learns which token comes next: the next event of a log, page of a visit, word or character of a
 * text.
 *
 * <pre>
 * LstmNextTokenModel model = new LstmNextToken()
 *     .setSeriesIdCols(new String[] {"visit"})
 *     .setTimeCol("time")
 *     .setTokensCol("page")
 *     .fit(clicks);
 * model.recommendForAll(clicks, 5);  // the five likeliest next pages of each visit
 * model.transform(clicks);           // how likely each page was that came
 * </pre>
 */
public final class LstmNextToken extends Estimator<LstmNextTokenModel>
    implements LstmParams,
        LstmSetters<LstmNextToken>,
        TokenParams,
        TokenSetters<LstmNextToken>,
        RegularizationParams,
        RegularizationSetters<LstmNextToken>,
        NextParams,
        NextSetters<LstmNextToken>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final StageParams params;

  public LstmNextToken() {
    this(Identifiable.randomUID("lstmNextToken"));
  }

  public LstmNextToken(String uid) {
    this.uid = uid;
    params = LstmNextTokenModel.params(this);
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
  public LstmNextToken self() {
    return this;
  }

  /**
   * Trains on the sequences of a data frame.
   *
   * @throws org.sparklstm.job.UserException if a column, row or param is invalid: it names it and
   *     says what was expected
   */
  @Override
  public LstmNextTokenModel fit(Dataset<?> dataset) {
    return params.speaking(() -> train(dataset));
  }

  private LstmNextTokenModel train(Dataset<?> dataset) {
    StageTraining.requireSpark(dataset.sparkSession());
    JobConfig config = LstmNextTokenModel.config(this);
    Examples examples = Task.of(config).examples(Table.ofStage(dataset, params::warn));
    StageTraining training = StageTraining.of(config, examples, params, dataset.sparkSession());
    LstmNextTokenModel model = copyValues(new LstmNextTokenModel(uid), ParamMap.empty());
    return model.become(training.model(), training.epochs()).setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return LstmNextTokenModel.schema(this, schema);
  }

  @Override
  public LstmNextToken copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** A reader of saved stages. */
  public static MLReader<LstmNextToken> read() {
    return StageMetadata.reader();
  }

  /** Loads a saved stage. */
  public static LstmNextToken load(String path) {
    return read().load(path);
  }
}
