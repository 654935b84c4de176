package org.sparklstm.job.data.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.UserException;

/**
 * The labels of a table as classes.
 *
 * @param table name of the table in messages
 */
record SequenceClasses(SequenceColumns columns, String table, SequenceSummary summary) {
  /** Largest number of classes that a message lists. */
  private static final int SHOWN = 5;

  /**
   * Checks that labels are class numbers, and that each class occurs in the train span.
   *
   * @param names names of the classes; empty to use the numbers as names
   * @return the names of the classes
   * @throws UserException if labels or classes are invalid; names them
   */
  List<String> require(Optional<List<String>> names) {
    List<Double> labels = new ArrayList<>(summary.labels().keySet());
    if (labels.size() >= SequenceSummary.MOST_LABELS) {
      throw ClassLabels.tooMany(columns.label(), table, SequenceSummary.MOST_LABELS);
    }
    int classes =
        names.map(List::size).orElse((int) Math.min(1 + labels.get(labels.size() - 1), 1 << 20));
    for (double label : labels) {
      if (label != Math.rint(label) || label < 0 || label >= classes) {
        throw UserException.of(
            "{data.label}: column '%s' of %s has the value %s, expected a class number: %s",
            columns.label(),
            table,
            label,
            names.isPresent() ? "0 to " + (classes - 1) : "0, 1, 2 … as StringIndexer assigns");
      }
    }
    if (classes < 2) {
      throw UserException.of(
          "{data.label}: column '%s' of %s has only one class, expected at least two",
          columns.label(), table);
    }
    List<String> found =
        names.orElseGet(
            () -> {
              List<String> numbers = new ArrayList<>();
              for (int label = 0; label < classes; label++) {
                numbers.add(Integer.toString(label));
              }
              return numbers;
            });
    if (names.isEmpty() && labels.size() < classes) {
      throw UserException.of(
          "{data.label}: column '%s' of %s has the labels %s, expected all class numbers from 0 to %d; a StringIndexer makes them of any labels",
          columns.label(),
          table,
          labels.stream().limit(SHOWN).map("%.0f"::formatted).collect(Collectors.joining(", "))
              + (labels.size() > SHOWN ? ", …" : ""),
          labels.size() - 1);
    }
    List<String> missing = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      if (countOf(Split.TRAIN, label) == 0) {
        missing.add(found.get(label));
      }
    }
    if (!missing.isEmpty()) {
      throw UserException.of(
          "{data.label}: %,d of the %,d classes of column '%s' of %s have no sequence to train on: %s; bring some into the train span, or leave the class out",
          missing.size(),
          classes,
          columns.label(),
          table,
          missing.stream().limit(SHOWN).collect(Collectors.joining(", "))
              + (missing.size() > SHOWN ? ", …" : ""));
    }
    return found;
  }

  private long countOf(Split split, double label) {
    return summary.labels().getOrDefault(label, Map.of()).getOrDefault(split, 0L);
  }

  /** Number of sequences of the train span, per class. */
  List<Long> counts(int classes) {
    List<Long> counts = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      counts.add(countOf(Split.TRAIN, label));
    }
    return counts;
  }
}
