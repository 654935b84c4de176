package org.sparklstm.job.ml;

import java.util.Set;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.scoring.AnswerColumns;
import org.sparklstm.job.scoring.Predictions;

/** A trained {@link LstmRegressor}. It adds {@code prediction}, in the units of the label. */
public final class LstmRegressionModel extends LstmModel<LstmRegressionModel>
    implements LstmParams, NumberParams, SequenceParams {
  private static final long serialVersionUID = 1L;

  private final StageParams params;

  public LstmRegressionModel() {
    this(Identifiable.randomUID("lstmRegressionModel"));
  }

  public LstmRegressionModel(String uid) {
    super(uid);
    params = ParamSets.answers(params(this), "prediction", "summary", "model");
  }

  /** The params of a regressor. */
  static StageParams params(Params stage) {
    return ParamSets.sequences(stage, TaskKind.REGRESS);
  }

  @Override
  public StageParams stageParams() {
    return params;
  }

  @Override
  LstmRegressionModel self() {
    return this;
  }

  @Override
  LstmRegressionModel empty(String uid) {
    return new LstmRegressionModel(uid);
  }

  @Override
  Set<String> usedParams() {
    return Set.of("featuresCol", "featureSize", "handleInvalid", "predictionCol");
  }

  @Override
  TaskKind kind() {
    return TaskKind.REGRESS;
  }

  @Override
  JobConfig config() {
    return SequenceStage.config(this, TaskKind.REGRESS);
  }

  @Override
  void takeColumns(DataConfig data) {
    SequenceStage.takeColumns(this, data);
  }

  /**
   * Sets what transform answers with, for callers that cannot call the other methods: clients of
   * Spark Connect. Modified.
   */
  public LstmRegressionModel setOutput(String value) {
    set(output(), value);
    return this;
  }

  /** Sets the column with the sequences. Modified. */
  public LstmRegressionModel setFeaturesCol(String value) {
    set(featuresCol(), value);
    return this;
  }

  /** Sets the column for the prediction. Modified. */
  public LstmRegressionModel setPredictionCol(String value) {
    set(predictionCol(), value);
    return this;
  }

  /** Sets the treatment of rows without a valid sequence: error, skip or keep. Modified. */
  public LstmRegressionModel setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return told(dataset.sparkSession()).orElseGet(() -> predicted(dataset));
  }

  private Dataset<Row> predicted(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    SequenceScaling scaling = SequenceScaling.ofNumbers(trained().statistics());
    Predictions predictions = SequenceStage.predictions(this, trained(), scaling);
    return predictions.of(
        dataset,
        shared(dataset.sparkSession()),
        columns(this, (answers, row) -> scaling.restoreLabel(answers.at(row, 0))),
        Table.DATA_FRAME);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    SequenceStage.checkPrediction(this, schema, trained().spec().objective().inputs());
    return append(schema, this);
  }

  /** A schema followed by the column that the stage adds. */
  static StructType append(StructType schema, SequenceParams stage) {
    return columns(stage, (answers, row) -> null).after(schema, stage.uid());
  }

  private static AnswerColumns columns(SequenceParams stage, AnswerColumns.Cell cell) {
    AnswerColumns columns = new AnswerColumns();
    stage
        .stageParams()
        .given("predictionCol")
        .ifPresent(
            name ->
                columns.add(DataTypes.createStructField(name, DataTypes.DoubleType, true), cell));
    return columns;
  }

  /** A reader of saved models. */
  public static MLReader<LstmRegressionModel> read() {
    return new StageFiles.Reader<>(LstmRegressionModel.class, LstmRegressionModel::new);
  }

  /**
   * Loads a model.
   *
   * @param path of a saved stage, or of a model, run or pointer of the command line
   */
  public static LstmRegressionModel load(String path) {
    return read().load(path);
  }
}
