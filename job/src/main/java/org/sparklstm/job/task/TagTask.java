package org.sparklstm.job.task;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.core.train.Tagging;
import org.sparklstm.job.Message;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.PromoteConfig.Metric;
import org.sparklstm.job.config.TrainConfig.ClassWeights;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.data.token.TokenDataset;
import org.sparklstm.job.data.token.TokenTable;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.PredictedTags;
import org.sparklstm.job.scoring.TokenAnswers;

/** Predicts the class of each token of a sequence. */
public final class TagTask extends TokenTask {

  public TagTask(JobConfig config) {
    super(config);
  }

  @Override
  TokenTable read(Table table) {
    return TokenTable.of(table, column().with(config().data().label()), config().data());
  }

  /**
   * The classes of tokens.
   *
   * @param counts tokens of the train span in each class
   */
  private record Tags(
      JobConfig config,
      Vocabulary vocabulary,
      List<String> classes,
      List<Long> counts,
      List<Double> classWeights)
      implements Question {
    @Override
    public Optional<StreamSpec> streams(ModelSpec model) {
      return Optional.empty();
    }

    @Override
    public Report report(Errors errors, TokenDataset source) {
      Metric wanted = config.promote().metric();
      boolean rareMatter = config.train().classWeights() == ClassWeights.BALANCED;
      Metric usual = rareMatter ? Metric.BALANCED_ACCURACY : Metric.ACCURACY;
      return new ClassificationReport(
          (ClassificationErrors) errors,
          classes,
          Statistics.ofTokens(vocabulary),
          counts,
          List.of(),
          wanted == Metric.AUTO ? usual : wanted,
          "tokens",
          "tokens");
    }
  }

  @Override
  Question question(TokenTable table, Vocabulary vocabulary) {
    List<String> classes = table.classes();
    NetworkLimits.check(
        network(vocabulary, classes.size()),
        config(),
        table.longest(),
        Message.literal("the tokens of the longest sequence"));
    List<Long> counts = table.counts(classes);
    return new Tags(
        config(),
        vocabulary,
        classes,
        counts,
        config().train().classWeights() == ClassWeights.NONE
            ? Collections.nCopies(classes.size(), 1.0)
            : ClassifyTask.balanced(counts));
  }

  @Override
  Question question(TokenTable table, TrainedModel model) {
    table.requireClasses(model.classes());
    return new Tags(
        config(),
        vocabulary(model.statistics()),
        model.classes(),
        table.counts(model.classes()),
        model.classWeights());
  }

  @Override
  ModelSpec spec(Vocabulary vocabulary, List<Double> classWeights) {
    return new ModelSpec(
        network(vocabulary, classWeights.size()),
        new Tagging(vocabulary.count(), classWeights, config().train().labelSmoothing()));
  }

  private NetworkSpec network(Vocabulary vocabulary, int classes) {
    return config().model().tag(vocabulary.count(), classes, config().train().regularization());
  }

  @Override
  TokenAnswers scores(TrainedModel model) {
    return answers(model);
  }

  /** The classes of all tokens of a sequence. */
  public static TokenAnswers answers(TrainedModel model) {
    return new PredictedTags(model.classes());
  }
}
