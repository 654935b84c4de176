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
 * Tells sequences apart: a recurrent network over the steps of each, and a linear head that gives a
 * logit a class.
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
 * <p>The data frame is read twice: once to find what is wrong with it, once to take it to the
 * executors. With the same rows, in any order and any partitions, parameters and seed the same
 * weights come out, to the bit.
 */
public final class LstmClassifier extends Estimator<LstmClassificationModel>
    implements ClassifySetters<LstmClassifier>, DefaultParamsWritable {
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
   * @throws org.sparklstm.job.UserException where a column, a row or a parameter is no good: it
   *     says which, and what was expected
   */
  @Override
  public LstmClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return params.speaking(() -> train(dataset));
  }

  private LstmClassificationModel train(Dataset<?> dataset) {
    Fit.requireSpark(dataset.sparkSession());
    JobConfig config = SequenceStage.config(this, "classify");
    SequenceTable table =
        SequenceTable.of(
                dataset,
                SequenceStage.columns(this),
                SequenceTable.Labels.CLASSES,
                config.data(),
                SequenceStage.TABLE,
                params::warn)
            .requireTraining();
    List<String> classes = table.requireClasses(ClassNames.of(dataset.schema(), getLabelCol()));
    Statistics statistics = table.statistics(params::warn);
    SequenceDataset source = table.dataset(SequenceScaling.ofClasses(statistics));
    ModelSpec spec =
        ModelSpecs.classifier(
            config,
            source.scaling().inputs(),
            ModelSpecs.classWeights(config, table.classCounts(classes.size())),
            source.longest());
    Fit fit =
        Fit.of(
            config,
            spec,
            source,
            statistics,
            classes,
            shards -> {},
            dataset.sparkSession(),
            params::info);
    LstmClassificationModel model = copyValues(new LstmClassificationModel(uid), ParamMap.empty());
    return model.become(fit.model(), fit.epochs()).setParent(this);
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

  /** Reads a stage that was saved. */
  public static MLReader<LstmClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a stage that was saved. */
  public static LstmClassifier load(String path) {
    return read().load(path);
  }
}
