package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.train.AnsweredSequence;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.core.train.ScoreHistogram;
import org.sparklstm.job.Json;
import org.sparklstm.job.config.PromoteConfig.Metric;
import org.sparklstm.job.data.table.Statistics;

/** Errors of a classifier beside those of always answering the most frequent class of training. */
final class ClassificationReport implements Report {
  /** Largest number of columns of a sequence that is shown. */
  private static final int SHOWN_COLUMNS = 6;

  private static final int SHOWN_STEPS = 300;

  private final ClassificationErrors errors;
  private final List<String> classes;
  private final Statistics statistics;
  private final List<Double> thresholds;
  private final ClassCriteria criteria;
  private final Confusion confusion;
  private final Metric metric;
  private final String unit;
  private final String counted;

  /**
   * @param statistics statistics of the columns of a step
   * @param counts sequences of each class in the train span; if all are 0, those judged count
   * @param thresholds thresholds of two classes, or none
   * @param metric what the verdict goes by
   * @param unit the word for several examples
   * @param counted the key of numbers of them
   */
  ClassificationReport(
      ClassificationErrors answers,
      List<String> classes,
      Statistics statistics,
      List<Long> counts,
      List<Double> thresholds,
      Metric metric,
      String unit,
      String counted) {
    this.unit = unit;
    this.counted = counted;
    errors = thresholds.size() == 2 ? answers.at(1, margin(thresholds)) : answers;
    this.classes = classes;
    this.statistics = statistics;
    this.thresholds = thresholds;
    this.metric = metric;
    criteria = new ClassCriteria(errors, counts);
    confusion = new Confusion(errors, classes);
  }

  /** The margin of class 1 above which it is the answer. */
  private static double margin(List<Double> thresholds) {
    return StrictMath.log(thresholds.get(1) / thresholds.get(0));
  }

  @Override
  public Json standardised() {
    Json byClass = new Json();
    for (int label = 0; label < classes.size(); label++) {
      byClass.put(
          classes.get(label),
          new Json()
              .put("precision", errors.precision(label))
              .put("recall", errors.recall(label))
              .put("f1", errors.f1(label))
              .put(
                  "average_precision",
                  errors.scores(label).map(ScoreHistogram::averagePrecision).orElse(null))
              .put(counted, errors.support(label)));
    }
    Json json =
        new Json()
            .put("accuracy", errors.accuracy())
            .put("balanced_accuracy", errors.balancedAccuracy())
            .put("log_loss", errors.meanLogLoss())
            .put("f1", errors.weightedF1())
            .put("macro_f1", errors.macroF1())
            .put("loss", errors.meanLoss())
            .put("baseline_accuracy", criteria.naiveAccuracy())
            .put("baseline", "always class " + classes.get(criteria.naive()))
            .put(counted, errors.examples())
            .put("classes", byClass);
    if (!thresholds.isEmpty()) {
      json.put("thresholds", thresholds);
    }
    confusion.put(json);
    return json;
  }

  @Override
  public Json originalUnits() {
    return null;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "test span, %,d %s   accuracy    F1 (weighted)   F1 (mean of classes)"
            .formatted(errors.examples(), unit));
    lines.add(
        "  %-26s %.4f      %.4f          %.4f"
            .formatted("this model", errors.accuracy(), errors.weightedF1(), errors.macroF1()));
    lines.add(
        "  %-26s %.4f"
            .formatted(
                "always class " + confusion.name(criteria.naive()).strip(),
                criteria.naiveAccuracy()));
    lines.add(verdict());
    if (thresholds.size() == 2) {
      lines.add(
          "class %s is answered where its probability is above %.4g"
              .formatted(
                  classes.get(1), thresholds.get(1) / (thresholds.get(0) + thresholds.get(1))));
    }
    confusion.add(lines);
    return lines;
  }

  @Override
  public Criterion criterion(Map<String, Double> scales) {
    return criteria.of(metric);
  }

  @Override
  public boolean isUseful() {
    return criteria.of(metric).isBetter();
  }

  @Override
  public long examples() {
    return errors.examples();
  }

  @Override
  public String verdict() {
    Criterion criterion = criteria.of(metric);
    if (metric == Metric.BALANCED_ACCURACY) {
      return isUseful()
          ? "The model finds %.1f %% of a class on average (balanced accuracy); always answering the same class finds %.1f %%."
              .formatted(100 * (1 - criterion.error()), 100 * (1 - criterion.naive()))
          : "Always answering the same class is as good: do not use this model.";
    } else if (metric != Metric.ACCURACY) {
      return criterion.verdict("always answering the same");
    }
    return isUseful()
        ? "The model is wrong in %.1f %% of the cases; always answering the same class is wrong in %.1f %%."
            .formatted(100 * criterion.error(), 100 * criterion.naive())
        : "Always answering the same class is as good by accuracy: do not use this model, or train it with balanced class weights or a threshold if rare classes matter.";
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            "accuracy",
            "%.1f %%".formatted(100 * errors.accuracy()),
            "always class %s: %.1f %%"
                .formatted(classes.get(criteria.naive()), 100 * criteria.naiveAccuracy())),
        new Figure(
            "F1",
            "%.4f".formatted(errors.weightedF1()),
            "mean of classes: %.4f".formatted(errors.macroF1())));
  }

  @Override
  public Json detail() {
    List<Json> examples = new ArrayList<>();
    errors.mistakes().forEach(example -> examples.add(json(example)));
    errors.right().forEach(example -> examples.add(json(example)));
    return new Json().put("classes", classes).put("examples", examples);
  }

  /** The values of each column of a sequence, in their own units. */
  private Json json(AnsweredSequence example) {
    int steps = example.values().length / example.inputs();
    Json columns = new Json();
    for (int column = 0; column < Math.min(SHOWN_COLUMNS, example.inputs()); column++) {
      List<Double> values = new ArrayList<>();
      for (int t = 0; t < Math.min(SHOWN_STEPS, steps); t++) {
        values.add(statistics.restore(example.values()[t * example.inputs() + column], column));
      }
      columns.put(statistics.columns().get(column), values);
    }
    return new Json()
        .put("actual", classes.get(example.actual()))
        .put("predicted", classes.get(predicted(example)))
        .put("probability", example.probability())
        .put("length", example.length())
        .put("columns", columns);
  }

  /** The class that is answered. Samples were taken by the likelier one. */
  private int predicted(AnsweredSequence example) {
    if (thresholds.size() != 2) {
      return example.predicted();
    }
    double probability =
        example.predicted() == 1 ? example.probability() : 1 - example.probability();
    return probability / thresholds.get(1) > (1 - probability) / thresholds.get(0) ? 1 : 0;
  }
}
