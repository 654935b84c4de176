package org.sparklstm.job.ml;

import java.util.List;
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
import org.sparklstm.job.task.ClassifyTask;
import org.sparklstm.job.task.Examples;

/**
 * Classifies sequences: a recurrent network over the steps of each, and a linear head with one
 * logit per class.
 *
 * <pre>
 * LstmClassifier classifier = new LstmClassifier()
 *     .setFeaturesCol("steps")          // array&lt;array&lt;double&gt;&gt;, of any length
 *     .setLabelCol("label")             // 0 … C - 1, as StringIndexer gives them
 *     .setHiddenSize(100)
 *     .setBidirectional(true);
 * LstmClassificationModel model = classifier.fit(train);
 * model.transform(test).select("prediction", "probability");
 * </pre>
 *
 * <p>The data frame is read twice: once to check it, once to place it on the executors. The same
 * rows, in any order and any partitions, params and seed give the same weights, to the bit.
 */
public final class LstmClassifier extends Estimator<LstmClassificationModel>
    implements LstmParams,
        LstmSetters<LstmClassifier>,
        NumberParams,
        NumberSetters<LstmClassifier>,
        SequenceParams,
        SequenceSetters<LstmClassifier>,
        ClassifyParams,
        ClassifySetters<LstmClassifier>,
        DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final StageParams params;

  public LstmClassifier() {
    this(Identifiable.randomUID("lstmClassifier"));
  }

  public LstmClassifier(String uid) {
    this.uid = uid;
    params = LstmClassificationModel.params(this);
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
  public LstmClassifier self() {
    return this;
  }

  /**
   * Trains on the rows of a data frame.
   *
   * @throws org.sparklstm.job.UserException if a column, row or param is invalid: it names it and
   *     says what was expected
   */
  @Override
  public LstmClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return params.speaking(() -> train(dataset));
  }

  private LstmClassificationModel train(Dataset<?> dataset) {
    StageTraining.requireSpark(dataset.sparkSession());
    JobConfig config = SequenceStage.config(this, TaskKind.CLASSIFY);
    LabelledTable table =
        new LabelledTable(
            Table.ofStage(dataset, params::warn),
            SequenceStage.columns(this),
            ClassNames.of(dataset.schema(), getLabelCol()));
    Examples examples = new ClassifyTask(config).examples(table);
    StageTraining training = StageTraining.of(config, examples, params, dataset.sparkSession());
    LstmClassificationModel model = copyValues(new LstmClassificationModel(uid), ParamMap.empty());
    model.become(training.model(), training.epochs()).takeChosen();
    return model.setParent(this);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    SequenceStage.checkTraining(this, schema);
    return LstmClassificationModel.append(
        schema, this, ClassNames.of(schema, getLabelCol()).orElse(List.of()));
  }

  @Override
  public LstmClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** A reader of saved stages. */
  public static MLReader<LstmClassifier> read() {
    return StageMetadata.reader();
  }

  /** Loads a saved stage. */
  public static LstmClassifier load(String path) {
    return read().load(path);
  }
}
