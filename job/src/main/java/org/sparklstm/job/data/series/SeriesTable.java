package org.sparklstm.job.data.series;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Gaps;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.Transform;
import org.sparklstm.job.config.WindowReaders;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.PanelTime;
import org.sparklstm.job.time.Timeline;

/**
 * A table after a first pass over it: its rows arranged by series and time, and a summary of each
 * series in canonical order, the order of the keys.
 */
public final class SeriesTable {
  private final SeriesColumns columns;
  private final JavaRDD<Row> rows;
  private final List<SeriesSummary> series;
  private final PanelFrequency frequency;
  private final DataConfig data;

  private SeriesTable(
      SeriesColumns columns,
      JavaRDD<Row> rows,
      List<SeriesSummary> series,
      PanelFrequency frequency,
      DataConfig data) {
    this.columns = columns;
    this.rows = rows;
    this.series = series;
    this.frequency = frequency;
    this.data = data;
  }

  /**
   * Passes over a table.
   *
   * @throws UserException if the table cannot be used; names the column, series or time
   */
  public static SeriesTable of(Table table, DataConfig data) {
    return of(table, data, Optional.empty());
  }

  /**
   * Passes over a table of a model.
   *
   * @param time how the times go on that the model was trained on, if it keeps that
   * @throws UserException if the table cannot be used; names the column, series or time
   */
  public static SeriesTable of(Table table, DataConfig data, Optional<PanelTime> time) {
    return of(table, data, time, Optional.empty());
  }

  /**
   * Passes over a table of a model.
   *
   * @param classes the values of the columns that are classes; found in the table if they are not
   *     given
   */
  public static SeriesTable of(
      Table table, DataConfig data, Optional<PanelTime> time, Optional<List<Vocabulary>> classes) {
    SeriesColumns named = columns(table, data, time.map(PanelTime::zone).orElse(table.zone()));
    named.axis().warnOfOtherZone(table.zone(), table.warnings());
    JavaRDD<Row> rows = observed(named.arrange(table.rows()).javaRDD(), named);
    SeriesColumns columns = named.with(classes.orElseGet(() -> Vocabularies.of(rows, named)));
    List<SeriesSummary> series = summaries(rows, columns);
    if (series.isEmpty()) {
      throw table.empty();
    }
    boolean atMonthEnds = series.stream().allMatch(one -> one.spacing().allMonthEnds());
    Optional<Frequency> known =
        data.keptFrequency(time)
            .or(() -> data.givenFrequency().map(given -> given.atMonthEnds(atMonthEnds)));
    SeriesTable result = of(columns, rows, series, data, known);
    result.frequency.warn(data.gaps(), table.warnings());
    result.warnOfLackingIds(table.warnings());
    return data.gaps() == Gaps.FILL && !result.frequency.deviating().isEmpty()
        ? result.withoutGaps()
        : result;
  }

  /** The rows that are trained on. */
  private static JavaRDD<Row> observed(JavaRDD<Row> arranged, SeriesColumns columns) {
    JavaRDD<Row> merged =
        columns.hasAhead()
            ? arranged.mapPartitions(rows -> new MergedRows(rows, columns))
            : arranged;
    return columns.knowsAhead()
        ? merged.mapPartitions(rows -> new ObservedRows(rows, columns))
        : merged;
  }

  private static List<SeriesSummary> summaries(JavaRDD<Row> rows, SeriesColumns columns) {
    return rows.mapPartitions(partition -> SeriesSummary.of(partition, columns)).collect().stream()
        .sorted(Comparator.comparing(SeriesSummary::key))
        .toList();
  }

  /** The table with rows inserted for times that have none. */
  private SeriesTable withoutGaps() {
    SeriesColumns form = columns;
    Frequency period = frequency.frequency();
    for (SeriesSummary one : series) {
      long lacking =
          Timeline.of(form.axis(), period, one.spacing()).deviation(one.spacing()).missing();
      if (lacking > one.rows()) {
        throw FilledRows.refusal(form, one.key(), lacking, one.rows(), period);
      }
    }
    JavaRDD<Row> filled = rows.mapPartitions(partition -> new FilledRows(partition, form, period));
    return new SeriesTable(form, filled, summaries(filled, form), frequency, data);
  }

  /**
   * Checks what the first pass has found.
   *
   * @param frequency distance between consecutive rows, if it is known
   */
  static SeriesTable of(
      SeriesColumns columns,
      JavaRDD<Row> rows,
      List<SeriesSummary> series,
      DataConfig data,
      Optional<Frequency> frequency) {
    new InvalidRows(columns, series).refuse(data.missing());
    return new SeriesTable(
        columns, rows, series, PanelFrequency.of(columns, series, frequency), data);
  }

  private static SeriesColumns columns(Table table, DataConfig data, ZoneId zone) {
    try {
      return SeriesColumns.check(table.schema(), data, table.name(), zone);
    } catch (UserException e) {
      throw table.unlessEmpty(e);
    }
  }

  /** Some series as messages show them: the first by name, the others by number. */
  public String named(List<SeriesSummary> some) {
    return columns.named(some.stream().map(SeriesSummary::key).toList());
  }

  /** A series as messages show it. */
  String show(SeriesSummary summary) {
    return summary.key().show(columns.seriesId());
  }

  public SeriesColumns columns() {
    return columns;
  }

  /** How the times go on. */
  public PanelTime time() {
    return new PanelTime(frequency.frequency(), columns.axis().zone());
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
    facts.put("frequency", frequency.describe());
    return facts;
  }

  /** What is applied to targets. */
  Transform transform() {
    return data.transform();
  }

  public Missing missing() {
    return data.missing();
  }

  /**
   * The reader of windows on the rows; it tells targets that were filled from observed ones, and
   * sees what the calendar has for their frequency.
   */
  public WindowReader reader(WindowReader reader) {
    boolean someAreFilled =
        series.stream().anyMatch(one -> one.filledAmong(reader.targets()) > 0)
            && missing() == Missing.FORWARD_FILL;
    WindowReader found = WindowReaders.at(data, frequency.frequency(), reader);
    return someAreFilled ? found.marked() : found;
  }

  /** Says which series have rows without an id, if there are any. */
  private void warnOfLackingIds(Consumer<Message> warnings) {
    List<SeriesSummary> lacking =
        series.stream().filter(one -> one.key().lacksId(columns.seriesId())).toList();
    if (!lacking.isEmpty()) {
      warnings.accept(
          Message.of(
              "%,d rows of %s have no value in a column that identifies series ({data.series-id}) and count as %s; if that is not meant, fill or remove them",
              lacking.stream().mapToLong(SeriesSummary::rows).sum(),
              columns.table(),
              named(lacking)));
    }
  }

  /** Says how many values are filled, if there are any. */
  void warnOfFilled(Consumer<Message> warnings) {
    Map<String, Long> filled = filled();
    if (!filled.isEmpty()) {
      warnings.accept(
          Message.of(
              "filled with the last value before ({data.missing} = forward-fill): %s; the network sees them, but they count as true nowhere",
              filled.entrySet().stream()
                  .map(entry -> "%,d of column '%s'".formatted(entry.getValue(), entry.getKey()))
                  .collect(Collectors.joining(", "))));
    }
  }

  /** Says which columns that should have one value per series have several, if there are any. */
  void warnOfVarying(Consumer<Message> warnings) {
    for (int i = 0; i < columns.values().size(); i++) {
      int column = i;
      List<SeriesSummary> varying =
          series.stream().filter(one -> one.fixed().varies(column)).toList();
      if (!varying.isEmpty()) {
        warnings.accept(
            Message.of(
                "column '%s' ({data.static}) has more than one value in %,d of %,d series: %s; the first one counts. If it changes with time, name it in {data.features} or {data.future}",
                columns.values().get(column), varying.size(), series.size(), named(varying)));
      }
    }
  }

  /** Number of values that are filled, by column; only columns with such values. */
  public Map<String, Long> filled() {
    Map<String, Long> filled = new LinkedHashMap<>();
    for (int i = 0; i < columns.values().size() && missing() == Missing.FORWARD_FILL; i++) {
      int column = i;
      long count = series.stream().mapToLong(one -> one.filled(column)).sum();
      if (count > 0) {
        filled.put(columns.values().get(column), count);
      }
    }
    return filled;
  }
}
