package org.sparklstm.job.ml;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.train.TokenGenerator;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.data.token.TokenForm;
import org.sparklstm.job.scoring.GeneratedTokens;
import org.sparklstm.job.scoring.LikeliestTokens;
import org.sparklstm.job.scoring.ObservedTokens;
import org.sparklstm.job.scoring.TokenAnswers;
import org.sparklstm.job.scoring.TokenScoring;
import org.sparklstm.job.task.NextTask;

/**
 * A trained {@link LstmNextToken}. It adds to each sequence {@code prediction} and {@code
 * probability}, the likeliest next token; {@code nats_per_token}, the mean of -ln of the
 * probabilities of its tokens; and, token by token, {@code log_probabilities} and {@code ranks}, of
 * which the first is null.
 */
public final class LstmNextTokenModel extends LstmModel<LstmNextTokenModel>
    implements LstmParams, TokenParams, RegularizationParams, NextParams, GenerateParams {
  private static final long serialVersionUID = 1L;

  private final StageParams params;

  public LstmNextTokenModel() {
    this(Identifiable.randomUID("lstmNextTokenModel"));
  }

  public LstmNextTokenModel(String uid) {
    super(uid);
    params =
        ParamSets.generation(
            ParamSets.answers(
                params(this), "scores", "recommendations", "generated", "summary", "model"));
  }

  /** The params of a stage that predicts tokens. */
  static StageParams params(Params stage) {
    return ParamSets.tokens(stage, TaskKind.NEXT);
  }

  /** The configuration that the params of a stage describe. */
  static JobConfig config(TokenParams stage) {
    String invalid = stage.getHandleInvalid();
    return stage
        .stageParams()
        .config(
            Map.of(
                "task",
                TaskKind.NEXT.toString(),
                "data.targets",
                List.of(stage.getTokensCol()),
                "data.missing",
                invalid.equals("error") ? "error" : "skip-window",
                "score.invalid",
                invalid));
  }

  /** The schema of the scores of tables of that schema. */
  static StructType schema(TokenParams stage, StructType schema) {
    return schema(stage, schema, new ObservedTokens());
  }

  private static StructType schema(TokenParams stage, StructType schema, TokenAnswers answers) {
    return stage
        .stageParams()
        .speaking(
            () ->
                TokenScoring.schema(
                    new NextTask(config(stage)).column(),
                    schema,
                    TokenScoring.Beside.ALL,
                    answers,
                    Table.DATA_FRAME));
  }

  @Override
  public StageParams stageParams() {
    return params;
  }

  @Override
  LstmNextTokenModel self() {
    return this;
  }

  @Override
  LstmNextTokenModel empty(String uid) {
    return new LstmNextTokenModel(uid);
  }

  @Override
  Set<String> usedParams() {
    return Set.of(
        "tokensCol",
        "seriesIdCols",
        "timeCol",
        "handleInvalid",
        "seed",
        "numRecommendations",
        "maxLength",
        "temperature",
        "topK",
        "stopToken");
  }

  @Override
  TaskKind kind() {
    return TaskKind.NEXT;
  }

  @Override
  JobConfig config() {
    return config(this);
  }

  @Override
  void takeColumns(DataConfig data) {
    set(tokensCol(), data.targets().get(0));
    if (data.missing() == Missing.SKIP_WINDOW) {
      set(handleInvalid(), "skip");
    }
  }

  /** Sets what transform answers with. Modified. */
  public LstmNextTokenModel setOutput(String value) {
    set(output(), value);
    return this;
  }

  /** Sets the column of tokens. Modified. */
  public LstmNextTokenModel setTokensCol(String value) {
    set(tokensCol(), value);
    return this;
  }

  /** Sets the columns that identify a sequence. Modified. */
  public LstmNextTokenModel setSeriesIdCols(String[] value) {
    set(seriesIdCols(), value);
    return this;
  }

  /** Sets the column that orders the rows of a sequence; each row is then one token. Modified. */
  public LstmNextTokenModel setTimeCol(String value) {
    set(timeCol(), value);
    return this;
  }

  /** Sets the treatment of rows without a valid sequence: error, skip or keep. Modified. */
  public LstmNextTokenModel setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return this;
  }

  /** Sets the seed of what is drawn. Modified. */
  public LstmNextTokenModel setSeed(long value) {
    set(seed(), value);
    return this;
  }

  /** Sets the number of tokens to recommend. Modified. */
  public LstmNextTokenModel setNumRecommendations(int value) {
    set(numRecommendations(), value);
    return this;
  }

  /** Sets the largest number of tokens to add. Modified. */
  public LstmNextTokenModel setMaxLength(int value) {
    set(maxLength(), value);
    return this;
  }

  /** Sets the temperature; 0 for the likeliest token each time. Modified. */
  public LstmNextTokenModel setTemperature(double value) {
    set(temperature(), value);
    return this;
  }

  /** Sets the number of likeliest tokens among which is drawn; 0 for all. Modified. */
  public LstmNextTokenModel setTopK(int value) {
    set(topK(), value);
    return this;
  }

  /** Sets the token that ends a sequence. Modified. */
  public LstmNextTokenModel setStopToken(String value) {
    set(stopToken(), value);
    return this;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    return switch (getOutput()) {
      case "recommendations" -> recommendForAll(dataset, getNumRecommendations());
      case "generated" -> generate(dataset);
      default ->
          told(dataset.sparkSession()).orElseGet(() -> answered(dataset, new ObservedTokens()));
    };
  }

  /**
   * The likeliest next tokens of each sequence: column {@code recommendations}, an array of structs
   * of {@code token} and {@code probability}, the likeliest first.
   *
   * @param count number of tokens, at least 1
   */
  public Dataset<Row> recommendForAll(Dataset<?> dataset, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "%s: %d tokens are to be recommended, expected at least 1".formatted(uid(), count));
    }
    return answered(dataset, new LikeliestTokens(count));
  }

  /**
   * How each sequence goes on: column {@code generated}, a text where sequences are texts, else an
   * array. What is drawn follows from {@code seed}, the id columns and the sequence.
   */
  public Dataset<Row> generate(Dataset<?> dataset) {
    return answered(dataset, generated(dataset.schema()));
  }

  private GeneratedTokens generated(StructType schema) {
    NextTask task = new NextTask(config(this));
    TokenForm form =
        params.speaking(
            () -> {
              task.requireTokensAlone();
              return task.column().form(schema, Table.DATA_FRAME);
            });
    Vocabulary vocabulary = NextTask.vocabulary(trained().statistics());
    int stop =
        params
            .given("stopToken")
            .map(token -> number(token, vocabulary))
            .orElse(TokenGenerator.Sampling.NO_STOP);
    return new GeneratedTokens(
        new TokenGenerator.Sampling(
            getMaxLength(), getTemperature(), getTopK(), stop, Vocabulary.UNKNOWN),
        form.isText(),
        form.tokenizer().separator(vocabulary.values()));
  }

  private int number(String token, Vocabulary vocabulary) {
    Integer number = vocabulary.numbers().get(token);
    if (number == null) {
      throw new IllegalArgumentException(
          "%s: stopToken is '%s', which the model does not know".formatted(uid(), token));
    }
    return number;
  }

  private Dataset<Row> answered(Dataset<?> dataset, TokenAnswers answers) {
    return params.speaking(
        () ->
            new NextTask(config(this))
                .answers(
                    trained(),
                    Table.ofStage(dataset, params::warn),
                    TokenScoring.Beside.ALL,
                    shared(dataset.sparkSession()),
                    answers));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return switch (getOutput()) {
      case "recommendations" -> schema(this, schema, new LikeliestTokens(getNumRecommendations()));
      case "generated" -> schema(this, schema, generated(schema));
      default -> schema(this, schema);
    };
  }

  /** A reader of saved models. */
  public static MLReader<LstmNextTokenModel> read() {
    return new StageFiles.Reader<>(LstmNextTokenModel.class, LstmNextTokenModel::new);
  }

  /**
   * Loads a model.
   *
   * @param path of a saved stage, or of a model, run or pointer of the command line
   */
  public static LstmNextTokenModel load(String path) {
    return read().load(path);
  }
}
