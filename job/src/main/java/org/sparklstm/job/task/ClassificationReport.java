package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.train.AnsweredSequence;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.job.Json;
import org.sparklstm.job.data.table.Statistics;

/** Errors of a classifier beside those of always answering the most frequent class of training. */
final class ClassificationReport implements Report {
  /** Largest number of classes whose confusion matrix is shown. */
  private static final int SHOWN = 20;

  /** Largest number of classes whose confusion matrix the summary holds as a whole. */
  private static final int WHOLE = 100;

  /** Largest number of confusions of more classes that the summary holds. */
  private static final int CONFUSIONS = 1000;

  /** Largest number of columns of a sequence that is shown. */
  private static final int SHOWN_COLUMNS = 6;

  private static final int SHOWN_STEPS = 300;

  private static final int LONGEST_NAME = 12;

  private final ClassificationErrors errors;
  private final List<String> classes;
  private final Statistics statistics;
  private final int naive;
  private final Criterion criterion;

  /** What models are compared by. */
  enum Criterion {
    ACCURACY,
    /** The mean recall of all classes: that of any constant answer is one over their number. */
    BALANCED_ACCURACY
  }

  /**
   * @param statistics statistics of the columns of a step
   * @param counts sequences of each class in the train span; if it is empty, those judged count
   * @param criterion what the verdict goes by
   */
  ClassificationReport(
      ClassificationErrors errors,
      List<String> classes,
      Statistics statistics,
      List<Long> counts,
      Criterion criterion) {
    this.errors = errors;
    this.criterion = criterion;
    this.classes = classes;
    this.statistics = statistics;
    boolean trained = counts.stream().anyMatch(count -> count > 0);
    int most = 0;
    for (int label = 1; label < counts.size(); label++) {
      long more = trained ? counts.get(label) : errors.support(label);
      long than = trained ? counts.get(most) : errors.support(most);
      most = more > than ? label : most;
    }
    naive = most;
  }

  private double naiveAccuracy() {
    return (double) errors.support(naive) / errors.examples();
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
              .put("sequences", errors.support(label)));
    }
    Json json =
        new Json()
            .put("accuracy", errors.accuracy())
            .put("balanced_accuracy", errors.balancedAccuracy())
            .put("log_loss", errors.meanLogLoss())
            .put("f1", errors.weightedF1())
            .put("macro_f1", errors.macroF1())
            .put("loss", errors.meanLoss())
            .put("baseline_accuracy", naiveAccuracy())
            .put("baseline", "always class " + classes.get(naive))
            .put("sequences", errors.examples())
            .put("classes", byClass);
    putConfusion(json);
    return json;
  }

  /** The confusion matrix, or of many classes the most frequent confusions. */
  private void putConfusion(Json json) {
    if (classes.size() <= WHOLE) {
      List<List<Long>> confusion = new ArrayList<>();
      for (int actual = 0; actual < classes.size(); actual++) {
        List<Long> row = new ArrayList<>();
        for (int predicted = 0; predicted < classes.size(); predicted++) {
          row.add(errors.count(actual, predicted));
        }
        confusion.add(row);
      }
      json.put("confusion", confusion);
      return;
    }
    List<ClassificationErrors.Cell> confused =
        errors.cells().stream()
            .filter(cell -> cell.actual() != cell.predicted())
            .sorted(Comparator.comparingLong(ClassificationErrors.Cell::count).reversed())
            .toList();
    List<Json> most = new ArrayList<>();
    for (ClassificationErrors.Cell cell : confused.stream().limit(CONFUSIONS).toList()) {
      most.add(
          new Json()
              .put("actual", classes.get(cell.actual()))
              .put("predicted", classes.get(cell.predicted()))
              .put("sequences", cell.count()));
    }
    json.put("most_confused", most).put("confusions_left_out", confused.size() - most.size());
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
        "test span, %,d sequences   accuracy    F1 (weighted)   F1 (mean of classes)"
            .formatted(errors.examples()));
    lines.add(
        "  %-26s %.4f      %.4f          %.4f"
            .formatted("this model", errors.accuracy(), errors.weightedF1(), errors.macroF1()));
    lines.add("  %-26s %.4f".formatted("always class " + name(naive).strip(), naiveAccuracy()));
    lines.add(verdict());
    if (classes.size() <= SHOWN) {
      addConfusion(lines);
    }
    return lines;
  }

  @Override
  public double judged(Map<String, Double> scales) {
    return 1 - share();
  }

  private double share() {
    return criterion == Criterion.ACCURACY ? errors.accuracy() : errors.balancedAccuracy();
  }

  private double naiveShare() {
    return criterion == Criterion.ACCURACY ? naiveAccuracy() : naiveBalancedAccuracy();
  }

  /** Of a constant answer the recall of one class is 1 and that of all others 0. */
  private double naiveBalancedAccuracy() {
    long present = 0;
    for (int label = 0; label < classes.size(); label++) {
      present += errors.support(label) > 0 ? 1 : 0;
    }
    return errors.support(naive) > 0 ? 1.0 / present : 0;
  }

  @Override
  public double naiveJudged(Map<String, Double> scales) {
    return 1 - naiveShare();
  }

  @Override
  public boolean isUseful() {
    return share() > naiveShare();
  }

  @Override
  public long examples() {
    return errors.examples();
  }

  @Override
  public String judgedBy() {
    return criterion == Criterion.ACCURACY
        ? "share of wrong answers"
        : "mean share of wrong answers by class";
  }

  @Override
  public String verdict() {
    if (criterion == Criterion.BALANCED_ACCURACY) {
      return isUseful()
          ? "The model finds %.1f %% of a class on average (balanced accuracy); always answering the same class finds %.1f %%."
              .formatted(100 * share(), 100 * naiveShare())
          : "Always answering the same class is as good: do not use this model.";
    }
    return isUseful()
        ? "The model is wrong in %.1f %% of the cases; always answering the same class is wrong in %.1f %%."
            .formatted(100 * (1 - errors.accuracy()), 100 * (1 - naiveAccuracy()))
        : "Always answering the same class is as good by accuracy: do not use this model, or train it with balanced class weights if rare classes matter.";
  }

  @Override
  public List<Figure> figures() {
    return List.of(
        new Figure(
            "accuracy",
            "%.1f %%".formatted(100 * errors.accuracy()),
            "always class %s: %.1f %%".formatted(classes.get(naive), 100 * naiveAccuracy())),
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
        .put("predicted", classes.get(example.predicted()))
        .put("probability", example.probability())
        .put("length", example.length())
        .put("columns", columns);
  }

  private void addConfusion(List<String> lines) {
    StringBuilder header = new StringBuilder("  actual \\ predicted");
    int width = 7;
    for (int label = 0; label < classes.size(); label++) {
      width = Math.max(width, name(label).length());
    }
    String cell = " %" + width + "s";
    for (int label = 0; label < classes.size(); label++) {
      header.append(cell.formatted(name(label)));
    }
    lines.add(header.append("   recall  precision").toString());
    for (int label = 0; label < classes.size(); label++) {
      StringBuilder line = new StringBuilder("  %-18s".formatted(name(label)));
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        long count = errors.count(label, predicted);
        line.append(cell.formatted(count == 0 ? "." : "%,d".formatted(count)));
      }
      lines.add(
          line.append("   %.3f   %.3f".formatted(errors.recall(label), errors.precision(label)))
              .toString());
    }
  }

  private String name(int label) {
    String name = classes.get(label);
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
