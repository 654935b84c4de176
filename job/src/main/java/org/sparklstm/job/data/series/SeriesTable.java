package org.sparklstm.job.data.series;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.data.table.Table;

/**
 * A table after a first pass over it: its rows arranged by series and time, and a summary of each
 * series in canonical order, the order of the keys.
 */
public final class SeriesTable {
  private final SeriesColumns columns;
  private final JavaRDD<Row> rows;
  private final List<SeriesSummary> series;
  private final Missing missing;

  private SeriesTable(
      SeriesColumns columns, JavaRDD<Row> rows, List<SeriesSummary> series, Missing missing) {
    this.columns = columns;
    this.rows = rows;
    this.series = series;
    this.missing = missing;
  }

  /**
   * Passes over a table.
   *
   * @throws UserException if the table cannot be used; names the column, series or time
   */
  public static SeriesTable of(Table table, DataConfig data) {
    SeriesColumns columns = columns(table, data);
    JavaRDD<Row> rows = columns.arrange(table.rows()).javaRDD();
    List<SeriesSummary> series =
        rows.mapPartitions(partition -> SeriesSummary.of(partition, columns)).collect().stream()
            .sorted(Comparator.comparing(SeriesSummary::key))
            .toList();
    SeriesTable result = new SeriesTable(columns, rows, series, data.missing());
    if (series.isEmpty()) {
      throw table.empty();
    }
    result.refuseInvalidRows();
    result.warnOfIrregularSpacing(table.warnings());
    return result;
  }

  private static SeriesColumns columns(Table table, DataConfig data) {
    try {
      return SeriesColumns.check(table.schema(), data, table.name());
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
  }

  private void refuseInvalidRows() {
    refuse(
        SeriesSummary::nullTimes,
        (count, first) ->
            Message.of(
                "{data.time}: %,d rows of %s have no time in column '%s', the first in %s; fill or remove them",
                count, columns.table(), columns.time().name(), show(first)));
    refuse(
        SeriesSummary::duplicates,
        (count, first) ->
            Message.of(
                "{data.time}: %,d rows of %s have the same time as another row of their series, first in %s at %s; name the columns that identify series in {data.series-id}, or remove the duplicates",
                count, columns.table(), show(first), columns.axis().show(first.firstDuplicate())));
    for (int i = 0; i < columns.values().size() && missing == Missing.ERROR; i++) {
      int column = i;
      refuse(
          summary -> summary.missing(column),
          (count, first) ->
              Message.of(
                  "column '%s' of %s has %,d values that are null, NaN or infinite, first in %s at %s; set {data.missing} to forward-fill or skip-window to continue without them",
                  columns.values().get(column),
                  columns.table(),
                  count,
                  show(first),
                  columns.axis().show(first.firstMissing(column))));
    }
  }

  /** Composes an error from the number of invalid rows and the first series with one. */
  private interface ErrorText {
    Message of(long count, SeriesSummary first);
  }

  private void refuse(ToLongFunction<SeriesSummary> count, ErrorText text) {
    long total = series.stream().mapToLong(count).sum();
    if (total > 0) {
      SeriesSummary first =
          series.stream().filter(one -> count.applyAsLong(one) > 0).findFirst().orElseThrow();
      throw new UserException(text.of(total, first));
    }
  }

  private void warnOfIrregularSpacing(Consumer<Message> warnings) {
    List<SeriesSummary> odd =
        series.stream().filter(summary -> !summary.spacing().isRegular()).toList();
    if (!odd.isEmpty()) {
      warnings.accept(
          Message.of(
              "time is spaced irregularly in %,d of %,d series; each row counts as one step. First in %s: %s",
              odd.size(), series.size(), show(odd.get(0)), odd.get(0).spacing().describe()));
    }
  }

  /** A series as messages show it. */
  String show(SeriesSummary summary) {
    return summary.key().show(columns.seriesId());
  }

  public SeriesColumns columns() {
    return columns;
  }

  /** The arranged rows: each series in one partition, ordered by time. */
  public JavaRDD<Row> rows() {
    return rows;
  }

  public List<SeriesSummary> series() {
    return series;
  }

  /** Number of rows without a number, per column. */
  long[] missingByColumn() {
    long[] missing = new long[columns.values().size()];
    for (int column = 0; column < missing.length; column++) {
      for (SeriesSummary summary : series) {
        missing[column] += summary.missing(column);
      }
    }
    return missing;
  }

  /**
   * Facts about the series, in words.
   *
   * @param used number of series that are long enough to be used
   */
  Map<String, String> facts(int used) {
    long[] lengths = series.stream().mapToLong(SeriesSummary::rows).sorted().toArray();
    long irregular = series.stream().filter(summary -> !summary.spacing().isRegular()).count();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("table", columns.table());
    facts.put("rows", "%,d".formatted(LongStream.of(lengths).sum()));
    facts.put(
        "series",
        used == series.size()
            ? "%,d".formatted(used)
            : "%,d, of which %,d are too short to be used"
                .formatted(series.size(), series.size() - used));
    facts.put(
        "rows of a series",
        lengths[0] == lengths[lengths.length - 1]
            ? "%,d".formatted(lengths[0])
            : "%,d to %,d, half of them below %,d"
                .formatted(lengths[0], lengths[lengths.length - 1], lengths[lengths.length / 2]));
    facts.put(
        "times",
        "%s to %s"
            .formatted(
                columns
                    .axis()
                    .show(series.stream().mapToLong(SeriesSummary::firstTime).min().orElseThrow()),
                columns
                    .axis()
                    .show(series.stream().mapToLong(SeriesSummary::lastTime).max().orElseThrow())));
    facts.put(
        "spacing",
        irregular == 0
            ? "regular"
            : "irregular in %,d series, first in %s"
                .formatted(
                    irregular,
                    series.stream()
                        .filter(summary -> !summary.spacing().isRegular())
                        .findFirst()
                        .map(summary -> show(summary) + ": " + summary.spacing().describe())
                        .orElseThrow()));
    return facts;
  }

  public Missing missing() {
    return missing;
  }
}
