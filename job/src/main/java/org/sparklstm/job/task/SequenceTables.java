package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.ScoreConfig;
import org.sparklstm.job.config.WindowConfig;
import org.sparklstm.job.data.sequence.SequenceAssembly;
import org.sparklstm.job.data.sequence.SequenceColumns;
import org.sparklstm.job.data.sequence.ShortSeries;
import org.sparklstm.job.data.sequence.WindowAssembly;
import org.sparklstm.job.data.sequence.WindowCut;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;

/**
 * How the rows of a configuration become sequences: each row is one, or the rows of one time step
 * each are assembled to whole sequences, or windows are cut from them.
 */
final class SequenceTables {
  private final DataConfig data;
  private final Optional<WindowCut> cut;

  SequenceTables(JobConfig config) {
    data = config.data();
    WindowConfig window = config.window();
    if (data.features().contains(data.label())) {
      throw UserException.of(
          "{data.features} names '%s', which is also {data.label}: the network would see the answer; remove it from the features",
          data.label());
    }
    if (data.time().isEmpty() && data.features().size() > 1) {
      throw UserException.of(
          "{data.features} has %d columns, but {data.time} is empty: expected one column of whole sequences, or a {data.time} that orders the rows of a sequence",
          data.features().size());
    }
    if (!data.time().isEmpty() && data.seriesId().isEmpty()) {
      throw UserException.of(
          "{data.series-id} is empty: expected the columns that identify a sequence");
    }
    if (data.split().isRows()) {
      throw UserException.of(
          "{data.split.train} is %s: sequences are split by shares, at most 1",
          data.split().train());
    }
    if (window.lookback() > 0 && data.time().isEmpty()) {
      throw UserException.of(
          "{window.lookback} is %d, but {data.time} is empty: windows are cut from rows of one time step each; name the column that orders them",
          window.lookback());
    }
    if (window.lookback() == 0 && window.stride() > 1) {
      throw UserException.of(
          "{window.stride} is %d, but {window.lookback} is 0: to cut windows, set {window.lookback} to their number of rows",
          window.stride());
    }
    cut =
        window.lookback() == 0
            ? Optional.empty()
            : Optional.of(new WindowCut(data.seriesId(), window.lookback(), window.stride()));
  }

  /** How windows are cut, if they are. */
  Optional<WindowCut> cut() {
    return cut;
  }

  boolean isAssembled() {
    return !data.time().isEmpty();
  }

  /** The column with the sequences; those assembled here are named after their columns. */
  String column() {
    return isAssembled() ? data.features().toString() : data.features().get(0);
  }

  /** The columns of a table to train on. */
  SequenceColumns columns() {
    return new SequenceColumns(
        column(),
        data.label(),
        Optional.of(data.weight()).filter(name -> !name.isEmpty()),
        Optional.empty(),
        0,
        splitBy(),
        cut);
  }

  /** The columns whose rows all go to one span. */
  List<String> splitBy() {
    return data.split().by(cut.map(WindowCut::series).orElse(List.of()));
  }

  /** Whether windows of one series may lie on both sides of a split. */
  boolean mixesSeries() {
    return cut.isPresent()
        && splitBy().isEmpty()
        && data.split().validation() + data.split().test() > 0;
  }

  /** The columns of a table that answers are written beside. */
  List<String> answered(StructType schema) {
    if (!isAssembled()) {
      return Arrays.stream(schema.fields())
          .filter(field -> !(field.dataType() instanceof ArrayType))
          .map(StructField::name)
          .toList();
    }
    List<String> names = new ArrayList<>(data.seriesId());
    if (cut.isPresent()) {
      names.add(data.time());
    }
    return names;
  }

  /** A table to train on, of sequences or series with the labels that its rows have. */
  Table withLabels(Table table) {
    Fields.require(table.schema(), data.label(), "data.label", table.name());
    if (!isAssembled()) {
      return table;
    }
    if (data.missing() == Missing.FORWARD_FILL) {
      missing(table)
          .ifPresent(
              columns ->
                  table
                      .warnings()
                      .accept(
                          Message.of(
                              "values that are null, NaN or infinite: %s; each is replaced by the value before it in its series, where there is one ({data.missing} = forward-fill)",
                              columns)));
    }
    List<String> kept =
        new ArrayList<>(
            Stream.of(data.label(), data.weight()).filter(name -> !name.isEmpty()).toList());
    try {
      if (cut.isPresent()) {
        refuseOtherKeys(table.schema(), table.name());
        columns().checkLabels(table.schema(), table.name());
        return table.with(windows(kept).series(filled(table.rows()), table.name()));
      }
      for (String name : splitBy()) {
        Fields.require(table.schema(), name, "data.split.by", table.name());
        if (!data.seriesId().contains(name)) {
          kept.add(name);
        }
      }
      return table.with(assembly(kept).of(table.rows(), table.name()));
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
  }

  private void refuseOtherKeys(StructType schema, String table) {
    for (String name : splitBy()) {
      Fields.require(schema, name, "data.split.by", table);
      if (!data.seriesId().contains(name)) {
        throw UserException.of(
            "{data.split.by} names '%s', expected columns of {data.series-id}, %s: a window belongs to one series; add it to {data.series-id}",
            name, data.seriesId());
      }
    }
  }

  private Table assembled(Table table) {
    try {
      return isAssembled() ? table.with(assembly(List.of()).of(table.rows(), table.name())) : table;
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
  }

  /**
   * A table of sequences to answer, without labels.
   *
   * @throws UserException if a column is missing, or series are refused for being short
   */
  Table toScore(Table table, ScoreConfig score) {
    if (cut.isEmpty()) {
      if (score.windows() == ScoreConfig.Windows.ALL) {
        throw UserException.of(
            "{score.windows} is all, but {window.lookback} is 0: there is one answer for each sequence");
      }
      return assembled(table);
    }
    try {
      ShortSeries.report(table, cut.get(), score.invalid());
      // each row that can be answered is, whatever the distance of windows in training
      WindowAssembly every =
          new WindowAssembly(
              assembly(List.of()), new WindowCut(data.seriesId(), cut.get().lookback(), 1));
      return table.with(
          every.windows(
              filled(table.rows()),
              score.windows() == ScoreConfig.Windows.ALL
                  ? WindowAssembly.Which.ALL
                  : WindowAssembly.Which.LAST,
              score.invalid() == ScoreConfig.Invalid.KEEP,
              table.name()));
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
  }

  /** The columns of rows of time steps that lack values, and how many; nothing if none does. */
  Optional<String> missing(Table table) {
    if (!isAssembled()) {
      return Optional.empty();
    }
    List<Column> counts = new ArrayList<>();
    for (String name : data.features()) {
      Fields.requireValues(table.schema(), name, "data.features", table.name());
      Column value = Fields.column(name).cast(DataTypes.DoubleType);
      // to Spark, NaN is above infinity
      Column finite = functions.abs(value).lt(functions.lit(Double.POSITIVE_INFINITY));
      counts.add(
          functions.count(
              functions.when(functions.not(functions.coalesce(finite, functions.lit(false))), 1)));
    }
    Row row =
        table
            .rows()
            .agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
            .first();
    return IntStream.range(0, counts.size())
        .filter(i -> row.getLong(i) > 0)
        .mapToObj(i -> "%,d of column '%s'".formatted(row.getLong(i), data.features().get(i)))
        .reduce((one, other) -> one + ", " + other);
  }

  private SequenceAssembly assembly(List<String> kept) {
    return new SequenceAssembly(
        data.seriesId(),
        data.time(),
        data.features(),
        kept,
        column(),
        SequenceAssembly.Missing.KEEP);
  }

  private WindowAssembly windows(List<String> kept) {
    return new WindowAssembly(assembly(kept), cut.orElseThrow());
  }

  /** Values are filled in along the series, not within a window only. */
  private Dataset<Row> filled(Dataset<Row> rows) {
    return data.missing() == Missing.FORWARD_FILL ? windows(List.of()).filled(rows) : rows;
  }
}
