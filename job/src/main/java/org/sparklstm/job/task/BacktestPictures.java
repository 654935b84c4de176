package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.sparklstm.job.Json;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.scoring.Backtest;

/**
 * Forecasts of some series of a back-test, to draw: the best and the worst beside the naive
 * forecast, and some between.
 */
final class BacktestPictures {
  /** Number of series shown of a target. */
  private static final int SERIES = 5;

  /** Number of last cutoffs shown. */
  private static final int CUTOFFS = 12;

  private BacktestPictures() {}

  /**
   * Pictures of a target, best series first.
   *
   * @param rows rows of {@link Backtest#measured}
   * @param fields series id columns, the first ones of a row
   */
  static List<Json> of(
      Dataset<Row> rows, StructField[] fields, String target, BacktestGroups groups) {
    Map<SeriesKey, NavigableMap<String, List<Row>>> bySeries =
        forecasts(rows, fields, target, Set.copyOf(chosen(groups)));
    return chosen(groups).stream()
        .filter(bySeries::containsKey)
        .map(
            key ->
                picture(BacktestErrors.name(key, fields), target, bySeries.get(key), fields.length))
        .toList();
  }

  private static List<SeriesKey> chosen(BacktestGroups groups) {
    List<BacktestGroups.Series> ordered = groups.byRatio();
    int last = ordered.size() - 1;
    int shown = Math.min(SERIES, ordered.size());
    return IntStream.range(0, shown)
        .mapToObj(i -> ordered.get(shown == 1 ? 0 : i * last / (shown - 1)).key())
        .toList();
  }

  private static Map<SeriesKey, NavigableMap<String, List<Row>>> forecasts(
      Dataset<Row> rows, StructField[] fields, String target, Set<SeriesKey> chosen) {
    String[] names = rows.columns();
    int ids = fields.length;
    Column[] columns =
        Stream.concat(
                IntStream.range(0, ids).mapToObj(i -> Fields.column(names[i])),
                Stream.of(
                    // in the time zone of the session
                    Fields.column(names[ids]).cast("string"),
                    Fields.column(names[ids + 1]).cast("string"),
                    Fields.column(names[ids + 2]),
                    Fields.column(target),
                    Fields.column(target + Backtest.FORECAST),
                    Fields.column(target + Backtest.NAIVE)))
            .toArray(Column[]::new);
    return rows
        .select(columns)
        .javaRDD()
        .filter(row -> chosen.contains(SeriesKey.of(row, fields)))
        .collect()
        .stream()
        .collect(
            Collectors.groupingBy(
                row -> SeriesKey.of(row, fields),
                Collectors.groupingBy(
                    row -> row.getString(ids), TreeMap::new, Collectors.toList())));
  }

  private static Json picture(
      String series, String target, NavigableMap<String, List<Row>> byCutoff, int first) {
    while (byCutoff.size() > CUTOFFS) {
      byCutoff.pollFirstEntry();
    }
    TreeSet<String> times = new TreeSet<>();
    TreeMap<String, Double> actual = new TreeMap<>();
    List<Json> forecasts = new ArrayList<>();
    byCutoff.forEach(
        (cutoff, rows) -> {
          rows.sort(Comparator.comparingInt(row -> row.getInt(first + 2)));
          List<String> at = rows.stream().map(row -> row.getString(first + 1)).toList();
          times.addAll(at);
          for (Row row : rows) {
            if (!row.isNullAt(first + 3)) {
              actual.put(row.getString(first + 1), row.getDouble(first + 3));
            }
          }
          forecasts.add(
              new Json()
                  .put("cutoff", cutoff)
                  .put("times", at)
                  .put("forecast", rows.stream().map(row -> row.getDouble(first + 4)).toList())
                  .put("naive", rows.stream().map(row -> row.getDouble(first + 5)).toList()));
        });
    return new Json()
        .put("series", series)
        .put("target", target)
        .put("times", List.copyOf(times))
        .put("actual", times.stream().map(actual::get).toList())
        .put("forecasts", forecasts);
  }
}
