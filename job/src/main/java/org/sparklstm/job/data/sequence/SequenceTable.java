package org.sparklstm.job.data.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;

/**
 * A table of labelled sequences after a first pass over it, which finds invalid rows before
 * training starts.
 */
public final class SequenceTable {
  /** Largest number of widths that a message lists. */
  private static final int SHOWN = 5;

  private final Table table;
  private final String name;
  private final SequenceColumns columns;
  private final DataConfig data;
  private final SequenceRows rows;
  private final SequenceSummary summary;

  private SequenceTable(
      Table table,
      SequenceColumns columns,
      DataConfig data,
      SequenceRows rows,
      SequenceSummary summary) {
    this.table = table;
    name = table.name();
    this.columns = columns;
    this.data = data;
    this.rows = rows;
    this.summary = summary;
  }

  /** The meaning of labels. */
  public enum Labels {
    /** Class numbers, from 0. */
    CLASSES,
    /** Numbers to predict. */
    NUMBERS
  }

  /**
   * Passes over a table.
   *
   * @throws UserException if the table cannot be used; names the column and one of the rows
   */
  public static SequenceTable of(
      Table table, SequenceColumns columns, Labels labels, DataConfig data) {
    try {
      columns.check(table.schema(), table.name());
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
    Gaps gaps = data.missing() == Missing.FORWARD_FILL ? Gaps.FILLED : Gaps.REFUSED;
    Optional<SplitConfig> split =
        columns.validation().isPresent() ? Optional.empty() : Optional.of(data.split());
    SequenceRows rows = SequenceRows.of(table.rows(), columns, gaps, split);
    SequenceTable result =
        new SequenceTable(
            table,
            columns,
            data,
            rows,
            rows.summary(labels == Labels.CLASSES ? SequenceSummary.MOST_LABELS : 0));
    result.refuseInvalidRows();
    return result;
  }

  private void refuseInvalidRows() {
    reportShortSeries();
    if (summary.rows() == 0) {
      throw summary.shortSeries() == 0
          ? table.empty()
          : UserException.of(
              "none of the %,d series of %s has {window.lookback} = %d rows, such as %s; lower it",
              summary.shortSeries(),
              name,
              columns.cut().orElseThrow().lookback(),
              summary.firstShort().get(0));
    }
    long nulls = summary.troubles().getOrDefault(Trouble.NULL, 0L);
    if (nulls == summary.rows()) {
      throw UserException.of(
          "{data.features}: column '%s' of %s is null in all %,d rows",
          columns.features(), name, nulls);
    }
    summary.troubles().forEach(this::refuse);
    boolean isCut = columns.cut().isPresent();
    if (summary.badLabels() > 0 && isCut && data.missing() == Missing.SKIP_WINDOW) {
      table
          .warnings()
          .accept(
              Message.of(
                  "column '%s' of %s is null, NaN or infinite in the last row of %,d windows; they are left out",
                  columns.label(), name, summary.badLabels()));
    } else if (summary.badLabels() > 0 && isCut) {
      throw UserException.of(
          "{data.label}: column '%s' of %s is null, NaN or infinite in the last row of %,d windows, one of them %s; set {data.missing} = skip-window to leave such windows out",
          columns.label(), name, summary.badLabels(), summary.firstBadLabel());
    } else if (summary.badLabels() > 0) {
      throw UserException.of(
          "{data.label}: column '%s' of %s is null, NaN or infinite in %,d rows, one of them %s; fill or remove them",
          columns.label(), name, summary.badLabels(), summary.firstBadLabel());
    }
    if (summary.badWeights() > 0) {
      throw UserException.of(
          "{data.weight}: column '%s' of %s has %,d invalid weights, expected 0 or more; one of them is %s",
          columns.weight().orElse(""), name, summary.badWeights(), summary.firstBadWeight());
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

  private void reportShortSeries() {
    if (summary.shortSeries() > 0 && summary.rows() > 0) {
      table
          .warnings()
          .accept(
              Message.of(
                  "%,d series of %s have fewer than {window.lookback} = %d rows and give no window: %s%s",
                  summary.shortSeries(),
                  name,
                  columns.cut().orElseThrow().lookback(),
                  String.join("; ", summary.firstShort()),
                  summary.shortSeries() > summary.firstShort().size() ? "; …" : ""));
    }
  }

  /** The word for what a label belongs to. */
  private String unit() {
    return columns.cut().isPresent() ? "windows" : "rows";
  }

  /**
   * Checks that there are sequences to train on.
   *
   * @throws UserException if there are no sequences in the train span
   */
  public SequenceTable requireTraining() {
    if (summary.sequences(Split.TRAIN) == 0) {
      throw UserException.of(
          "%s has nothing to train on: %,d of %,d %s can be used, and none of them is in the train span; check weights, invalid rows and the shares of the spans",
          name, summary.sequences(), summary.rows(), unit());
    }
    return this;
  }

  private void refuse(Trouble trouble, long count) {
    if (trouble == Trouble.RAGGED) {
      throw ragged("%s is an example".formatted(summary.first(trouble)));
    }
    Message found =
        Message.of(
            "column '%s' of %s %s in %,d of %,d %s",
            columns.features(), name, trouble.sentence(), count, summary.rows(), unit());
    if (data.missing() == Missing.SKIP_WINDOW) {
      table.warnings().accept(Message.of("%s; they are left out", found));
      return;
    }
    boolean canFill = trouble == Trouble.MISSING_VALUE && data.missing() == Missing.ERROR;
    throw UserException.of(
        "{data.features}: %s, one of them %s; set %s to continue without them",
        found,
        summary.first(trouble),
        Message.of(
            canFill
                ? "{data.missing = skip-window or forward-fill}"
                : "{data.missing = skip-window}"));
  }

  private UserException ragged(String where) {
    return UserException.of(
        "{data.features}: the sequences of column '%s' of %s have different numbers of values per step: %s",
        columns.features(), name, where);
  }

  /** The labels as classes. */
  private SequenceClasses classes() {
    return new SequenceClasses(columns, name, summary);
  }

  /**
   * Checks that labels are class numbers, and that each class occurs in the train span.
   *
   * @param names names of the classes; empty to use the numbers as names
   * @return the names of the classes
   * @throws UserException if labels or classes are invalid; names them
   */
  public List<String> requireClasses(Optional<List<String>> names) {
    return classes().require(names);
  }

  /** Number of sequences of the train span, per class. */
  public List<Long> classCounts(int classes) {
    return classes().counts(classes);
  }

  /** Mean and scale of the values of a step over the train span. */
  public Statistics statistics() {
    return Statistics.of(valueNames(), summary.moments(), table, data);
  }

  /** Names of the values of a step: the columns they come from, if the table had one per value. */
  private List<String> valueNames() {
    int width = summary.moments().size();
    return data.time().isEmpty() || data.features().size() != width
        ? SequenceScaling.names(columns.features(), width)
        : data.features();
  }

  /** Mean and scale of the values of a step, followed by those of the labels. */
  public Statistics statisticsWithLabel() {
    List<String> names = new ArrayList<>(valueNames());
    List<Moments> moments = new ArrayList<>(summary.moments());
    names.add(columns.label());
    moments.add(summary.label());
    return Statistics.of(names, moments, table, data);
  }

  /**
   * The sequences, scaled and assigned to shards.
   *
   * @param scaling scaling of the values, and of the labels if they are numbers
   * @throws UserException if there are no valid sequences, or their values per step differ from
   *     those of {@code scaling}
   */
  public SequenceDataset dataset(SequenceScaling scaling) {
    if (summary.sequences() == 0) {
      throw UserException.of(
          "%s has no valid sequence: all %,d %s are left out", name, summary.rows(), unit());
    }
    int width = summary.widths().keySet().iterator().next();
    if (width != scaling.inputs()) {
      throw UserException.of(
          "{data.features}: the sequences of column '%s' of %s have %d values per step, the model expects %d",
          columns.features(), name, width, scaling.inputs());
    }
    return new SequenceDataset(rows, summary, scaling, data.shardBytes());
  }
}
