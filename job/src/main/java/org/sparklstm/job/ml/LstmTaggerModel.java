package org.sparklstm.job.ml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.scoring.PredictedTags;
import org.sparklstm.job.scoring.TokenScoring;
import org.sparklstm.job.task.TagTask;

/**
 * A trained {@link LstmTagger}. It adds to each sequence {@code prediction}, an array of the
 * likeliest class of each token, and {@code probability}, an array of their probabilities.
 */
public final class LstmTaggerModel extends LstmModel<LstmTaggerModel>
    implements LstmParams, TokenParams, RegularizationParams, TagParams {
  private static final long serialVersionUID = 1L;

  private final StageParams params;

  public LstmTaggerModel() {
    this(Identifiable.randomUID("lstmTaggerModel"));
  }

  public LstmTaggerModel(String uid) {
    super(uid);
    params = ParamSets.answers(params(this), "scores", "summary", "model");
  }

  /** The params of a stage that finds the class of each token. */
  static StageParams params(Params stage) {
    return ParamSets.tokens(stage, TaskKind.TAG)
        .column(
            "labelCol", "column with the class of each token, null where it is not known", "label")
        .speak("data.label", "labelCol");
  }

  /** The configuration that the params of a stage describe. */
  static <S extends TokenParams & TagParams> JobConfig training(S stage) {
    return config(stage, stage.getLabelCol());
  }

  private static JobConfig config(TokenParams stage, String label) {
    String invalid = stage.getHandleInvalid();
    Map<String, Object> settings = new HashMap<>();
    settings.put("task", TaskKind.TAG.toString());
    settings.put("data.targets", List.of(stage.getTokensCol()));
    settings.put("data.label", label);
    settings.put("data.missing", invalid.equals("error") ? "error" : "skip-window");
    settings.put("score.invalid", invalid);
    return stage.stageParams().config(settings);
  }

  /** The schema of the scores of tables of that schema. */
  static <S extends TokenParams & TagParams> StructType schema(S stage, StructType schema) {
    return stage
        .stageParams()
        .speaking(
            () ->
                TokenScoring.schema(
                    new TagTask(training(stage)).column(),
                    schema,
                    TokenScoring.Beside.ALL,
                    new PredictedTags(List.of()),
                    Table.DATA_FRAME));
  }

  /** Checks that tables of that schema have labels to learn from. */
  static <S extends TokenParams & TagParams> void requireLabels(S stage, StructType schema) {
    stage
        .stageParams()
        .speaking(
            () ->
                new TagTask(training(stage))
                    .column()
                    .with(stage.getLabelCol())
                    .stepsForm(schema, Table.DATA_FRAME));
  }

  /** The classes, in the order of their numbers. */
  public List<String> classNames() {
    return trained().classes();
  }

  @Override
  public StageParams stageParams() {
    return params;
  }

  @Override
  LstmTaggerModel self() {
    return this;
  }

  @Override
  LstmTaggerModel empty(String uid) {
    return new LstmTaggerModel(uid);
  }

  @Override
  Set<String> usedParams() {
    return Set.of("tokensCol", "labelCol", "seriesIdCols", "timeCol", "handleInvalid");
  }

  @Override
  TaskKind kind() {
    return TaskKind.TAG;
  }

  @Override
  JobConfig config() {
    return training(this);
  }

  @Override
  void takeColumns(DataConfig data) {
    set(tokensCol(), data.targets().get(0));
    set(labelCol(), data.label());
    if (data.missing() == Missing.SKIP_WINDOW) {
      set(handleInvalid(), "skip");
    }
  }

  /** Sets what transform answers with. Modified. */
  public LstmTaggerModel setOutput(String value) {
    set(output(), value);
    return this;
  }

  /** Sets the column of tokens. Modified. */
  public LstmTaggerModel setTokensCol(String value) {
    set(tokensCol(), value);
    return this;
  }

  /** Sets the columns that identify a sequence. Modified. */
  public LstmTaggerModel setSeriesIdCols(String[] value) {
    set(seriesIdCols(), value);
    return this;
  }

  /** Sets the column that orders the rows of a sequence; each row is then one token. Modified. */
  public LstmTaggerModel setTimeCol(String value) {
    set(timeCol(), value);
    return this;
  }

  /** Sets the treatment of rows without a valid sequence: error, skip or keep. Modified. */
  public LstmTaggerModel setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return told(dataset.sparkSession()).orElseGet(() -> tagged(dataset));
  }

  private Dataset<Row> tagged(Dataset<?> dataset) {
    return params.speaking(
        () ->
            new TagTask(config())
                .answers(
                    trained(),
                    Table.ofStage(dataset, params::warn),
                    TokenScoring.Beside.ALL,
                    shared(dataset.sparkSession()),
                    TagTask.answers(trained())));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema(this, schema);
  }

  /** A reader of saved models. */
  public static MLReader<LstmTaggerModel> read() {
    return new StageFiles.Reader<>(LstmTaggerModel.class, LstmTaggerModel::new);
  }

  /**
   * Loads a model.
   *
   * @param path of a saved stage, or of a model, run or pointer of the command line
   */
  public static LstmTaggerModel load(String path) {
    return read().load(path);
  }
}
