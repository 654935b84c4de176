package org.sparklstm.job.task;

import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
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
import org.sparklstm.job.scoring.Scores;
import org.sparklstm.job.scoring.TokenScores;

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
  static Vocabulary vocabulary(Statistics statistics) {
    return statistics.classes().get(0);
  }

  private ModelSpec spec(Vocabulary vocabulary) {
    int tokens = vocabulary.count();
    ModelSpec spec = new ModelSpec(config.model().next(tokens), new NextToken(tokens));
    NetworkLimits.checkTokens(spec.network(), config);
    return spec;
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
    return TokenScores.of(
        column,
        vocabulary(model.statistics()),
        model.spec().network(),
        spark.broadcast(model.weights()),
        table,
        config.score());
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
