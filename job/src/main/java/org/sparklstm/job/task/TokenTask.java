package org.sparklstm.job.task;

import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.sparklstm.core.layer.EmbeddingSpec;
import org.sparklstm.core.layer.StepInputs;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.data.token.StepColumns;
import org.sparklstm.job.data.token.TokenColumn;
import org.sparklstm.job.data.token.TokenDataset;
import org.sparklstm.job.data.token.TokenTable;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.Scores;
import org.sparklstm.job.scoring.TokenAnswers;
import org.sparklstm.job.scoring.TokenScoring;

/** A task that reads sequences of tokens and answers each token. */
public abstract class TokenTask implements Task {
  private final JobConfig config;
  private final TokenColumn column;

  TokenTask(JobConfig config) {
    this.config = config;
    column = TokenColumn.of(config.data());
  }

  @Override
  public JobConfig config() {
    return config;
  }

  /** The column of the tokens. */
  public TokenColumn column() {
    return column;
  }

  /** The tokens that a model tells apart. */
  public static Vocabulary vocabulary(Statistics statistics) {
    return statistics.classes().get(0);
  }

  /** What is learnt of a table, and judged. */
  interface Question {
    /** How streams are read; empty if examples are whole sequences. */
    Optional<StreamSpec> streams(ModelSpec model);

    /** Names of the classes; empty if tokens are predicted. */
    List<String> classes();

    /** Weights of the classes. */
    List<Double> classWeights();

    Report report(Errors errors, TokenDataset source);
  }

  /** The table with what is to be learnt. */
  abstract TokenTable read(Table table);

  /** What is learnt of a table. */
  abstract Question question(TokenTable table, Statistics statistics);

  /** What a model is judged by on a table. */
  abstract Question question(TokenTable table, TrainedModel model);

  abstract ModelSpec spec(Statistics statistics, List<Double> classWeights);

  /** What a network reads at each step beside the token. */
  StepInputs inputs(Statistics statistics) {
    List<Vocabulary> all = statistics.classes();
    return new StepInputs(
        statistics.columns().size() - 1,
        all.subList(1, all.size()).stream()
            .map(one -> EmbeddingSpec.embedding(one.count(), one.width()))
            .toList());
  }

  /** What a model answers for each sequence. */
  abstract TokenAnswers scores(TrainedModel model);

  @Override
  public Examples examples(Table table) {
    TokenTable tokens = read(table);
    Statistics statistics = tokens.statistics(config.model().vocabulary());
    Question question = question(tokens, statistics);
    return examples(table, tokens, question, spec(statistics, question.classWeights()), statistics);
  }

  @Override
  public Examples examples(Table table, TrainedModel model) {
    TokenTable tokens = read(table);
    return examples(table, tokens, question(tokens, model), model.spec(), model.statistics());
  }

  private Examples examples(
      Table table, TokenTable tokens, Question question, ModelSpec spec, Statistics statistics) {
    // each shard has a stream at least
    int shards = question.streams(spec).isPresent() ? config.train().batch() : Integer.MAX_VALUE;
    TokenDataset source = tokens.dataset(statistics, question.classes(), shards);
    return new TokenExamples(config, table.name(), source, spec, statistics, question);
  }

  @Override
  public ModelSpec spec(SavedModel saved) {
    StepColumns beside = column.steps();
    int classes = saved.statistics().classes().size();
    int numbers = saved.statistics().columns().size() - 1;
    if (classes != 1 + beside.classes().size() || numbers != beside.numbers().size()) {
      throw new UserException(
          "model %s knows the values of %d columns and the scales of %d, expected those of its tokens, of %s and of %s; the model's files are damaged, save it again"
              .formatted(saved.name(), classes, numbers, beside.classes(), beside.numbers()));
    }
    return spec(saved.statistics(), saved.classWeights());
  }

  @Override
  public Scores score(TrainedModel model, Table table, JavaSparkContext spark) {
    Observation given = new Observation();
    Dataset<Row> scored =
        answers(
            model,
            table,
            TokenScoring.Beside.SINGLE_VALUES,
            spark.broadcast(model.weights()),
            scores(model),
            rows -> rows.observe(given, functions.count(functions.lit(1)).alias("rows")));
    boolean isText = config.score().format().equalsIgnoreCase("csv");
    return Scores.ofTokens(given, isText ? TokenScoring.asText(scored) : scored);
  }

  /**
   * What a model answers for the sequences of a table.
   *
   * @param weights those of the model
   */
  public Dataset<Row> answers(
      TrainedModel model,
      Table table,
      TokenScoring.Beside beside,
      Broadcast<float[]> weights,
      TokenAnswers answers) {
    return answers(model, table, beside, weights, answers, UnaryOperator.identity());
  }

  private Dataset<Row> answers(
      TrainedModel model,
      Table table,
      TokenScoring.Beside beside,
      Broadcast<float[]> weights,
      TokenAnswers answers,
      UnaryOperator<Dataset<Row>> observed) {
    return new TokenScoring(
            column.stepsForm(table.schema(), table.name()),
            model.statistics(),
            model.spec().network(),
            config.score().invalid(),
            config.run().seed())
        .of(column, table, beside, weights, answers, observed);
  }

  @Override
  public String lossName() {
    return "cross entropy";
  }

  /** The values of the tokens and of the classes beside them, by number, from 1. */
  @Override
  public Map<String, String> facts(TrainedModel model) {
    Map<String, List<String>> vocabularies = new LinkedHashMap<>();
    for (Vocabulary one : model.statistics().classes()) {
      vocabularies.put(one.column(), one.values());
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("vocabularies", new Gson().toJson(vocabularies));
    facts.put("token_pattern", config.data().tokenPattern());
    return facts;
  }
}
