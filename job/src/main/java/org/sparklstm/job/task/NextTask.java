package org.sparklstm.job.task;

import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.NextToken;
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
import org.sparklstm.job.scoring.ObservedTokens;
import org.sparklstm.job.scoring.Scores;
import org.sparklstm.job.scoring.TokenAnswers;
import org.sparklstm.job.scoring.TokenScoring;

/** Predicts each next token of a text, or of a sequence of events. */
public final class NextTask implements Task {
  private final JobConfig config;
  private final TokenColumn column;

  public NextTask(JobConfig config) {
    this.config = config;
    column = TokenColumn.of(config.data());
  }

  @Override
  public JobConfig config() {
    return config;
  }

  @Override
  public Examples examples(Table table) {
    TokenTable tokens = TokenTable.of(table, column, config.data());
    Vocabulary vocabulary = tokens.vocabulary(config.model().vocabulary());
    Statistics statistics = Statistics.ofTokens(vocabulary);
    return examples(table, tokens, spec(vocabulary), statistics);
  }

  @Override
  public Examples examples(Table table, TrainedModel model) {
    TokenTable tokens = TokenTable.of(table, column, config.data());
    return examples(table, tokens, model.spec(), model.statistics());
  }

  private Examples examples(Table table, TokenTable tokens, ModelSpec spec, Statistics statistics) {
    // each shard has a stream at least
    TokenDataset source = tokens.dataset(vocabulary(statistics), config.train().batch());
    return new TokenExamples(config, table.name(), source, spec, statistics);
  }

  /** The tokens that a model tells apart. */
  public static Vocabulary vocabulary(Statistics statistics) {
    return statistics.classes().get(0);
  }

  private ModelSpec spec(Vocabulary vocabulary) {
    int tokens = vocabulary.count();
    NetworkSpec network = config.model().next(tokens, config.train().regularization());
    NextToken objective = objective(tokens);
    NetworkLimits.checkTokens(network, objective, config);
    return new ModelSpec(network, objective);
  }

  private NextToken objective(int tokens) {
    int negatives = config.train().negatives();
    if (negatives > tokens / 2) {
      throw UserException.of(
          "{train.negatives} is %,d, but there are %,d different tokens: expected at most half of them, or 0 for all",
          negatives, tokens);
    }
    return config.train().touchesRows(tokens, config.model())
        ? new NextToken(tokens, NextToken.Updates.TOUCHED_ROWS, negatives)
        : new NextToken(tokens);
  }

  @Override
  public ModelSpec spec(SavedModel saved) {
    if (saved.statistics().classes().size() != 1) {
      throw new UserException(
          "model %s has %d vocabularies, expected that of its tokens"
              .formatted(saved.name(), saved.statistics().classes().size()));
    }
    return spec(vocabulary(saved.statistics()));
  }

  @Override
  public Scores score(TrainedModel model, Table table, JavaSparkContext spark) {
    Dataset<Row> scored =
        answers(
            model,
            table,
            TokenScoring.Beside.SINGLE_VALUES,
            spark.broadcast(model.weights()),
            new ObservedTokens());
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

  /** The column of the tokens. */
  public TokenColumn column() {
    return column;
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
    throw UserException.of("{task} = next: these models are not exported yet");
  }
}
