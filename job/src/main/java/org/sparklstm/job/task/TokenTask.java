package org.sparklstm.job.task;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.Vocabulary;
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
  abstract Question question(TokenTable table, Vocabulary vocabulary);

  /** What a model is judged by on a table. */
  abstract Question question(TokenTable table, TrainedModel model);

  abstract ModelSpec spec(Vocabulary vocabulary, List<Double> classWeights);

  /** What a model answers for each sequence. */
  abstract TokenAnswers scores(TrainedModel model);

  @Override
  public Examples examples(Table table) {
    TokenTable tokens = read(table);
    Vocabulary vocabulary = tokens.vocabulary(config.model().vocabulary());
    Question question = question(tokens, vocabulary);
    return examples(
        table,
        tokens,
        question,
        spec(vocabulary, question.classWeights()),
        Statistics.ofTokens(vocabulary));
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
    TokenDataset source = tokens.dataset(vocabulary(statistics), question.classes(), shards);
    return new TokenExamples(config, table.name(), source, spec, statistics, question);
  }

  @Override
  public ModelSpec spec(SavedModel saved) {
    if (saved.statistics().classes().size() != 1) {
      throw new UserException(
          "model %s has %d vocabularies, expected that of its tokens"
              .formatted(saved.name(), saved.statistics().classes().size()));
    }
    return spec(vocabulary(saved.statistics()), saved.classWeights());
  }

  @Override
  public Scores score(TrainedModel model, Table table, JavaSparkContext spark) {
    Dataset<Row> scored =
        answers(
            model,
            table,
            TokenScoring.Beside.SINGLE_VALUES,
            spark.broadcast(model.weights()),
            scores(model));
    boolean isText = config.score().format().equalsIgnoreCase("csv");
    return Scores.ofTokens(isText ? TokenScoring.asText(scored) : scored);
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
    return new TokenScoring(
            column.form(table.schema(), table.name()),
            vocabulary(model.statistics()),
            model.spec().network(),
            config.score().invalid(),
            config.run().seed())
        .of(column, table, beside, weights, answers);
  }

  @Override
  public String lossName() {
    return "cross entropy";
  }

  @Override
  public Map<String, String> facts(TrainedModel model) {
    return Map.of();
  }

  @Override
  public void describe(TrainedModel model, ModelFormat format) {
    throw UserException.of("{task} = %s: these models are not exported yet", config.task());
  }
}
