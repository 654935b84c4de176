package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparklstm.core.exact.ContentSum;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.SeriesShard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.data.table.DataProfile;
import org.sparklstm.job.data.table.Extent;
import org.sparklstm.job.data.table.ShardSource;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;

/** The series of a table, standardised and cut into shards, ready to be placed on executors. */
public final class SeriesDataset implements ShardSource<Segment> {
  private final ShardLayout layout;
  private final WindowSpec windows;
  private final Statistics statistics;
  private final SeriesTable table;
  private final JavaPairRDD<Integer, Segment> segments;
  private final Look look;

  private SeriesDataset(
      ShardLayout layout,
      WindowSpec windows,
      Statistics statistics,
      Look look,
      SeriesTable table,
      JavaPairRDD<Integer, Segment> segments) {
    this.layout = layout;
    this.windows = windows;
    this.statistics = statistics;
    this.look = look;
    this.table = table;
    this.segments = segments;
  }

  /**
   * Reads a table and standardises it with the statistics of its own train spans.
   *
   * @throws org.sparklstm.job.UserException if the table cannot be used
   */
  public static SeriesDataset of(Table given, DataConfig data, WindowSpec windows) {
    SeriesTable table = SeriesTable.of(given, data);
    ShardLayout layout =
        ShardLayout.of(table, data, windows, ShardLayout.FOR_TRAINING, given.warnings());
    Broadcast<ShardLayout> shared = context(table).broadcast(layout);
    Look look = look(table, shared, layout, windows);
    Statistics statistics = Statistics.of(table.columns().values(), look.moments(), given, data);
    return new SeriesDataset(
        layout, windows, statistics, look, table, segments(table, shared, statistics, windows));
  }

  /**
   * Reads a table and standardises it with the statistics of a model. It needs a test span only.
   */
  public static SeriesDataset of(
      Table given, DataConfig data, WindowSpec windows, Statistics statistics) {
    SeriesTable table = SeriesTable.of(given, data);
    ShardLayout layout = ShardLayout.of(table, data, windows, Set.of(Split.TEST), given.warnings());
    Broadcast<ShardLayout> shared = context(table).broadcast(layout);
    return new SeriesDataset(
        layout,
        windows,
        statistics,
        Look.NONE,
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
   * @param extents of each column over all spans
   * @param content of all spans
   * @param samples some series in canonical order
   */
  private record Look(
      List<Moments> moments, List<Extent> extents, ContentSum content, List<SeriesSample> samples)
      implements Serializable {
    static final Look NONE = new Look(List.of(), List.of(), new ContentSum(), List.of());

    static Look of(int columns, ContentSum content, List<SeriesSample> samples) {
      List<Moments> moments = new ArrayList<>();
      List<Extent> extents = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        moments.add(new Moments());
        extents.add(new Extent());
      }
      return new Look(moments, extents, content, samples);
    }

    void merge(Look part) {
      for (int column = 0; column < moments.size(); column++) {
        moments.get(column).add(part.moments.get(column));
        extents.get(column).add(part.extents.get(column));
      }
      content.add(part.content);
      samples.addAll(part.samples);
    }
  }

  private static Look look(
      SeriesTable table, Broadcast<ShardLayout> shared, ShardLayout layout, WindowSpec windows) {
    SeriesColumns columns = table.columns();
    Missing missing = table.missing();
    List<SeriesKey> sampled =
        SeriesSample.some(
            table.series().stream()
                .map(SeriesSummary::key)
                .filter(key -> layout.hasWindows(key, Split.TEST, windows))
                .toList());
    int history = windows.history();
    int forecast = windows.horizon() * SeriesSample.horizons(windows.horizon());
    List<Look> parts =
        table
            .rows()
            .mapPartitions(
                rows -> {
                  SeriesCursor cursor = new SeriesCursor(rows, columns, missing);
                  SeriesSampler sampler =
                      new SeriesSampler(Set.copyOf(sampled), history, forecast, columns);
                  return List.of(look(cursor, shared.value(), sampler)).iterator();
                })
            .collect();
    Look all = Look.of(columns.values().size(), new ContentSum(), new ArrayList<>());
    parts.forEach(all::merge);
    all.samples().sort(Comparator.comparing(SeriesSample::name));
    return all;
  }

  private static Look look(SeriesCursor cursor, ShardLayout layout, SeriesSampler sampler) {
    SeriesContent content = new SeriesContent();
    Look look = Look.of(cursor.values().length, new ContentSum(), new ArrayList<>());
    SeriesPlan plan = null;
    while (cursor.advance()) {
      if (cursor.rowInSeries() == 0) {
        plan = layout.plan(cursor.key());
        if (plan != null) {
          content.begin(cursor.key());
          sampler.begin(cursor.key(), plan);
        }
      }
      if (plan != null) {
        content.row(cursor.position(), cursor.values());
        sampler.row(cursor.position(), cursor.values());
        for (int column = 0; column < cursor.values().length; column++) {
          look.extents().get(column).add(cursor.values()[column]);
        }
        if (cursor.rowInSeries() < plan.bounds().trainEnd()) {
          add(cursor.values(), look.moments());
        }
      }
    }
    look.content().add(content.sum());
    look.samples().addAll(sampler.samples());
    return look;
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
    SeriesColumns columns = table.columns();
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
    return look.content().toString();
  }

  /** The last rows of some series, of tables that are trained on. */
  public List<SeriesSample> samples() {
    return look.samples();
  }

  /** What the table holds; of tables that are trained on. */
  public DataProfile profile() {
    return new DataProfile(
        table.facts(layout.series()),
        DataProfile.columns(
            table.columns().values(), look.extents(), look.moments(), table.missingByColumn()));
  }

  @Override
  public long bytes() {
    return layout.bytes();
  }
}
