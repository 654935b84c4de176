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
 * Learns to which class each token of a sequence belongs: what a word is in its sentence, what
 * happens in an event of a log. Tokens whose label is null are read, but not learnt from.
 *
 * <pre>
 * LstmTaggerModel model = new LstmTagger()
 *     .setTokensCol("words")            // array&lt;string&gt;, or one word per row with setTimeCol
 *     .setLabelCol("tags")              // as many
 *     .setBidirectional(true)
 *     .fit(sentences);
 * model.transform(sentences);           // prediction and probability, arrays
 * </pre>
 */
public final class LstmTagger extends Estimator<LstmTaggerModel>
    implements LstmParams,
        LstmSetters<LstmTagger>,
        TokenParams,
        TokenSetters<LstmTagger>,
        RegularizationParams,
        RegularizationSetters<LstmTagger>,
        TagParams,
        TagSetters<LstmTagger>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final StageParams params;

  public LstmTagger() {
    this(Identifiable.randomUID("lstmTagger"));
  }

  public LstmTagger(String uid) {
    this.uid = uid;
    params = LstmTaggerModel.params(this);
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
  public LstmTagger self() {
    return this;
  }

  /**
   * Trains on the sequences of a data frame.
   *
   * @throws org.sparklstm.job.UserException if a column, row or param is invalid: it names it and
   *     says what was expected
   */
  @Override
  public LstmTaggerModel fit(Dataset<?> dataset) {
    return params.speaking(() -> train(dataset));
  }

  private LstmTaggerModel train(Dataset<?> dataset) {
    StageTraining.requireSpark(dataset.sparkSession());
    JobConfig config = LstmTaggerModel.training(this);
    Examples examples = Task.of(config).examples(Table.ofStage(dataset, params::warn));
    StageTraining training = StageTraining.of(config, examples, params, dataset.sparkSession());
    LstmTaggerModel model = copyValues(new LstmTaggerModel(uid), ParamMap.empty());
    return model.become(training.model(), training.epochs()).setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    LstmTaggerModel.requireLabels(this, schema);
    return LstmTaggerModel.schema(this, schema);
  }

  @Override
  public LstmTagger copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** A reader of saved stages. */
  public static MLReader<LstmTagger> read() {
    return StageMetadata.reader();
  }

  /** Loads a saved stage. */
  public static LstmTagger load(String path) {
    return read().load(path);
  }
}
