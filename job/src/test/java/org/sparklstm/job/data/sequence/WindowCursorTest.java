package org.sparklstm.job.data.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sparklstm.job.spark.SparkRows.array;
import static org.sparklstm.job.spark.SparkRows.doubles;
import static org.sparklstm.job.spark.SparkRows.row;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.config.Splits;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.spark.NestedNumbers.Layout;
import org.sparklstm.job.spark.SparkRow;

class WindowCursorTest {
  private static final SequenceFormat ARRAYS =
      new SequenceFormat(Layout.ARRAYS, DataTypes.DoubleType, 0);
  private static final SplitConfig SHARES = Splits.of(0.6, 0.2, 0.2, SplitConfig.Unit.AUTO);

  /** A window with the steps that a shard would hold for it. */
  private record Window(List<Double> held, double label, Split split, long home, String key) {}

  /** Keeps the windows as a data set would: new steps are added to those of the window before. */
  private static final class Kept implements SequenceCursor.Visitor {
    final List<Window> windows = new ArrayList<>();
    final List<String> troubles = new ArrayList<>();
    final Map<Split, Integer> stepsOfSpans = new HashMap<>();
    private final List<Double> held = new ArrayList<>();
    private long home;

    @Override
    public void trouble(Trouble trouble, Supplier<String> row) {
      troubles.add(trouble + " " + row.get());
    }

    @Override
    public void badLabel(Supplier<String> row) {
      troubles.add("label " + row.get());
    }

    @Override
    public void badWeight(Supplier<String> row) {
      troubles.add("weight " + row.get());
    }

    @Override
    public void leftOut() {
      troubles.add("left out");
    }

    @Override
    public void tooShort(Supplier<String> series) {
      troubles.add("short " + series.get());
    }

    @Override
    public void content(long high, long low) {}

    @Override
    public void sequence(LabelledSequence found) {
      if (found.isNew()) {
        held.clear();
      } else {
        assertThat(found.home()).as("what overlaps lies together").isEqualTo(home);
      }
      home = found.home();
      int width = found.values().width();
      int end = (found.from() + found.length()) * width;
      for (int i = end - found.added() * width; i < end; i++) {
        held.add(found.values().values()[i]);
      }
      windows.add(
          new Window(
              List.copyOf(held.subList(held.size() - found.length() * width, held.size())),
              found.label(),
              found.split(),
              found.home(),
              "%016x%016x".formatted(found.high(), found.low())));
      stepsOfSpans.merge(found.split(), found.addedToSpan(), Integer::sum);
    }
  }

  private static Kept walk(SplitConfig shares, int lookback, int stride, SparkRow... rows) {
    WindowCut cut = new WindowCut(List.of("id"), lookback, stride);
    SequenceCursor cursor =
        SequenceCursor.of(
            Arrays.asList(rows).iterator(),
            new SequenceCursor.Rules(ARRAYS, Gaps.REFUSED, shares, cut));
    Kept kept = new Kept();
    for (int i = 0; i < rows.length; i++) {
      assertThat(cursor.advance(kept)).isTrue();
    }
    assertThat(cursor.advance(kept)).isFalse();
    return kept;
  }

  private static SparkRow series(double[][] steps, double[] labels, double[] weights, String key) {
    return row(
        array(Arrays.stream(steps).map(step -> doubles(step)).toArray()),
        doubles(labels),
        weights == null ? null : doubles(weights),
        key == null ? null : UTF8String.fromString(key),
        UTF8String.fromString("series id=7"));
  }

  private static SparkRow random(int seed, int length, String key) {
    Random random = new Random(seed);
    double[][] steps = new double[length][2];
    double[] labels = new double[length];
    for (int t = 0; t < length; t++) {
      steps[t][0] = random.nextGaussian();
      steps[t][1] = random.nextGaussian();
      labels[t] = t;
    }
    return series(steps, labels, null, key);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 1", "5, 3", "5, 9", "30, 1"})
  void windowsAreTheRowsUpToEach(int lookback, int stride) {
    int length = 30;
    Random random = new Random(2);
    double[][] steps = new double[length][2];
    double[] labels = new double[length];
    for (int t = 0; t < length; t++) {
      steps[t] = new double[] {t, random.nextInt(9) == 0 ? Double.NaN : -t};
      labels[t] = 100 + t;
    }
    SplitConfig all = Splits.of(1, 0, 0, SplitConfig.Unit.AUTO);
    Kept kept = walk(all, lookback, stride, series(steps, labels, null, "k"));
    List<Window> windows = new ArrayList<>(kept.windows);
    int gaps = 0;
    for (int last = lookback - 1; last < length; last += stride) {
      List<Double> expected = new ArrayList<>();
      for (int t = last - lookback + 1; t <= last; t++) {
        expected.add(steps[t][0]);
        expected.add(steps[t][1]);
      }
      if (expected.contains(Double.NaN)) {
        gaps++;
        continue;
      }
      Window window = windows.remove(0);
      assertThat(window.held()).isEqualTo(expected);
      assertThat(window.label()).isEqualTo(100 + last);
    }
    assertThat(windows).isEmpty();
    assertThat(kept.troubles).hasSize(gaps).allMatch(text -> text.startsWith("MISSING_VALUE the"));
  }

  @Test
  void aKeyDecidesTheSpanOfAllWindowsOfASeries() {
    Set<Split> seen = new HashSet<>();
    for (int seed = 0; seed < 40; seed++) {
      Kept kept = walk(SHARES, 4, 1, random(seed, 20, "key" + seed));
      Set<Split> spans = new HashSet<>(kept.windows.stream().map(Window::split).toList());
      assertThat(spans).hasSize(1);
      seen.addAll(spans);
      assertThat(kept.windows).hasSize(17);
      assertThat(kept.stepsOfSpans.values()).containsExactly(20);
      Kept mixed = walk(SHARES, 4, 1, random(seed, 20, null));
      assertThat(mixed.windows.stream().map(Window::split).distinct().count()).isGreaterThan(1);
      // the steps of a span count once, however many of its windows have them
      mixed.stepsOfSpans.forEach(
          (split, steps) -> assertThat(steps).as("%s", split).isLessThanOrEqualTo(20));
    }
    assertThat(seen).containsExactlyInAnyOrder(Split.values());
  }

  @Test
  void windowsHaveDifferentKeysThatFollowFromTheSeries() {
    Kept kept = walk(SHARES, 4, 1, random(1, 20, "a"), random(2, 20, "b"));
    assertThat(kept.windows.stream().map(Window::key)).doesNotHaveDuplicates();
    Kept swapped = walk(SHARES, 4, 1, random(2, 20, "b"), random(1, 20, "a"));
    assertThat(swapped.windows).containsExactlyInAnyOrderElementsOf(kept.windows);
  }

  @Test
  void longSeriesHaveSeveralHomes() {
    int lookback = SequenceDataset.PIECE_VALUES / 100;
    int length = SequenceDataset.PIECE_VALUES;
    double[][] steps = new double[length][2];
    for (int t = 0; t < length; t++) {
      steps[t][0] = t;
    }
    Kept kept = new Kept();
    SequenceCursor cursor =
        SequenceCursor.of(
            List.of(series(steps, new double[length], null, "k")).iterator(),
            new SequenceCursor.Rules(
                ARRAYS,
                Gaps.REFUSED,
                Splits.of(1, 0, 0, SplitConfig.Unit.AUTO),
                new WindowCut(List.of("id"), lookback, lookback)));
    cursor.advance(kept);
    assertThat(kept.windows).hasSize(length / lookback);
    assertThat(kept.windows.stream().map(Window::home).distinct().count()).isEqualTo(2);
  }

  @Test
  void labelsAndWeightsAreThoseOfTheLastRow() {
    double[][] steps = {{1}, {2}, {3}, {4}, {5}, {6}};
    double[] labels = {Double.NaN, 1, 2, Double.NaN, 4, 5};
    double[] weights = {-1, 1, 0, 1, 2, -1};
    Kept kept =
        walk(Splits.of(1, 0, 0, SplitConfig.Unit.AUTO), 2, 1, series(steps, labels, weights, "k"));
    assertThat(kept.windows.stream().map(Window::label)).containsExactly(1.0, 4.0);
    assertThat(kept.troubles)
        .containsExactly(
            "left out",
            "label the window of series id=7 up to row 4",
            "weight -1.0 in the window of series id=7 up to row 6");
    assertThat(walk(SHARES, 7, 1, series(steps, labels, weights, "k")).troubles)
        .containsExactly("short series id=7");
  }
}
