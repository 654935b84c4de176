package org.sparklstm.job.ml;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.AnswerColumns;
import org.sparklstm.job.scoring.Predictions;
import org.sparklstm.job.spark.Cells;

/**
 * A trained {@link LstmClassifier}. It adds {@code rawPrediction}, the logits, {@code probability},
 * their softmax, both as vectors, and {@code prediction}, the number of the largest, or of the
 * largest ratio of probability and threshold.
 */
public final class LstmClassificationModel extends LstmModel<LstmClassificationModel>
    implements LstmParams, NumberParams, SequenceParams, ClassifyParams {
  private static final long serialVersionUID = 1L;

  private final StageParams params;

  public LstmClassificationModel() {
    this(Identifiable.randomUID("lstmClassificationModel"));
  }

  public LstmClassificationModel(String uid) {
    super(uid);
    params = ParamSets.answers(params(this), "prediction", "summary", "model");
  }

  /** The params of a classifier. */
  static StageParams params(Params stage) {
    return ParamSets.classes(stage);
  }

  @Override
  public StageParams stageParams() {
    return params;
  }

  @Override
  LstmClassificationModel self() {
    return this;
  }

  @Override
  LstmClassificationModel empty(String uid) {
    return new LstmClassificationModel(uid);
  }

  @Override
  Set<String> usedParams() {
    return Set.of(
        "featuresCol",
        "featureSize",
        "handleInvalid",
        "predictionCol",
        "probabilityCol",
        "rawPredictionCol",
        "thresholds");
  }

  @Override
  TaskKind kind() {
    return TaskKind.CLASSIFY;
  }

  @Override
  JobConfig config() {
    return SequenceStage.config(this, TaskKind.CLASSIFY);
  }

  @Override
  void takeColumns(DataConfig data) {
    SequenceStage.takeColumns(this, data);
  }

  /**
   * Sets what transform answers with, for callers that cannot call the other methods: clients of
   * Spark Connect. Modified.
   */
  public LstmClassificationModel setOutput(String value) {
    set(output(), value);
    return this;
  }

  /** Sets the column with the sequences. Modified. */
  public LstmClassificationModel setFeaturesCol(String value) {
    set(featuresCol(), value);
    return this;
  }

  /** Sets the column for the number of the class; empty for none. Modified. */
  public LstmClassificationModel setPredictionCol(String value) {
    set(predictionCol(), value);
    return this;
  }

  /** Sets the column for the probabilities; empty for none. Modified. */
  public LstmClassificationModel setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return this;
  }

  /** Sets the column for the logits; empty for none. Modified. */
  public LstmClassificationModel setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return this;
  }

  /** Sets the thresholds of the classes. Modified. */
  public LstmClassificationModel setThresholds(double[] value) {
    set(thresholds(), value);
    return this;
  }

  @Override
  void takeChosen() {
    if (!trained().thresholds().isEmpty() && !isSet(thresholds())) {
      set(thresholds(), trained().thresholds().stream().mapToDouble(Double::doubleValue).toArray());
    }
  }

  @Override
  TrainedModel used(TrainedModel model) {
    return model.withThresholds(usedThresholds());
  }

  /** The thresholds of the classes; none if the likeliest class is the answer. */
  private List<Double> usedThresholds() {
    if (!isSet(thresholds())) {
      return List.of();
    }
    List<Double> values = Arrays.stream(getThresholds()).boxed().toList();
    if (values.size() != numClasses()) {
      throw new IllegalArgumentException(
          "%s: thresholds is %s, expected one for each of the %d classes"
              .formatted(uid(), values, numClasses()));
    }
    return values;
  }

  /** Sets the treatment of rows without a valid sequence: error, skip or keep. Modified. */
  public LstmClassificationModel setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  /** Number of classes. */
  public int numClasses() {
    return trained().classes().size();
  }

  /** Names of the classes by number: those in the label's metadata, else the numbers. */
  public String[] classNames() {
    return trained().classes().toArray(String[]::new);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return told(dataset.sparkSession()).orElseGet(() -> predicted(dataset));
  }

  private Dataset<Row> predicted(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    SequenceScaling scaling = SequenceScaling.ofClasses(trained().statistics());
    Predictions predictions = SequenceStage.predictions(this, trained(), scaling);
    return predictions.of(
        dataset,
        shared(dataset.sparkSession()),
        columns(this, trained().classes(), usedThresholds()),
        Table.DATA_FRAME);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    SequenceStage.checkPrediction(this, schema, trained().spec().objective().inputs());
    return append(schema, this, trained().classes());
  }

  /**
   * A schema followed by the columns that the stage adds.
   *
   * @param classes their names; empty if they are not known yet
   */
  static StructType append(StructType schema, ClassifyParams stage, List<String> classes) {
    return columns(stage, classes, List.of()).after(schema, stage.uid());
  }

  private static AnswerColumns columns(
      ClassifyParams stage, List<String> classes, List<Double> thresholds) {
    StageParams params = stage.stageParams();
    AnswerColumns columns = new AnswerColumns();
    params
        .given("rawPredictionCol")
        .ifPresent(
            name ->
                columns.add(
                    vectors(name, classes.size()),
                    (answers, row) -> Cells.vector(logits(answers, row))));
    params
        .given("probabilityCol")
        .ifPresent(
            name ->
                columns.add(
                    vectors(name, classes.size()),
                    (answers, row) -> Cells.vector(CrossEntropy.probabilities(answers, row))));
    params
        .given("predictionCol")
        .ifPresent(
            name ->
                columns.add(
                    numbers(name, classes),
                    (answers, row) ->
                        (double) ClassificationErrors.largest(answers, row, thresholds)));
    return columns;
  }

  private static StructField vectors(String name, int size) {
    Metadata metadata = size == 0 ? Metadata.empty() : new AttributeGroup(name, size).toMetadata();
    return new StructField(name, SQLDataTypes.VectorType(), true, metadata);
  }

  /** With the names of the classes, so that IndexToString finds them. */
  private static StructField numbers(String name, List<String> classes) {
    boolean different = new HashSet<>(classes).size() == classes.size();
    NominalAttribute attribute = NominalAttribute.defaultAttr().withName(name);
    Metadata metadata =
        classes.isEmpty()
            ? Metadata.empty()
            : (different
                    ? attribute.withValues(classes.toArray(String[]::new))
                    : attribute.withNumValues(classes.size()))
                .toMetadata();
    return new StructField(name, DataTypes.DoubleType, true, metadata);
  }

  private static double[] logits(Matrix answers, int row) {
    double[] logits = new double[answers.columns()];
    for (int c = 0; c < logits.length; c++) {
      logits[c] = answers.at(row, c);
    }
    return logits;
  }

  /** A reader of saved models. */
  public static MLReader<LstmClassificationModel> read() {
    return new StageFiles.Reader<>(LstmClassificationModel.class, LstmClassificationModel::new);
  }

  /**
   * Loads a model.
   *
   * @param path of a saved stage, or of a model, run or pointer of the command line
   */
  public static LstmClassificationModel load(String path) {
    return read().load(path);
  }
}
