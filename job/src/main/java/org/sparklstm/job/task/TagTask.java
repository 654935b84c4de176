package org.sparklstm.job.task;

import com.google.gson.Gson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      Statistics statistics,
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
          statistics,
          counts,
          List.of(),
          wanted == Metric.AUTO ? usual : wanted,
          "tokens",
          "tokens");
    }
  }

  @Override
  Question question(TokenTable table, Statistics statistics) {
    List<String> classes = table.classes();
    NetworkLimits.check(
        network(statistics, classes.size()),
        config(),
        table.longest(),
        Message.literal("the tokens of the longest sequence"));
    List<Long> counts = table.counts(classes);
    return new Tags(
        config(),
        statistics,
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
        model.statistics(),
        model.classes(),
        table.counts(model.classes()),
        model.classWeights());
  }

  @Override
  ModelSpec spec(Statistics statistics, List<Double> classWeights) {
    NetworkSpec network = network(statistics, classWeights.size());
    return new ModelSpec(
        network,
        new Tagging(
            vocabulary(statistics).count(),
            classWeights,
            config().train().labelSmoothing(),
            network.inputs()));
  }

  private NetworkSpec network(Statistics statistics, int classes) {
    return config()
        .model()
        .tag(
            vocabulary(statistics).count(),
            inputs(statistics),
            classes,
            config().train().regularization());
  }

  @Override
  public Map<String, String> facts(TrainedModel model) {
    Map<String, String> facts = new LinkedHashMap<>(super.facts(model));
    facts.put("classes", new Gson().toJson(model.classes()));
    return facts;
  }

  @Override
  public void describe(TrainedModel model, ModelFormat format) {
    format.tag(model.classes().size());
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
