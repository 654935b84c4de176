package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sparklstm.core.train.ClassificationErrors;
import org.sparklstm.job.Json;

/** Which class was taken for which, for programs and for people. */
record Confusion(ClassificationErrors errors, List<String> classes) {
  /** Largest number of classes whose confusion matrix is shown. */
  private static final int SHOWN = 20;

  /** Largest number of classes whose confusion matrix the summary holds as a whole. */
  private static final int WHOLE = 100;

  /** Largest number of confusions of more classes that the summary holds. */
  private static final int CONFUSIONS = 1000;

  private static final int LONGEST_NAME = 12;

  /** Adds the confusion matrix, or of many classes the most frequent confusions. */
  void put(Json json) {
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

  /** Adds the confusion matrix with the scores of each class, unless there are many. */
  void add(List<String> lines) {
    if (classes.size() > SHOWN) {
      return;
    }
    StringBuilder header = new StringBuilder("  actual \\ predicted");
    int width = 7;
    for (int label = 0; label < classes.size(); label++) {
      width = Math.max(width, name(label).length());
    }
    String cell = " %" + width + "s";
    for (int label = 0; label < classes.size(); label++) {
      header.append(cell.formatted(name(label)));
    }
    lines.add(header.append("   recall  precision  area under precision-recall").toString());
    for (int label = 0; label < classes.size(); label++) {
      StringBuilder line = new StringBuilder("  %-18s".formatted(name(label)));
      for (int predicted = 0; predicted < classes.size(); predicted++) {
        long count = errors.count(label, predicted);
        line.append(cell.formatted(count == 0 ? "." : "%,d".formatted(count)));
      }
      line.append("   %.3f   %.3f".formatted(errors.recall(label), errors.precision(label)));
      errors
          .scores(label)
          .ifPresent(scores -> line.append("      %.3f".formatted(scores.averagePrecision())));
      lines.add(line.toString());
    }
  }

  /** The name of a class, cut to what a table has room for. */
  String name(int label) {
    String name = classes.get(label);
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
