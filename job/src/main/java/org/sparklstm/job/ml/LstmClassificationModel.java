package org.sparklstm.job.ml;

import java.util.HashSet;
import java.util.List;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.scoring.Predictions;

/**
 * A trained {@link LstmClassifier}. It adds {@code rawPrediction}, the logits, {@code probability},
 * their softmax, both as vectors, and {@code prediction}, the number of the largest.
 */
public final class LstmClassificationModel extends LstmModel<LstmClassificationModel>
    implements ClassifyParams {
  private static final long serialVersionUID = 1L;

  /** What {@code VectorUDT} writes for a dense vector. */
  private static final byte DENSE = 1;

  private final StageParams params;

  public LstmClassificationModel() {
    this(Identifiable.randomUID("lstmClassificationModel"));
  }

  public LstmClassificationModel(String uid) {
    super(uid);
    params = params(this);
  }

  /** The parameters of a classifier. */
  static StageParams params(Params stage) {
    return new StageParams(stage).training().sequences().classes();
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
  JobConfig config() {
    return SequenceStage.config(this, "classify");
  }

  /** Changes the column with the sequences. Modified. */
  public LstmClassificationModel setFeaturesCol(String value) {
    set(featuresCol(), value);
    return this;
  }

  /** Changes the column for the number of the class; empty for none. Modified. */
  public LstmClassificationModel setPredictionCol(String value) {
    set(predictionCol(), value);
    return this;
  }

  /** Changes the column for the probabilities; empty for none. Modified. */
  public LstmClassificationModel setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return this;
  }

  /** Changes the column for the logits; empty for none. Modified. */
  public LstmClassificationModel setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return this;
  }

  /** Changes what becomes of rows without a good sequence: error, skip or keep. Modified. */
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
    transformSchema(dataset.schema());
    SequenceScaling scaling = SequenceScaling.ofClasses(trained().statistics());
    Predictions predictions = SequenceStage.predictions(this, trained(), scaling);
    Outputs outputs = outputs(this, trained().classes());
    return predictions.of(
        dataset,
        shared(dataset.sparkSession()),
        outputs.fields(),
        outputs.answer(),
        SequenceStage.TABLE);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    SequenceStage.checkPrediction(this, schema, trained().spec().objective().inputs());
    return append(schema, this, trained().classes());
  }

  /**
   * A schema with what is added.
   *
   * @param classes their names, none where they are not known yet
   */
  static StructType append(StructType schema, ClassifyParams stage, List<String> classes) {
    return outputs(stage, classes).after(schema, stage.uid());
  }

  private static Outputs outputs(ClassifyParams stage, List<String> classes) {
    StageParams given = stage.stageParams();
    return new Outputs()
        .add(
            given.given("rawPredictionCol"),
            name -> vectors(name, classes.size()),
            (answers, row) -> vector(logits(answers, row)))
        .add(
            given.given("probabilityCol"),
            name -> vectors(name, classes.size()),
            (answers, row) -> vector(CrossEntropy.probabilities(answers, row)))
        .add(
            given.given("predictionCol"),
            name -> numbers(name, classes),
            (answers, row) -> (double) ClassificationErrors.largest(answers, row));
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

  private static Object vector(double[] values) {
    return new GenericInternalRow(
        new Object[] {DENSE, null, null, UnsafeArrayData.fromPrimitiveArray(values)});
  }

  private static double[] logits(Matrix answers, int row) {
    double[] logits = new double[answers.columns()];
    for (int c = 0; c < logits.length; c++) {
      logits[c] = answers.at(row, c);
    }
    return logits;
  }

  /** Reads a model that was saved. */
  public static MLReader<LstmClassificationModel> read() {
    return new Saved.Reader<>(LstmClassificationModel.class, LstmClassificationModel::new);
  }

  /** Reads a model that was saved. */
  public static LstmClassificationModel load(String path) {
    return read().load(path);
  }
}
