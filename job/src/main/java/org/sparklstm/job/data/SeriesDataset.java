package org.sparklstm.job.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;

/** The series of a table, standardised and cut into shards, ready to be placed on executors. */
public final class SeriesDataset {
  private final ShardLayout layout;
  private final WindowSpec windows;
  private final Statistics statistics;
  private final SeriesTable table;
  private final JavaPairRDD<Integer, Segment> segments;

  private SeriesDataset(
      ShardLayout layout,
      WindowSpec windows,
      Statistics statistics,
      SeriesTable table,
      JavaPairRDD<Integer, Segment> segments) {
    this.layout = layout;
    this.windows = windows;
    this.statistics = statistics;
    this.table = table;
    this.segments = segments;
  }

  /**
   * Reads a table and standardises it with the statistics of its own train spans.
   *
   * @param name what messages call the table
   * @param warnings receives what is odd but no error
   */
  public static SeriesDataset of(
      Dataset<Row> rows,
      DataConfig data,
      WindowSpec windows,
      String name,
      Consumer<String> warnings) {
    SeriesTable table = SeriesTable.of(rows, data, name, warnings);
    ShardLayout layout = ShardLayout.of(table, data, windows, ShardLayout.FOR_TRAINING, warnings);
    Broadcast<ShardLayout> shared = context(table).broadcast(layout);
    Statistics statistics = statistics(table, shared, warnings);
    return new SeriesDataset(
        layout, windows, statistics, table, segments(table, shared, statistics, windows));
  }

  /**
   * Reads a table and standardises it with the statistics a model was trained with. It needs a test
   * span only.
   */
  public static SeriesDataset of(
      Dataset<Row> rows,
      DataConfig data,
      WindowSpec windows,
      String name,
      Statistics statistics,
      Consumer<String> warnings) {
    SeriesTable table = SeriesTable.of(rows, data, name, warnings);
    ShardLayout layout = ShardLayout.of(table, data, windows, Set.of(Split.TEST), warnings);
    Broadcast<ShardLayout> shared = context(table).broadcast(layout);
    return new SeriesDataset(
        layout, windows, statistics, table, segments(table, shared, statistics, windows));
  }

  private static JavaSparkContext context(SeriesTable table) {
    return JavaSparkContext.fromSparkContext(table.rows().context());
  }

  /** Mean and deviation of each column over the train spans, the same for any partitioning. */
  private static Statistics statistics(
      SeriesTable table, Broadcast<ShardLayout> layout, Consumer<String> warnings) {
    List<String> names = table.columns().values();
    TableColumns columns = table.columns();
    Missing missing = table.missing();
    List<List<Moments>> parts =
        table
            .rows()
            .mapPartitions(
                rows -> {
                  SeriesCursor cursor = new SeriesCursor(rows, columns, missing);
                  return List.of(moments(cursor, layout.value())).iterator();
                })
            .collect();
    List<Double> means = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      Moments total = new Moments();
      for (List<Moments> part : parts) {
        total.add(part.get(column));
      }
      if (total.count() == 0) {
        throw new UserException(
            "column '%s' of %s has no number in any train span"
                .formatted(names.get(column), columns.table()));
      }
      means.add(total.mean());
      scales.add(scale(total, names.get(column), warnings));
    }
    return new Statistics(names, means, scales);
  }

  private static List<Moments> moments(SeriesCursor cursor, ShardLayout layout) {
    List<Moments> moments = new ArrayList<>();
    for (int column = 0; column < cursor.values().length; column++) {
      moments.add(new Moments());
    }
    SeriesPlan plan = null;
    while (cursor.advance()) {
      if (cursor.rowInSeries() == 0) {
        plan = layout.plan(cursor.key());
      }
      if (plan != null && cursor.rowInSeries() < plan.bounds().trainEnd()) {
        for (int column = 0; column < moments.size(); column++) {
          if (!Double.isNaN(cursor.values()[column])) {
            moments.get(column).add(cursor.values()[column]);
          }
        }
      }
    }
    return moments;
  }

  private static double scale(Moments moments, String column, Consumer<String> warnings) {
    double deviation = moments.deviation();
    if (deviation > 0) {
      return deviation;
    }
    warnings.accept(
        "column '%s' is constant (%s) over the train span; it is left unscaled and teaches nothing"
            .formatted(column, moments.mean()));
    return 1;
  }

  private static JavaPairRDD<Integer, Segment> segments(
      SeriesTable table, Broadcast<ShardLayout> layout, Statistics statistics, WindowSpec windows) {
    TableColumns columns = table.columns();
    Missing missing = table.missing();
    return table
        .rows()
        .mapPartitionsToPair(
            rows ->
                new SegmentIterator(
                    new SeriesCursor(rows, columns, missing), layout.value(), statistics, windows));
  }

  /** All segments with the numbers of their shards, computed anew whenever they are asked for. */
  public JavaPairRDD<Integer, Segment> segments() {
    return segments;
  }

  public WindowSpec windows() {
    return windows;
  }

  public Statistics statistics() {
    return statistics;
  }

  /** Number of shards; it depends on the data alone. */
  public int shards() {
    return layout.shards();
  }

  /** Number of series that are used. */
  public int series() {
    return layout.series();
  }

  /** Rows of the table. */
  public long rows() {
    return table.series().stream().mapToLong(SeriesSummary::rows).sum();
  }

  /** Bytes of all values in all shards. */
  public long bytes() {
    return layout.bytes();
  }
}
