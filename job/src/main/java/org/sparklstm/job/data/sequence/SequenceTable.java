package org.sparklstm.job.data.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.table.EmptyTable;
import org.sparklstm.job.data.table.Statistics;

/**
 * A table of labelled sequences, looked through once: everything that could be wrong with it is
 * found before training starts.
 */
public final class SequenceTable {
  /** How many classes a message names. */
  private static final int SHOWN = 5;

  private final String name;
  private final SequenceColumns columns;
  private final DataConfig data;
  private final SequenceRows rows;
  private final SequenceSummary summary;

  private SequenceTable(
      String name,
      SequenceColumns columns,
      DataConfig data,
      SequenceRows rows,
      SequenceSummary summary) {
    this.name = name;
    this.columns = columns;
    this.data = data;
    this.rows = rows;
    this.summary = summary;
  }

  /** What the labels are. */
  public enum Labels {
    /** Numbers of classes, which are counted. */
    CLASSES,
    /** Numbers to predict. */
    NUMBERS
  }

  /**
   * Looks through a table.
   *
   * @param labels what they are
   * @param name what messages call it
   * @param warnings receives what is odd but no error
   */
  public static SequenceTable of(
      Dataset<?> table,
      SequenceColumns columns,
      Labels labels,
      DataConfig data,
      String name,
      Consumer<String> warnings) {
    try {
      columns.check(table.schema(), name);
    } catch (UserException e) {
      throw EmptyTable.unlessEmpty(table, name, e);
    }
    Gaps gaps = data.missing() == Missing.FORWARD_FILL ? Gaps.FILLED : Gaps.REFUSED;
    Optional<SplitConfig> split =
        columns.validation().isPresent() ? Optional.empty() : Optional.of(data.split());
    SequenceRows rows = SequenceRows.of(table, columns, gaps, split);
    SequenceTable result =
        new SequenceTable(
            name,
            columns,
            data,
            rows,
            rows.summary(labels == Labels.CLASSES ? SequenceSummary.MOST_LABELS : 0));
    result.refuseBadRows(warnings);
    return result;
  }

  private void refuseBadRows(Consumer<String> warnings) {
    if (summary.rows() == 0) {
      throw EmptyTable.error(name);
    }
    long nulls = summary.troubles().getOrDefault(Trouble.NULL, 0L);
    if (nulls == summary.rows()) {
      throw new UserException(
          "data.features: column '%s' of %s is null in all %,d rows"
              .formatted(columns.features(), name, nulls));
    }
    summary.troubles().forEach((trouble, count) -> refuse(trouble, count, warnings));
    if (summary.badLabels() > 0) {
      throw new UserException(
          "data.label: column '%s' of %s is null, NaN or infinite in %,d rows, one of them %s"
              .formatted(columns.label(), name, summary.badLabels(), summary.firstBadLabel()));
    }
    if (summary.badWeights() > 0) {
      throw new UserException(
          "data.weight: column '%s' of %s has %,d values that are no weights, expected 0 or more; one of them is %s"
              .formatted(
                  columns.weight().orElse(""),
                  name,
                  summary.badWeights(),
                  summary.firstBadWeight()));
    }
    if (summary.widths().size() > 1) {
      throw ragged(
          summary.widths().entrySet().stream()
              .map(
                  width ->
                      "%d in %,d rows such as %s"
                          .formatted(
                              width.getKey(), width.getValue(), summary.first(width.getKey())))
              .limit(SHOWN)
              .collect(Collectors.joining("; ")));
    }
  }

  /** Throws where there is nothing to train on. */
  public SequenceTable requireTraining() {
    if (summary.sequences(Split.TRAIN) == 0) {
      throw new UserException(
          "%s has no sequence to train on: %,d rows, %,d good sequences, none with a weight in the train span"
              .formatted(name, summary.rows(), summary.sequences()));
    }
    return this;
  }

  private void refuse(Trouble trouble, long count, Consumer<String> warnings) {
    if (trouble == Trouble.RAGGED) {
      throw ragged("%s has both".formatted(summary.first(trouble)));
    }
    String found =
        "column '%s' of %s %s in %,d of %,d rows"
            .formatted(columns.features(), name, trouble.sentence(), count, summary.rows());
    if (data.missing() == Missing.SKIP_WINDOW) {
      warnings.accept(found + "; they are left out");
      return;
    }
    throw new UserException(
        "data.features: %s, one of them %s; set data.missing to skip-window to leave them out%s"
            .formatted(
                found,
                summary.first(trouble),
                trouble == Trouble.MISSING_VALUE && data.missing() == Missing.ERROR
                    ? ", or to forward-fill"
                    : ""));
  }

  private UserException ragged(String where) {
    return new UserException(
        "data.features: the sequences of column '%s' of %s have different numbers of values a step: %s"
            .formatted(columns.features(), name, where));
  }

  /**
   * Checks that labels are the numbers of classes, each of which the train span knows.
   *
   * @param names of the classes, or none to take them from the labels
   * @return the names
   */
  public List<String> requireClasses(Optional<List<String>> names) {
    List<Double> labels = new ArrayList<>(summary.labels().keySet());
    if (labels.size() >= SequenceSummary.MOST_LABELS) {
      throw new UserException(
          "data.label: column '%s' of %s has %,d different values or more: these are no classes"
              .formatted(columns.label(), name, SequenceSummary.MOST_LABELS));
    }
    int classes =
        names.map(List::size).orElse((int) Math.min(1 + labels.get(labels.size() - 1), 1 << 20));
    for (double label : labels) {
      if (label != Math.rint(label) || label < 0 || label >= classes) {
        throw new UserException(
            "data.label: column '%s' of %s has the value %s, expected a class's number: %s"
                .formatted(
                    columns.label(),
                    name,
                    label,
                    names.isPresent()
                        ? "0 to " + (classes - 1)
                        : "0, 1, 2 … as StringIndexer gives"));
      }
    }
    if (classes < 2) {
      throw new UserException(
          "data.label: column '%s' of %s has one class only, expected at least two"
              .formatted(columns.label(), name));
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
    List<String> missing = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      if (countOf(Split.TRAIN, label) == 0) {
        missing.add(found.get(label));
      }
    }
    if (!missing.isEmpty()) {
      throw new UserException(
          "data.label: %,d of the %,d classes of column '%s' of %s have no sequence to train on: %s; bring some into the train span, or leave the class out"
              .formatted(
                  missing.size(),
                  classes,
                  columns.label(),
                  name,
                  missing.stream().limit(SHOWN).collect(Collectors.joining(", "))
                      + (missing.size() > SHOWN ? ", …" : "")));
    }
    return found;
  }

  private long countOf(Split split, double label) {
    return summary.labels().getOrDefault(label, Map.of()).getOrDefault(split, 0L);
  }

  /** Sequences of the train span in each class. */
  public List<Long> classCounts(int classes) {
    List<Long> counts = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      counts.add(countOf(Split.TRAIN, label));
    }
    return counts;
  }

  /**
   * Mean and scale of a step's values over the train span.
   *
   * @param warnings receives what is odd but no error
   */
  public Statistics statistics(Consumer<String> warnings) {
    return Statistics.of(valueNames(), summary.moments(), data.standardize(), name, warnings);
  }

  /** Of a step's values: those of the columns they were put together from, where they were. */
  private List<String> valueNames() {
    int width = summary.moments().size();
    return data.time().isEmpty() || data.features().size() != width
        ? SequenceScaling.names(columns.features(), width)
        : data.features();
  }

  /** The same, and those of the labels after them. */
  public Statistics statisticsWithLabel(Consumer<String> warnings) {
    List<String> names = new ArrayList<>(valueNames());
    List<Moments> moments = new ArrayList<>(summary.moments());
    names.add(columns.label());
    moments.add(summary.label());
    return Statistics.of(names, moments, data.standardize(), name, warnings);
  }

  /**
   * The sequences in shards.
   *
   * @param scaling of as many values a step as they have
   */
  public SequenceDataset dataset(SequenceScaling scaling) {
    if (summary.sequences() == 0) {
      throw new UserException(
          "%s has no good sequence: %,d rows, all left out".formatted(name, summary.rows()));
    }
    int width = summary.widths().keySet().iterator().next();
    if (width != scaling.inputs()) {
      throw new UserException(
          "data.features: the sequences of column '%s' of %s have %d values a step, the model takes %d"
              .formatted(columns.features(), name, width, scaling.inputs()));
    }
    return new SequenceDataset(rows, summary, scaling, data.shardBytes());
  }
}
