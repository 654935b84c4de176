package org.sparklstm.core.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.tensor.Matrix;

class WindowsTest {
  private static final SplitBounds BOUNDS = new SplitBounds(20, 26, 32);

  private static WindowSpec spec(int stride, Baseline baseline, int period) {
    return new WindowSpec(4, 2, stride, baseline, period);
  }

  /** Rows with two columns: the row's number, and the row's number plus 100. */
  private static float[] rows(int count) {
    float[] values = new float[2 * count];
    for (int row = 0; row < count; row++) {
      values[2 * row] = row;
      values[2 * row + 1] = 100 + row;
    }
    return values;
  }

  private static SeriesShard shard(float[] values, WindowSpec spec) {
    return new SeriesShard(
        0,
        List.of(new Segment(0, new Rows(values, 2), 0, spec.history(), Integer.MAX_VALUE, BOUNDS)),
        new WindowReader(spec, 2, 1));
  }

  private static List<Integer> anchors(SeriesShard shard, Split split) {
    Window window = new Window();
    List<Integer> anchors = new ArrayList<>();
    for (long i = 0; i < shard.count(split); i++) {
      shard.find(split, i, window);
      anchors.add((int) window.rows().value(window.anchor(), 0));
    }
    return anchors;
  }

  @Test
  void everyWindowWhoseHorizonLiesInsideTheSplitCounts() {
    WindowSpec spec = spec(1, Baseline.NONE, 0);
    SeriesShard shard = shard(rows(32), spec);
    assertThat(anchors(shard, Split.TRAIN)).hasSize(15).startsWith(4, 5).endsWith(17, 18);
    assertThat(anchors(shard, Split.VALIDATION)).containsExactly(20, 21, 22, 23, 24);
    assertThat(anchors(shard, Split.TEST)).containsExactly(26, 27, 28, 29, 30);
    for (Split split : Split.values()) {
      assertThat(spec.count(BOUNDS, split)).isEqualTo(shard.count(split));
    }
  }

  @Test
  void strideThinsOutTrainingOnly() {
    SeriesShard shard = shard(rows(32), spec(5, Baseline.NONE, 0));
    assertThat(anchors(shard, Split.TRAIN)).containsExactly(4, 9, 14);
    assertThat(anchors(shard, Split.TEST)).hasSize(5);
  }

  @Test
  void seasonalWindowsNeedOneMorePeriod() {
    assertThat(spec(1, Baseline.SEASONAL, 6).history()).isEqualTo(10);
    assertThat(spec(1, Baseline.LAST, 6).history()).isEqualTo(6);
    SeriesShard shard = shard(rows(32), spec(1, Baseline.SEASONAL, 6));
    assertThat(anchors(shard, Split.TRAIN)).startsWith(10);
  }

  @Test
  void noWindowTouchesAMissingValue() {
    float[] values = rows(32);
    values[2 * 10 + 1] = Float.NaN;
    values[2 * 22] = Float.NaN;
    SeriesShard shard = shard(values, spec(1, Baseline.NONE, 0));
    assertThat(anchors(shard, Split.TRAIN)).containsExactly(4, 5, 6, 7, 8, 15, 16, 17, 18);
    assertThat(anchors(shard, Split.VALIDATION)).containsExactly(20);
    assertThat(anchors(shard, Split.TEST)).containsExactly(27, 28, 29, 30);
    SeriesShard thin = shard(values, spec(4, Baseline.NONE, 0));
    assertThat(anchors(thin, Split.TRAIN)).containsExactly(4, 8, 16);
  }

  @Test
  void piecesOfASeriesHoldTheSameWindowsAsTheWhole() {
    for (int stride = 1; stride < 4; stride++) {
      WindowSpec spec = spec(stride, Baseline.LAST, 3);
      SeriesShard whole = shard(rows(32), spec);
      for (int cut = 5; cut < 30; cut++) {
        float[] all = rows(32);
        int from = cut - spec.history();
        Rows head = new Rows(java.util.Arrays.copyOf(all, 2 * (cut + 1)), 2);
        Rows tail = new Rows(java.util.Arrays.copyOfRange(all, 2 * from, all.length), 2);
        Segment left = new Segment(0, head, 0, 4, cut, BOUNDS);
        Segment right = new Segment(0, tail, from, cut, 31, BOUNDS);
        SeriesShard pieces = new SeriesShard(0, List.of(right, left), new WindowReader(spec, 2, 1));
        for (Split split : Split.values()) {
          assertThat(anchors(pieces, split)).isEqualTo(anchors(whole, split));
        }
      }
    }
  }

  @Test
  void runsInPartsGiveTheSameWindows() {
    WindowSpec spec = spec(1, Baseline.LAST, 3);
    float[] values = rows(32);
    values[2 * 10] = Float.NaN;
    SeriesShard whole = shard(values, spec);
    for (int size = 1; size < 32; size++) {
      List<Segment> parts = new ArrayList<>();
      for (int row = 0; row < 32; row += size) {
        float[] part = java.util.Arrays.copyOfRange(values, 2 * row, 2 * Math.min(32, row + size));
        parts.add(0, new Segment(0, new Rows(part, 2), row, 4, Integer.MAX_VALUE, BOUNDS));
      }
      // an overlapping run, as in the next piece of a long series
      parts.add(3 % parts.size(), new Segment(0, new Rows(rows(8), 2), 2, 40, 41, BOUNDS));
      SeriesShard shard = new SeriesShard(0, parts, new WindowReader(spec, 2, 1));
      for (Split split : Split.values()) {
        assertThat(anchors(shard, split)).isEqualTo(anchors(whole, split));
      }
    }
  }

  @Test
  void rowsOverABufferAreTheSameAndTravelAsTheirValues() throws Exception {
    WindowSpec spec = spec(1, Baseline.NONE, 0);
    SeriesShard inMemory = shard(rows(32), spec);
    FloatBuffer buffer = ByteBuffer.allocateDirect(64 * Float.BYTES).asFloatBuffer();
    buffer.put(rows(32)).flip();
    SeriesShard onDisk = inMemory.over(new Rows(buffer, 2));
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    new ObjectOutputStream(written).writeObject(onDisk);
    SeriesShard travelled =
        (SeriesShard)
            new ObjectInputStream(new ByteArrayInputStream(written.toByteArray())).readObject();
    for (SeriesShard shard : List.of(onDisk, travelled)) {
      assertThat(shard.valueBytes()).isEqualTo(inMemory.valueBytes());
      for (Split split : Split.values()) {
        assertThat(anchors(shard, split)).isEqualTo(anchors(inMemory, split));
      }
    }
    assertThatThrownBy(() -> inMemory.over(new Rows(rows(31), 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("62 values in rows of 2, expected 64 in rows of 2");
  }

  private static Matrix input(WindowReader reader, Rows rows, int anchor) {
    Matrix input = Matrix.zeros(4, reader.inputs());
    reader.readInput(new Window().at(rows, anchor), input, t -> t, column -> false);
    return input;
  }

  @Test
  void baselineLastIsSubtractedFromTargetsAndTheirPastOnly() {
    WindowReader reader = new WindowReader(spec(1, Baseline.LAST, 0), 2, 1);
    Rows rows = new Rows(rows(32), 2);
    assertThat(input(reader, rows, 10).data()).containsExactly(-3, 106, -2, 107, -1, 108, 0, 109);
    Matrix target = Matrix.zeros(1, 2);
    reader.readTarget(new Window().at(rows, 10), target, 0);
    assertThat(target.data()).containsExactly(1, 2);
  }

  @Test
  void baselineSeasonalShowsTheDifferenceAndPredictsIt() {
    WindowReader reader = new WindowReader(spec(1, Baseline.SEASONAL, 1), 2, 2);
    Rows rows = new Rows(rows(32), 2);
    assertThat(reader.inputs()).isEqualTo(4);
    assertThat(input(reader, rows, 10).data()).startsWith(6, 106, 1, 1).endsWith(9, 109, 1, 1);
    Window window = new Window().at(rows, 10);
    Matrix target = Matrix.zeros(1, 4);
    reader.readTarget(window, target, 0);
    // with a period of 1, the baseline of each step is the last row before the horizon
    assertThat(target.data()).containsExactly(1, 1, 2, 2);
    assertThat(reader.naive(window, 1, 0)).isEqualTo(9);
  }

  @Test
  void horizonsLongerThanAPeriodUseTheLastKnownSeason() {
    WindowSpec spec = new WindowSpec(4, 7, 1, Baseline.SEASONAL, 3);
    int[] expected = {97, 98, 99, 97, 98, 99, 97};
    for (int step = 0; step < 7; step++) {
      assertThat(spec.seasonalRow(100, step)).isEqualTo(expected[step]);
    }
  }

  @Test
  void invalidWindowsAreRejected() {
    assertThatThrownBy(() -> spec(1, Baseline.SEASONAL, 0))
        .hasMessage("baseline seasonal needs a period of at least 1");
    assertThatThrownBy(() -> new WindowSpec(0, 1, 1, Baseline.NONE, 0))
        .hasMessageContaining("lookback 0");
    assertThatThrownBy(() -> new WindowReader(spec(1, Baseline.NONE, 0), 2, 3))
        .hasMessage("3 targets of 2 columns, expected at least 1 and at most all columns");
  }

  /** Rows of a target and a feature, with marks of the targets that were observed. */
  private static float[] marked(int... observed) {
    float[] values = new float[3 * observed.length];
    for (int row = 0; row < observed.length; row++) {
      values[3 * row] = row;
      values[3 * row + 1] = 100 + row;
      values[3 * row + 2] = observed[row];
    }
    return values;
  }

  private static SeriesShard marked(WindowReader reader, int... observed) {
    SplitBounds all = new SplitBounds(observed.length, observed.length, observed.length);
    Segment segment =
        new Segment(
            0, new Rows(marked(observed), 3), 0, reader.spec().history(), Integer.MAX_VALUE, all);
    return new SeriesShard(0, List.of(segment), reader);
  }

  @Test
  void targetsThatWereNotObservedAreNaN() {
    WindowReader reader =
        new WindowReader(new WindowSpec(2, 2, 1, Baseline.NONE, 0), 2, 1).marked();
    SeriesShard shard = marked(reader, 1, 0, 1, 0, 0, 0, 1);
    // the window whose horizon is rows 3 and 4 has no target, nor has that of rows 4 and 5
    assertThat(anchors(shard, Split.TRAIN)).containsExactly(2, 5);
    Window window = new Window();
    shard.find(Split.TRAIN, 0, window);
    Matrix target = Matrix.zeros(1, 2);
    reader.readTarget(window, target, 0);
    assertThat(target.data()).containsExactly(2, Float.NaN);
    Matrix input = Matrix.zeros(2, 2);
    reader.readInput(window, input, t -> t, column -> false);
    assertThat(input.data()).as("filled values are seen").containsExactly(0, 100, 1, 101);
    assertThat(reader.isObserved(window, 0, 0)).isTrue();
    assertThat(reader.isObserved(window, 1, 0)).isFalse();
  }

  @Test
  void theNaiveForecastIsTheNearestObservedSeason() {
    WindowReader reader =
        new WindowReader(new WindowSpec(6, 2, 1, Baseline.NONE, 2), 2, 1).marked();
    SeriesShard shard = marked(reader, 0, 0, 1, 0, 0, 0, 1, 1);
    Window window = new Window();
    shard.find(Split.TRAIN, 0, window);
    assertThat(window.anchor()).isEqualTo(6);
    assertThat(reader.naive(window, 0, 0)).as("row 4 is filled, row 2 is not").isEqualTo(2);
    assertThat(reader.naive(window, 1, 0)).as("no observed row, the last filled").isEqualTo(5);
    WindowReader last = new WindowReader(new WindowSpec(2, 1, 1, Baseline.NONE, 0), 2, 1).marked();
    marked(last, 1, 0, 1).find(Split.TRAIN, 0, window);
    assertThat(last.naive(window, 0, 0)).as("what was filled is the last observed").isEqualTo(1);
  }
}
