package org.sparklstm.job.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.core.exact.ContentSum;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.SeriesShard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;

/** The series of a table, standardised and cut into shards, ready to be placed on executors. */
public final class SeriesDataset implements ShardSource<Segment> {
  private final ShardLayout layout;
  private final WindowSpec windows;
  private final Statistics statistics;
  private final SeriesTable table;
  private final JavaPairRDD<Integer, Segment> segments;
  private final ContentSum content;

  private SeriesDataset(
      ShardLayout layout,
      WindowSpec windows,
      Statistics statistics,
      ContentSum content,
      SeriesTable table,
      JavaPairRDD<Integer, Segment> segments) {
    this.layout = layout;
    this.windows = windows;
    this.statistics = statistics;
    this.content = content;
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
    Look look = look(table, shared);
    Statistics statistics =
        Statistics.of(
            table.columns().values(),
            look.moments(),
            data.standardize(),
            table.columns().table(),
            warnings);
    return new SeriesDataset(
        layout,
        windows,
        statistics,
        look.content(),
        table,
        segments(table, shared, statistics, windows));
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
        layout,
        windows,
        statistics,
        new ContentSum(),
        table,
        segments(table, shared, statistics, windows));
  }

  private static JavaSparkContext context(SeriesTable table) {
    return JavaSparkContext.fromSparkContext(table.rows().context());
  }

  /**
   * What a look at the rows of series that are used tells, the same for any partitioning.
   *
   * @param moments of each column over the train spans
   * @param content of all spans
   */
  private record Look(List<Moments> moments, ContentSum content) implements Serializable {}

  private static Look look(SeriesTable table, Broadcast<ShardLayout> layout) {
    TableColumns columns = table.columns();
    Missing missing = table.missing();
    List<Look> parts =
        table
            .rows()
            .mapPartitions(
                rows -> {
                  SeriesCursor cursor = new SeriesCursor(rows, columns, missing);
                  return List.of(look(cursor, layout.value())).iterator();
                })
            .collect();
    List<Moments> totals = new ArrayList<>();
    for (int column = 0; column < columns.values().size(); column++) {
      Moments total = new Moments();
      for (Look part : parts) {
        total.add(part.moments().get(column));
      }
      totals.add(total);
    }
    ContentSum content = new ContentSum();
    parts.forEach(part -> content.add(part.content()));
    return new Look(totals, content);
  }

  private static Look look(SeriesCursor cursor, ShardLayout layout) {
    List<Moments> moments = new ArrayList<>();
    for (int column = 0; column < cursor.values().length; column++) {
      moments.add(new Moments());
    }
    SeriesContent content = new SeriesContent();
    SeriesPlan plan = null;
    while (cursor.advance()) {
      if (cursor.rowInSeries() == 0) {
        plan = layout.plan(cursor.key());
        if (plan != null) {
          content.begin(cursor.key());
        }
      }
      if (plan != null) {
        content.row(cursor.position(), cursor.values());
        if (cursor.rowInSeries() < plan.bounds().trainEnd()) {
          add(cursor.values(), moments);
        }
      }
    }
    return new Look(moments, content.sum());
  }

  private static void add(double[] values, List<Moments> moments) {
    for (int column = 0; column < values.length; column++) {
      if (!Double.isNaN(values[column])) {
        moments.get(column).add(values[column]);
      }
    }
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

  @Override
  public JavaPairRDD<Integer, Segment> pieces() {
    return segments;
  }

  @Override
  public Assembly<Segment> assembly() {
    int columns = statistics.columns().size();
    WindowSpec spec = windows;
    return (id, pieces) -> new SeriesShard(id, pieces, columns, spec);
  }

  public Statistics statistics() {
    return statistics;
  }

  @Override
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

  /** What the rows hold, as text; of tables that are trained on. */
  public String content() {
    return content.toString();
  }

  @Override
  public long bytes() {
    return layout.bytes();
  }
}
