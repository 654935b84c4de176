package org.sparklstm.job.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.PanelSpec;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Segment;
import org.sparklstm.core.sequence.SeriesShard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.WindowReaders;
import org.sparklstm.job.data.table.Statistics;
import scala.Tuple2;

/** The segments of all pieces hold exactly the rows that the windows of the layout need. */
class SegmentIteratorTest {
  private static final int LAYOUTS = 100;

  /** A table and its segments. */
  private static final class Case {
    final WindowSpec windows;
    final DataConfig data;
    final List<Integer> lengths;
    final Statistics statistics;
    final ShardLayout layout;
    final Map<Integer, List<Segment>> shards = new TreeMap<>();

    Case(WindowSpec windows, DataConfig data, List<Integer> lengths) {
      this.windows = windows;
      this.data = data;
      this.lengths = lengths;
      int columns = data.columns().size();
      List<Double> means = new ArrayList<>();
      List<Double> scales = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        means.add(3.7 + column);
        scales.add(1.3 + column);
      }
      statistics = new Statistics(data.columns(), means, scales);
      SeriesTable table = SeriesTables.table(SeriesTables.rows(lengths, columns), data);
      layout =
          ShardLayout.of(
              table,
              data,
              WindowReaders.of(data, windows, PanelSpec.Decoder.DIRECT),
              Set.of(),
              warning -> {});
      SegmentIterator segments =
          new SegmentIterator(
              new SeriesCursor(
                  SeriesTables.rows(lengths, columns), table.columns(), data.missing()),
              data.panel(),
              layout,
              statistics,
              WindowReaders.of(data, windows, PanelSpec.Decoder.DIRECT));
      while (segments.hasNext()) {
        Tuple2<Integer, Segment> next = segments.next();
        shards.computeIfAbsent(next._1(), shard -> new ArrayList<>()).add(next._2());
      }
      assertThatThrownBy(segments::next).isInstanceOf(NoSuchElementException.class);
    }

    int columns() {
      return data.columns().size();
    }

    /** The bits of a standardised value of a series. */
    int bits(int series, long row, int column) {
      return Float.floatToRawIntBits(
          statistics.standardise(SeriesTables.value(series, row, column), column));
    }

    /** Asserts that rows equal those of a series from a given row, to the last bit. */
    void assertSameRows(Rows rows, int series, long firstRow) {
      int[] found = new int[rows.count()];
      int[] expected = new int[rows.count()];
      for (int i = 0; i < expected.length; i++) {
        int row = i / columns();
        int column = i % columns();
        found[i] = Float.floatToRawIntBits(rows.value(row, column));
        expected[i] = bits(series, firstRow + row, column);
      }
      assertThat(found).as("series %d from row %d on", series, firstRow).isEqualTo(expected);
    }
  }

  private static Case random(Random random) {
    Baseline baseline = List.of(Baseline.values()).get(random.nextInt(Baseline.values().length));
    int period = baseline == Baseline.SEASONAL ? 1 + random.nextInt(5) : random.nextInt(6);
    WindowSpec windows =
        new WindowSpec(
            1 + random.nextInt(5), 1 + random.nextInt(4), 1 + random.nextInt(4), baseline, period);
    int columns = 1 + random.nextInt(3);
    Object[] splits =
        random.nextBoolean()
            ? new Object[] {"split.train", 0.5, "split.validation", 0.25, "split.test", 0.25}
            : new Object[] {"split.train", 30, "split.validation", 12, "split.test", 90};
    List<Object> settings = new ArrayList<>(List.of(splits));
    settings.addAll(List.of("shard-bytes", 1 + random.nextInt(800)));
    List<Integer> lengths = new ArrayList<>(List.of(140));
    int series = random.nextInt(7);
    for (int i = 0; i < series; i++) {
      lengths.add(1 + random.nextInt(160));
    }
    return new Case(windows, SeriesTables.data(columns, settings.toArray()), lengths);
  }

  private interface Check {
    void of(Case layout);
  }

  private static void overRandomLayouts(Check check) {
    Random random = new Random(20240229);
    int cut = 0;
    int shared = 0;
    for (int i = 0; i < LAYOUTS; i++) {
      Case layout = random(random);
      check.of(layout);
      cut += layout.layout.plan(SeriesTables.key(0)).pieces() > 1 ? 1 : 0;
      shared += layout.layout.shards() < layout.layout.series() ? 1 : 0;
    }
    assertThat(cut).as("layouts with a series that is cut").isBetween(20, LAYOUTS - 5);
    assertThat(shared).as("layouts with a shard that is shared").isPositive();
  }

  @Test
  void theAnchorsOfAllPiecesAreThoseOfTheSeriesOnce() {
    overRandomLayouts(
        layout -> {
          Map<Integer, Long> next = new TreeMap<>();
          Map<Integer, Integer> lastShard = new TreeMap<>();
          layout.shards.forEach(
              (shard, segments) -> {
                for (Segment segment : segments) {
                  long expected = next.getOrDefault(segment.series(), history(layout));
                  assertThat(segment.anchorFrom()).isEqualTo(expected);
                  assertThat(segment.anchorTo()).isGreaterThan(expected);
                  next.put(segment.series(), segment.anchorTo());
                  int before = lastShard.getOrDefault(segment.series(), shard - 1);
                  assertThat(shard).as("shards follow each other").isEqualTo(before + 1);
                  lastShard.put(segment.series(), shard);
                }
              });
          for (int series : used(layout)) {
            SplitBounds bounds = layout.data.split().bounds(layout.lengths.get(series));
            assertThat(next.get(ordinal(layout, series)))
                .isEqualTo(bounds.testEnd() - layout.windows.horizon() + 1);
          }
          assertThat(next).hasSameSizeAs(used(layout));
        });
  }

  private static long history(Case layout) {
    return layout.windows.history();
  }

  private static int ordinal(Case layout, int series) {
    return layout.layout.plan(SeriesTables.key(series)).ordinal();
  }

  /** The series that have a window, found by trying every row. */
  private static List<Integer> used(Case layout) {
    List<Integer> used = new ArrayList<>();
    for (int series = 0; series < layout.lengths.size(); series++) {
      SplitBounds bounds = layout.data.split().bounds(layout.lengths.get(series));
      boolean any = false;
      for (Split split : Split.values()) {
        any |= !anchors(layout.windows, bounds, split).isEmpty();
      }
      if (any) {
        used.add(series);
      }
    }
    return used;
  }

  /** The anchors of a span by the definition of a window. */
  private static List<Long> anchors(WindowSpec windows, SplitBounds bounds, Split split) {
    List<Long> anchors = new ArrayList<>();
    for (long anchor = bounds.start(split); anchor < bounds.end(split); anchor++) {
      boolean fits =
          anchor - windows.history() >= 0 && anchor + windows.horizon() <= bounds.end(split);
      boolean onStride =
          split != Split.TRAIN
              || anchors.isEmpty()
              || (anchor - anchors.get(0)) % windows.stride() == 0;
      if (fits && onStride) {
        anchors.add(anchor);
      }
    }
    return anchors;
  }

  @Test
  void aPieceHasTheRowsThatItsWindowsTouchAndNoOther() {
    overRandomLayouts(
        layout -> {
          List<Integer> used = used(layout);
          long values = 0;
          for (List<Segment> segments : layout.shards.values()) {
            for (Segment segment : segments) {
              int series = used.get(segment.series());
              int rows = segment.rows().count() / layout.columns();
              values += segment.rows().count();
              assertThat(segment.firstRow()).isEqualTo(segment.anchorFrom() - history(layout));
              assertThat(segment.firstRow() + rows)
                  .isEqualTo(segment.anchorTo() - 1 + layout.windows.horizon());
              assertThat(segment.bounds())
                  .isEqualTo(layout.data.split().bounds(layout.lengths.get(series)));
              layout.assertSameRows(segment.rows(), series, segment.firstRow());
            }
          }
          assertThat(layout.layout.bytes()).isEqualTo(values * Float.BYTES);
        });
  }

  /** Every window of every span is in exactly one shard and holds the values of its series. */
  @Test
  void shardsHaveEveryWindowOnceHoweverSeriesAreCut() {
    overRandomLayouts(
        layout -> {
          assertThat(layout.shards.keySet()).hasSize(layout.layout.shards());
          for (Split split : Split.values()) {
            List<String> found = new ArrayList<>();
            layout.shards.forEach(
                (id, segments) -> {
                  SeriesShard shard =
                      new SeriesShard(
                          id,
                          segments,
                          WindowReaders.of(layout.data, layout.windows, PanelSpec.Decoder.DIRECT));
                  Window window = new Window();
                  for (long number = 0; number < shard.count(split); number++) {
                    shard.find(split, number, window);
                    found.add(Integer.toString(firstBits(layout, window)));
                  }
                });
            List<String> expected = new ArrayList<>();
            for (int series = 0; series < layout.lengths.size(); series++) {
              SplitBounds bounds = layout.data.split().bounds(layout.lengths.get(series));
              for (long anchor : anchors(layout.windows, bounds, split)) {
                expected.add(Integer.toString(layout.bits(series, anchor - history(layout), 0)));
              }
            }
            assertThat(found).as("%s windows", split).isEqualTo(expected);
          }
        });
  }

  private static int firstBits(Case layout, Window window) {
    return Float.floatToRawIntBits(
        window.rows().value(window.anchor() - layout.windows.history(), 0));
  }

  /** Segments must be small, because Spark checks its memory only now and then. */
  @Test
  void aLongPieceComesInSegmentsOfBoundedSize() {
    int rows = 100_000;
    Case layout =
        new Case(
            new WindowSpec(3, 1, 1, Baseline.NONE, 0),
            SeriesTables.data(1, "split.train", 0.7),
            List.of(rows));
    List<Segment> segments = layout.shards.get(0);
    assertThat(layout.layout.shards()).isEqualTo(1);
    assertThat(segments).hasSize(2);
    long next = 0;
    for (Segment segment : segments) {
      assertThat(segment.rows().count() * Float.BYTES).isLessThanOrEqualTo(256 << 10);
      assertThat(segment.firstRow()).isEqualTo(next);
      assertThat(List.of(segment.anchorFrom(), segment.anchorTo())).containsExactly(3L, 100_000L);
      layout.assertSameRows(segment.rows(), 0, next);
      next += segment.rows().count();
    }
    assertThat(next).isEqualTo(rows);
  }

  @Test
  void missingValuesStayMissing() {
    DataConfig data =
        SeriesTables.data(
            2, "missing", "skip-window", "split.train", 1, "split.validation", 0, "split.test", 0);
    List<Row> rows =
        List.of(
            SeriesTables.row("a", 0L, 1.0, 2.0),
            SeriesTables.row("a", 1L, null, Double.NEGATIVE_INFINITY),
            SeriesTables.row("a", 2L, 3.0, Double.NaN));
    SeriesTable table = SeriesTables.table(rows.iterator(), data);
    WindowSpec windows = new WindowSpec(1, 1, 1, Baseline.NONE, 0);
    ShardLayout layout =
        ShardLayout.of(
            table,
            data,
            WindowReaders.of(data, windows, PanelSpec.Decoder.DIRECT),
            Set.of(Split.TRAIN),
            warning -> {});
    SegmentIterator segments =
        new SegmentIterator(
            new SeriesCursor(rows.iterator(), table.columns(), data.missing()),
            data.panel(),
            layout,
            new Statistics(data.columns(), List.of(1.0, 0.0), List.of(2.0, 1.0)),
            WindowReaders.of(data, windows, PanelSpec.Decoder.DIRECT));
    Rows standardised = segments.next()._2().rows();
    float[] values = new float[6];
    standardised.copy(0, values, 0, 6);
    assertThat(values).containsExactly(0, 2, Float.NaN, Float.NaN, 1, Float.NaN);
  }
}
