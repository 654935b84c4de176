package org.sparklstm.job.task;

import java.util.List;
import java.util.Optional;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.NextToken;
import org.sparklstm.core.train.RowLayout;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.core.train.TokenErrors;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.token.TokenDataset;
import org.sparklstm.job.data.token.TokenTable;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.ObservedTokens;
import org.sparklstm.job.scoring.TokenAnswers;

/** Predicts each next token of a text, or of a sequence of events. */
public final class NextTask extends TokenTask {

  public NextTask(JobConfig config) {
    super(config);
  }

  @Override
  TokenTable read(Table table) {
    return TokenTable.of(table, column(), config().data());
  }

  /** The next token, of streams. */
  private record Next(JobConfig config) implements Question {
    @Override
    public Optional<StreamSpec> streams(ModelSpec model) {
      RowLayout rows = ((NextToken) model.objective()).rows(model.network());
      return Optional.of(new StreamSpec(config.train().bptt(), model.network().stateSize(), rows));
    }

    @Override
    public List<String> classes() {
      return List.of();
    }

    @Override
    public List<Double> classWeights() {
      return List.of();
    }

    @Override
    public Report report(Errors errors, TokenDataset source) {
      return new TokenReport(
          (TokenErrors) errors,
          new FrequentTokens(source.counts(Split.TRAIN), source.counts(Split.TEST)),
          source.pairs(),
          config.promote().metric());
    }
  }

  @Override
  Question question(TokenTable table, Statistics statistics) {
    return new Next(config());
  }

  @Override
  Question question(TokenTable table, TrainedModel model) {
    return new Next(config());
  }

  @Override
  ModelSpec spec(Statistics statistics, List<Double> classWeights) {
    int tokens = vocabulary(statistics).count();
    NetworkSpec network =
        config().model().next(tokens, inputs(statistics), config().train().regularization());
    NextToken objective = objective(tokens, network.inputs());
    NetworkLimits.checkTokens(network, objective, config());
    return new ModelSpec(network, objective);
  }

  private NextToken objective(int tokens, int inputs) {
    int negatives = config().train().negatives();
    if (negatives > tokens / 2) {
      throw UserException.of(
          "{train.negatives} is %,d, but there are %,d different tokens: expected at most half of them, or 0 for all",
          negatives, tokens);
    }
    return config().train().touchesRows(tokens, config().model())
        ? new NextToken(tokens, NextToken.Updates.TOUCHED_ROWS, negatives, inputs)
        : new NextToken(tokens, NextToken.Updates.ALL_ROWS, 0, inputs);
  }

  /**
   * Checks that models can go on by themselves.
   *
   * @throws UserException if they read more than tokens, which is not known of what comes next
   */
  public void requireTokensAlone() {
    List<String> beside = column().steps().names();
    if (!beside.isEmpty()) {
      throw UserException.of(
          "the model reads %s beside the tokens, whose values are not known for what comes next: only a model without {data.features} and {data.categorical} continues sequences",
          beside);
    }
  }

  @Override
  public String lossName() {
    int negatives = config().train().negatives();
    return negatives == 0
        ? super.lossName()
        : "cross entropy (in training: among %,d other tokens)".formatted(negatives);
  }

  @Override
  public void describe(TrainedModel model, ModelFormat format) {
    format.next();
  }

  @Override
  TokenAnswers scores(TrainedModel model) {
    return new ObservedTokens();
  }
}
