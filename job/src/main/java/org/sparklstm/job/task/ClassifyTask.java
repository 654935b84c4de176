package org.sparklstm.job.task;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.spark.sql.types.DataTypes;
import org.sparklstm.core.loss.CrossEntropy;
import org.sparklstm.core.train.Classification;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.ScoreHistogram;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.PromoteConfig.Metric;
import org.sparklstm.job.config.ScoreConfig;
import org.sparklstm.job.config.TrainConfig;
import org.sparklstm.job.config.TrainConfig.ClassWeights;
import org.sparklstm.job.data.sequence.ClassLabels;
import org.sparklstm.job.data.sequence.LabelledTable;
import org.sparklstm.job.data.sequence.SequenceDataset;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.sequence.SequenceTable;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.AnswerColumns;
import org.sparklstm.job.spark.Cells;

/** Predicts the class of each sequence. */
public final class ClassifyTask extends SequenceTask {
  /** Fewer answers than these say little about a threshold. */
  private static final int FEW = 30;

  private static final String PREDICTION = "prediction";
  private static final String PROBABILITY = "probability";

  public ClassifyTask(JobConfig config) {
    super(config);
  }

  @Override
  SequenceTable.Labels labels() {
    return SequenceTable.Labels.CLASSES;
  }

  @Override
  LabelledTable labelled(Table table) {
    ClassLabels labels = ClassLabels.of(table, config().data().label());
    return new LabelledTable(
        labels.number(table, config().data().label()), columns(), Optional.of(labels.names()));
  }

  @Override
  Table numbered(Table table, TrainedModel model) {
    ClassLabels known = new ClassLabels(model.classes());
    known.requireAll(table, config().data().label());
    return known.number(table, config().data().label());
  }

  @Override
  Examples examples(LabelledTable table, SequenceTable checked) {
    List<String> classes = checked.requireClasses(table.classes());
    if (config().train().choosesThreshold() && classes.size() != 2) {
      throw UserException.of(
          "{train.target-precision} and {train.miss-cost} are for two classes, found %,d: set both to 0, or group the classes",
          classes.size());
    }
    if (config().promote().metric() == Metric.AVERAGE_PRECISION
        && classes.size() > ClassificationErrors.MOST_SCORED) {
      throw UserException.of(
          "{promote.metric} = average-precision is computed for up to %d classes, found %,d: choose another",
          ClassificationErrors.MOST_SCORED, classes.size());
    }
    List<Long> counts = checked.classCounts(classes.size());
    Statistics statistics = checked.statistics();
    SequenceDataset source = checked.dataset(SequenceScaling.ofClasses(statistics));
    List<Double> weights = classWeights(counts);
    ModelSpec spec = spec(source.scaling().inputs(), weights, source.longest());
    return new SequenceExamples(
        this, table.table().name(), source, spec, statistics, classes, counts, weights);
  }

  @Override
  Examples examples(String name, SequenceTable checked, TrainedModel model) {
    return new SequenceExamples(
        this,
        name,
        dataset(checked, model),
        model.spec(),
        model.statistics(),
        model.classes(),
        checked.classCounts(model.classes().size()),
        model.classWeights());
  }

  /** The weights of classes that the configuration wants. */
  private List<Double> classWeights(List<Long> counts) {
    return config().train().classWeights() == ClassWeights.NONE
        ? Collections.nCopies(counts.size(), 1.0)
        : balanced(counts);
  }

  /** n / (C · n_c), so that all classes together have the same weight. */
  static List<Double> balanced(List<Long> counts) {
    long all = counts.stream().mapToLong(Long::longValue).sum();
    List<Double> weights = new ArrayList<>();
    counts.forEach(count -> weights.add((double) all / ((double) counts.size() * count)));
    return weights;
  }

  private ModelSpec spec(int inputs, List<Double> weights, int longest) {
    return new ModelSpec(
        network(inputs, weights.size(), longest),
        new Classification(
            inputs,
            weights,
            config().train().labelSmoothing(),
            config().train().choosesThreshold()),
        config().train().inputNoise());
  }

  @Override
  public ModelSpec spec(SavedModel saved) {
    int classes = saved.classes().size();
    if (classes < 2 || inputs(saved) < 1 || saved.classWeights().size() != classes) {
      throw new UserException(
          "model %s has %d classes, %d weights of classes and %d columns, expected at least two classes, a weight for each, and at least one column"
              .formatted(saved.name(), classes, saved.classWeights().size(), inputs(saved)));
    }
    return spec(inputs(saved), saved.classWeights(), 1);
  }

  @Override
  int inputs(SavedModel saved) {
    return saved.statistics().columns().size();
  }

  @Override
  SequenceScaling scaling(TrainedModel model) {
    return SequenceScaling.ofClasses(model.statistics());
  }

  @Override
  List<Double> thresholds(
      Supplier<Errors> validation, SequenceExamples examples, Consumer<Message> log) {
    TrainConfig train = config().train();
    if (!train.choosesThreshold()) {
      return List.of();
    }
    int rare = ClassCriteria.rarest(examples.counts());
    ScoreHistogram scores = ((ClassificationErrors) validation.get()).scores(rare).orElseThrow();
    if (scores.members() == 0 || scores.others() == 0) {
      log.accept(
          Message.of(
              "no threshold is chosen: all %s of the validation span are of one class", unit()));
      return List.of();
    }
    ScoreHistogram.Rule rule =
        train.targetPrecision() > 0
            ? scores.atPrecision(train.targetPrecision())
            : scores.atLeastCost(train.missCost());
    double threshold = 1 / (1 + StrictMath.exp(-rule.threshold()));
    if (rule.precision() < train.targetPrecision()) {
      log.accept(
          Message.of(
              "no threshold reaches {train.target-precision} = %s on the validation span; the best precision is %.3f",
              train.targetPrecision(), rule.precision()));
    }
    log.accept(
        Message.of(
            "class %s is answered where its probability is above %.4g; on the validation span %,d of %,d such answers are right, of %,d to be found",
            examples.classes().get(rare),
            threshold,
            rule.hits(),
            rule.hits() + rule.falseAlarms(),
            rule.members()));
    if (rule.hits() + rule.falseAlarms() < FEW) {
      log.accept(
          Message.of(
              "a threshold that follows from so few answers says little: enlarge the validation span, or ask for less"));
    }
    return rare == 1 ? List.of(1 - threshold, threshold) : List.of(threshold, 1 - threshold);
  }

  @Override
  Report report(Errors errors, List<Double> thresholds, SequenceExamples examples) {
    return new ClassificationReport(
        (ClassificationErrors) errors,
        examples.classes(),
        examples.statistics(),
        examples.counts(),
        thresholds,
        metric(),
        unit(),
        "sequences");
  }

  /** Rare classes matter where they are to have weights or a threshold. */
  private Metric metric() {
    Metric wanted = config().promote().metric();
    boolean rareMatter =
        config().train().classWeights() == ClassWeights.BALANCED
            || config().train().choosesThreshold();
    return wanted != Metric.AUTO ? wanted : rareMatter ? Metric.BALANCED_ACCURACY : Metric.ACCURACY;
  }

  @Override
  List<String> answerNames() {
    return List.of(PREDICTION, PROBABILITY);
  }

  @Override
  AnswerColumns scoreColumns(TrainedModel model) {
    List<String> classes = model.classes();
    List<Double> thresholds = model.thresholds();
    AnswerColumns columns =
        new AnswerColumns()
            .add(
                DataTypes.createStructField(PREDICTION, DataTypes.StringType, true),
                (answers, row) ->
                    Cells.text(classes.get(ClassificationErrors.largest(answers, row, thresholds))))
            .add(
                DataTypes.createStructField(PROBABILITY, DataTypes.DoubleType, true),
                (answers, row) ->
                    CrossEntropy.probabilities(answers, row)[
                        ClassificationErrors.largest(answers, row, thresholds)]);
    if (config().score().probabilities() == ScoreConfig.Probabilities.ALL) {
      for (int label = 0; label < classes.size(); label++) {
        int wanted = label;
        columns.add(
            DataTypes.createStructField(
                PROBABILITY + "_" + classes.get(label), DataTypes.DoubleType, true),
            (answers, row) -> CrossEntropy.probabilities(answers, row)[wanted]);
      }
    }
    return columns;
  }

  @Override
  public String lossName() {
    return "cross entropy";
  }

  @Override
  public Map<String, String> facts(TrainedModel model) {
    return Map.of("classes", new Gson().toJson(model.classes()));
  }

  @Override
  public void describe(TrainedModel model, ModelFormat format) {
    format.classify(model.classes().size(), model.thresholds());
  }
}
