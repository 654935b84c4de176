package org.sparklstm.job.task;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.Regression;
import org.sparklstm.core.train.RegressionErrors;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.PromoteConfig.Metric;
import org.sparklstm.job.data.sequence.LabelledTable;
import org.sparklstm.job.data.sequence.SequenceDataset;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.sequence.SequenceTable;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.AnswerColumns;

/** Predicts a number for each sequence. */
public final class RegressTask extends SequenceTask {
  public RegressTask(JobConfig config) {
    super(config);
    if (config.promote().metric() == Metric.MAE && !config.data().standardize()) {
      throw UserException.of(
          "{promote.metric} = mae compares with the mean of training, which {data.standardize} = false does not keep: choose mse");
    }
  }

  @Override
  SequenceTable.Labels labels() {
    return SequenceTable.Labels.NUMBERS;
  }

  @Override
  LabelledTable labelled(Table table) {
    return new LabelledTable(table, columns(), Optional.empty());
  }

  @Override
  Table numbered(Table table, TrainedModel model) {
    return table;
  }

  @Override
  Examples examples(LabelledTable table, SequenceTable checked) {
    Statistics statistics = checked.statisticsWithLabel();
    SequenceDataset source = checked.dataset(SequenceScaling.ofNumbers(statistics));
    ModelSpec spec = spec(source.scaling().inputs(), source.longest());
    return examples(table.table().name(), source, spec, statistics);
  }

  @Override
  Examples examples(String name, SequenceTable checked, TrainedModel model) {
    return examples(name, dataset(checked, model), model.spec(), model.statistics());
  }

  private Examples examples(
      String name, SequenceDataset source, ModelSpec spec, Statistics statistics) {
    return new SequenceExamples(
        this, name, source, spec, statistics, List.of(), List.of(), List.of());
  }

  private ModelSpec spec(int inputs, int longest) {
    return new ModelSpec(
        network(inputs, 1, longest),
        new Regression(inputs, config().train().loss().ofNumbers()),
        config().train().inputNoise());
  }

  @Override
  public ModelSpec spec(SavedModel saved) {
    if (inputs(saved) < 1) {
      throw new UserException(
          "model %s has %d columns, expected those of a step and the label"
              .formatted(saved.name(), saved.statistics().columns().size()));
    }
    return spec(inputs(saved), 1);
  }

  /** The last column of the statistics is the label. */
  @Override
  int inputs(SavedModel saved) {
    return saved.statistics().columns().size() - 1;
  }

  @Override
  SequenceScaling scaling(TrainedModel model) {
    return SequenceScaling.ofNumbers(model.statistics());
  }

  @Override
  Report report(Errors errors, List<Double> thresholds, SequenceExamples examples) {
    return new RegressionReport(
        (RegressionErrors) errors,
        config().data().label(),
        examples.source().scaling(),
        config().promote().metric(),
        unit());
  }

  @Override
  List<String> answerNames() {
    return List.of("prediction");
  }

  @Override
  AnswerColumns scoreColumns(TrainedModel model) {
    return answerColumns("prediction", model);
  }

  /** The predicted number in its own units. */
  public AnswerColumns answerColumns(String name, TrainedModel model) {
    SequenceScaling scaling = scaling(model);
    return new AnswerColumns()
        .add(
            DataTypes.createStructField(name, DataTypes.DoubleType, true),
            (answers, row) -> scaling.restoreLabel(answers.at(row, 0)));
  }

  @Override
  public String lossName() {
    return config().train().loss().ofNumbers().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, String> facts(TrainedModel model) {
    return Map.of();
  }

  @Override
  public void describe(TrainedModel model, ModelFormat format) {
    format.regress(scaling(model).inputs());
  }
}
