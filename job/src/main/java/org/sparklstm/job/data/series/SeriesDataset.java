package org.sparklstm.job.data.series;

import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.types.StructField;
import org.sparklstm.core.sequence.Offsets;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.SeriesShard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.train.NaiveQuantiles;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.data.table.DataProfile;
import org.sparklstm.job.data.table.ShardSource;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.time.PanelTime;
import org.sparklstm.job.time.TimeAxis;

/** The series of a table, standardised and cut into shards, ready to be placed on executors. */
public final class SeriesDataset implements ShardSource<Segment> {
  private final ShardLayout layout;
  private final WindowReader reader;
  private final Statistics statistics;
  private final SeriesTable table;
  private final JavaPairRDD<Integer, Segment> segments;
  private final SeriesScan scan;

  private SeriesDataset(
      ShardLayout layout,
      WindowReader reader,
      Statistics statistics,
      SeriesScan scan,
      SeriesTable table,
      JavaPairRDD<Integer, Segment> segments) {
    this.layout = layout;
    this.reader = reader;
    this.statistics = statistics;
    this.scan = scan;
    this.table = table;
    this.segments = segments;
  }

  /**
   * Reads a table and standardises it with the statistics of its train spans.
   *
   * @throws org.sparklstm.job.UserException if the table cannot be used
   */
  public static SeriesDataset of(Table given, DataConfig data, WindowReader plan) {
    return own(SeriesTable.of(given, data), given, data, plan);
  }

  /**
   * Reads a table to train a model further, and standardises it with the statistics of its own
   * train spans.
   *
   * @param classes those of the model
   * @param time how the times go on that the model was trained on, if it keeps that
   * @throws UserException if the table cannot be used
   */
  public static SeriesDataset renewed(
      Table given,
      DataConfig data,
      WindowReader plan,
      List<Vocabulary> classes,
      Optional<PanelTime> time) {
    return own(SeriesTable.of(given, data, time, Optional.of(classes)), given, data, plan);
  }

  private static SeriesDataset own(
      SeriesTable table, Table given, DataConfig data, WindowReader plan) {
    table.warnOfFilled(given.warnings());
    table.warnOfVarying(given.warnings());
    WindowReader reader = table.reader(plan);
    ShardLayout layout =
        ShardLayout.of(table, data, reader, ShardLayout.FOR_TRAINING, given.warnings());
    Broadcast<ShardLayout> shared = context(table).broadcast(layout);
    SeriesScan scan = SeriesScan.of(table, shared, layout, reader, data);
    Statistics panel =
        PanelStatistics.of(
            table.columns().panel(),
            table.columns().vocabularies(),
            scan.moments(),
            scan.targets(),
            scan.extents(),
            given,
            data);
    Statistics statistics =
        panel.withSeries(scan.scales(layout, panel)).withSeriesLevels(scan.levels(layout, panel));
    WindowReader complete = statistics.complete(reader);
    return new SeriesDataset(
        layout, complete, statistics, scan, table, segments(table, shared, statistics, complete));
  }

  /**
   * Reads a table and standardises it with the statistics of a model.
   *
   * @param time how the times go on that the model was trained on, if it keeps that
   * @param spans spans that must have windows, if the configuration gives them rows
   * @throws UserException if the table cannot be used
   */
  public static SeriesDataset of(
      Table given,
      DataConfig data,
      WindowReader plan,
      Statistics statistics,
      Optional<PanelTime> time,
      Set<Split> spans) {
    SeriesTable table = SeriesTable.of(given, data, time, Optional.of(statistics.classes()));
    table.warnOfFilled(given.warnings());
    WindowReader reader = statistics.complete(table.reader(plan));
    ShardLayout layout = ShardLayout.of(table, data, reader, spans, given.warnings());
    Broadcast<ShardLayout> shared = context(table).broadcast(layout);
    SeriesScan scan = SeriesScan.of(table, shared, layout, reader, data);
    Statistics all =
        statistics
            .withSeries(scan.scales(layout, statistics))
            .withSeriesLevels(scan.levels(layout, statistics));
    return new SeriesDataset(
        layout, reader, all, scan, table, segments(table, shared, all, reader));
  }

  private static JavaSparkContext context(SeriesTable table) {
    return JavaSparkContext.fromSparkContext(table.rows().context());
  }

  private static JavaPairRDD<Integer, Segment> segments(
      SeriesTable table,
      Broadcast<ShardLayout> layout,
      Statistics statistics,
      WindowReader reader) {
    SeriesColumns columns = table.columns();
    Missing missing = table.missing();
    return table
        .rows()
        .mapPartitionsToPair(
            rows ->
                new SegmentIterator(
                    new SeriesCursor(rows, columns, missing),
                    columns.panel(),
                    layout.value(),
                    statistics,
                    reader));
  }

  @Override
  public JavaPairRDD<Integer, Segment> pieces() {
    return segments;
  }

  @Override
  public Assembly<Segment> assembly() {
    WindowReader read = reader;
    return (id, pieces) -> new SeriesShard(id, pieces, read);
  }

  /** The same series, with what makes quantiles of a network's outputs. */
  public SeriesDataset with(Offsets offsets) {
    return new SeriesDataset(layout, reader, statistics.with(offsets), scan, table, segments);
  }

  /** The reader of the windows. */
  public WindowReader reader() {
    return statistics.complete(reader);
  }

  /** The series that are used, in canonical order, as messages show them. */
  public List<String> names() {
    return layout.keys().stream().map(key -> key.show(table.columns().seriesId())).toList();
  }

  /** The ids of the series that are used, in canonical order. */
  public List<List<String>> ids() {
    return layout.keys().stream().map(key -> key.ids(table.columns().seriesId())).toList();
  }

  /** Names of the id columns. */
  public List<String> idColumns() {
    return Arrays.stream(table.columns().seriesId()).map(StructField::name).toList();
  }

  /** The last time of each series before its test span, by name. */
  public Map<String, String> lastSeen() {
    return named(scan.times().lastBefore());
  }

  /** The first time of the test span of each series that has one, by name. */
  public Map<String, String> firstTested() {
    return named(scan.times().first());
  }

  private Map<String, String> named(Map<Integer, Long> times) {
    List<String> names = names();
    Map<String, String> named = new HashMap<>();
    times.forEach(
        (ordinal, time) -> named.put(names.get(ordinal), table.columns().axis().text(time)));
    return named;
  }

  /** Whether a text is a time of the kind that the table has. */
  public boolean isTime(String text) {
    try {
      table.columns().axis().parse(text);
      return true;
    } catch (DateTimeParseException | NumberFormatException e) {
      return false;
    }
  }

  /** Whether a time is not after another. */
  public boolean isUpTo(String time, String other) {
    TimeAxis axis = table.columns().axis();
    return axis.parse(time) <= axis.parse(other);
  }

  /** Errors of the naive forecast over the train spans, by series; see {@link NaiveScales}. */
  public Map<Integer, double[]> naiveScales() {
    return scan.naive();
  }

  /** Quantiles around the naive forecasts; none if no quantiles are forecast. */
  public NaiveQuantiles naiveQuantiles() {
    if (reader.answers().levels().isEmpty()) {
      return NaiveQuantiles.NONE;
    }
    Broadcast<NaiveIntervals> shared =
        context(table)
            .broadcast(
                new NaiveIntervals(
                    reader(), statistics, scan.residuals(), scan.naive(), layout.series()));
    // a task's own copy would be sent with each step
    return (series, step, target, level, naive) ->
        shared.value().of(series, step, target, level, naive);
  }

  /** The smallest value of a target in all spans that were read. */
  public double smallest(int target) {
    return scan.extents().get(target).smallest();
  }

  /** Number of values that are filled, by column; only columns with such values. */
  public Map<String, Long> filled() {
    return table.filled();
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

  /** How the times of the series go on. */
  public PanelTime time() {
    return table.time();
  }

  /** The time zone in which timestamps were read, if there are any. */
  public Optional<ZoneId> zone() {
    TimeAxis axis = table.columns().axis();
    return axis.kind() == TimeAxis.Kind.TIMESTAMP ? Optional.of(axis.zone()) : Optional.empty();
  }

  /** Number of rows in the table. */
  public long rows() {
    return table.series().stream().mapToLong(SeriesSummary::rows).sum();
  }

  /** Fingerprint of the rows as text; only of tables that are trained on. */
  public String content() {
    return scan.content().toString();
  }

  /** The last rows of some series; only of tables that are trained on. */
  public List<SeriesSample> samples() {
    return scan.samples();
  }

  /** Facts and statistics of the table; only of tables that are trained on. */
  public DataProfile profile() {
    return new DataProfile(
        table.facts(layout.series()),
        DataProfile.columns(
            // classes and the calendar have no size
            table.columns().panel().numbers(),
            scan.extents(),
            scan.moments(),
            table.missingByColumn()));
  }

  @Override
  public long bytes() {
    return layout.bytes();
  }
}
