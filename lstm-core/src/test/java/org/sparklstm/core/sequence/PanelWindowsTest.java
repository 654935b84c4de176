package org.sparklstm.core.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.PanelSpec.Decoder;
import org.sparklstm.core.tensor.Matrix;

/** Windows of a panel, by hand: the columns are target, past, future and class. */
class PanelWindowsTest {
  private static final float[] ROWS = {
    2, 10, 100, 1, //
    Float.NaN, Float.NaN, 101, 1, // not observed
    4, 12, 102, 1, //
    6, 13, 103, 1, //
    8, 14, 104, 1, //
    Float.NaN, Float.NaN, 105, 2, //
  };
  private static final int COLUMNS = 4;
  private static final float SERIES_LEVEL = 9;

  /** A unit of the table is ten of its users'. */
  private static final WindowReader.Units TENFOLD =
      new WindowReader.Units() {
        @Override
        public double of(float stored, int target) {
          return 10 * (double) stored;
        }

        @Override
        public double smallest() {
          return Double.NEGATIVE_INFINITY;
        }
      };

  private static WindowReader reader(
      Decoder decoder, WindowScale scale, Baseline baseline, int pastClasses) {
    PanelSpec panel =
        new PanelSpec(
            1,
            1,
            0,
            List.of(),
            pastClasses,
            1 - pastClasses,
            0,
            decoder,
            true,
            scale,
            new float[] {5},
            new float[] {2});
    return WindowReader.of(new WindowSpec(3, 2, 1, baseline, 2).padded(1), 1, panel)
        .ofTable(new float[] {5}, new float[] {2}, (value, target) -> value);
  }

  private static Window window(int anchor, int first) {
    return new Window().at(new Rows(ROWS, COLUMNS), anchor, first).with(new float[] {SERIES_LEVEL});
  }

  private static float[][] input(WindowReader reader, Window window) {
    Matrix input = Matrix.zeros(reader.steps(window), reader.inputs());
    reader.readInput(window, input, t -> t, column -> false);
    float[][] rows = new float[input.rows()][];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = Arrays.copyOfRange(input.data(), t * input.columns(), (t + 1) * input.columns());
    }
    return rows;
  }

  /** The level is the mean of 4 and 2: 3; channels: target, past, known, level, substituted, … */
  @Test
  void theLevelOfAWindowIsSubtracted() {
    WindowReader reader = reader(Decoder.THROUGH, WindowScale.SHIFT, Baseline.NONE, 0);
    Window window = window(3, 0);
    assertThat(input(reader, window))
        .isDeepEqualTo(
            new float[][] {
              {-1, 10, 100, -1, 0, 1, 1},
              {0, 0, 101, -1, 0, 0, 1},
              {1, 12, 102, -1, 0, 1, 1},
              {0, 0, 103, -1, 0, 0, 1},
              {0, 0, 104, -1, 0, 0, 1},
            });
    Matrix target = Matrix.zeros(1, 2);
    reader.readTarget(window, target, 0);
    assertThat(target.data()).containsExactly(3, 5);
    assertThat(forecast(reader, window, target, 1)).isEqualTo(8);
    assertThat(reader.naive(window, 0, 0))
        .as("a season of two rows earlier is missing")
        .isEqualTo(4);
  }

  @Test
  void valuesAreDividedByTheLevel() {
    WindowReader reader = reader(Decoder.DIRECT, WindowScale.RATIO, Baseline.LAST, 0);
    Window window = window(3, 0);
    float[][] input = input(reader, window);
    assertThat(input).hasNumberOfRows(3);
    assertThat(input[0][0]).isEqualTo((2f - 4) / 3);
    assertThat(input[0][3]).isCloseTo((float) Math.log(3 / 5.0), within(1e-6f));
    Matrix target = Matrix.zeros(1, 2);
    reader.readTarget(window, target, 0);
    assertThat(target.data()[0]).isEqualTo((6f - 4) / 3);
    assertThat(forecast(reader, window, target, 0)).isCloseTo(6, within(1e-6f));
  }

  /**
   * Constants: static value, class of the series, mean, deviation, whether they are the panel's.
   */
  @Test
  void valuesAreMeasuredByTheirSeries() {
    PanelSpec panel =
        new PanelSpec(
            0,
            0,
            1,
            List.of(CalendarFeature.DAY_OF_WEEK),
            0,
            0,
            1,
            Decoder.DIRECT,
            false,
            WindowScale.SERIES,
            new float[] {5},
            new float[] {2});
    WindowReader reader =
        WindowReader.of(new WindowSpec(1, 1, 1, Baseline.NONE, 0), 1, panel)
            .ofTable(new float[] {5}, new float[] {2}, (value, target) -> value);
    float monday = CalendarFeature.clock(LocalDateTime.of(2024, 1, 1, 12, 30));
    float[] rows = {8, monday, 12, monday};
    Window window = new Window().at(new Rows(rows, 2), 1).with(new float[] {0.5f, 3, 6, 4, 0});
    assertThat(reader.constants()).isEqualTo(5);
    assertThat(input(reader, window))
        .as("target, static value, sines and cosines, level, whether it is the panel's, class")
        .isDeepEqualTo(new float[][] {{0.5f, 0.5f, 0, 1, 0, 1, 0.5f, 0, 3}});
    Matrix target = Matrix.zeros(1, 1);
    reader.readTarget(window, target, 0);
    assertThat(target.data()).containsExactly(1.5f);
    assertThat(forecast(reader, window, target, 0)).isEqualTo(12);
  }

  @Test
  void aSeriesThatBeginsWithinTheLookbackHasFewerSteps() {
    WindowReader reader = reader(Decoder.THROUGH, WindowScale.SHIFT, Baseline.NONE, 0);
    assertThat(input(reader, window(3, 2))).hasNumberOfRows(3);
    Window none = window(3, 0).withoutHistory();
    float[][] input = input(reader, none);
    assertThat(input).hasNumberOfRows(2);
    assertThat(input[0]).as("the level of the panel").containsExactly(0, 0, 103, 0, 1, 0, 1);
    Matrix target = Matrix.zeros(1, 2);
    reader.readTarget(none, target, 0);
    assertThat(target.data()).containsExactly(1, 3);
  }

  @Test
  void theLevelOfTheSeriesStandsForThatOfAWindowWithNothing() {
    float[] rows = ROWS.clone();
    rows[0] = Float.NaN;
    rows[2 * COLUMNS] = Float.NaN;
    Window window = new Window().at(new Rows(rows, COLUMNS), 3).with(new float[] {SERIES_LEVEL});
    WindowReader reader = reader(Decoder.THROUGH, WindowScale.SHIFT, Baseline.NONE, 0);
    assertThat(input(reader, window)[0])
        .as("level (9 - 5) / 2, substituted")
        .containsExactly(0, 10, 100, 2, 1, 0, 1);
    Matrix target = Matrix.zeros(1, 2);
    reader.readTarget(window, target, 0);
    assertThat(target.data()).containsExactly(6 - SERIES_LEVEL, 8 - SERIES_LEVEL);
  }

  @Test
  void whatWasNotObservedIsNoTruth() {
    WindowReader reader = reader(Decoder.THROUGH, WindowScale.SHIFT, Baseline.NONE, 0);
    Matrix target = Matrix.zeros(1, 2);
    reader.readTarget(window(4, 0), target, 0);
    assertThat(target.data()[0]).isNotNaN();
    assertThat(target.data()[1]).isNaN();
  }

  @Test
  void aClassOfThePastIsUnknownInTheHorizon() {
    WindowReader reader = reader(Decoder.THROUGH, WindowScale.NONE, Baseline.NONE, 1);
    float[][] input = input(reader, window(3, 0));
    int last = reader.inputs() - 1;
    assertThat(input[2][last]).isEqualTo(1);
    assertThat(input[3][last]).isZero();
    Matrix hidden = Matrix.zeros(5, reader.inputs());
    reader(Decoder.THROUGH, WindowScale.NONE, Baseline.NONE, 0)
        .readInput(window(3, 0), hidden, t -> t, column -> true);
    assertThat(hidden.at(0, last)).isZero();
  }

  @Test
  void windowsOfSeriesThatBeginLateAreFound() {
    WindowReader reader = reader(Decoder.THROUGH, WindowScale.SHIFT, Baseline.NONE, 0);
    SplitBounds bounds = new SplitBounds(6, 6, 6);
    Segment segment = new Segment(0, new Rows(ROWS, COLUMNS), 0, 1, 5, bounds);
    SeriesShard shard = new SeriesShard(0, List.of(segment), reader);
    assertThat(shard.count(Split.TRAIN)).as("anchors 1 to 4").isEqualTo(4);
    Window window = new Window();
    shard.find(Split.TRAIN, 0, window);
    assertThat(reader.steps(window)).as("one row and two of the horizon").isEqualTo(3);
    shard.find(Split.TRAIN, 3, window);
    assertThat(reader.steps(window)).isEqualTo(5);
  }

  /** Errors of sums are divided by the mean size of what the window has, here of 4 and 2. */
  @Test
  void theSizeOfAWindowIsThatOfItsValues() {
    for (WindowScale scale : new WindowScale[] {WindowScale.SHIFT, WindowScale.RATIO}) {
      WindowReader reader = reader(Decoder.THROUGH, scale, Baseline.NONE, 0).in(TENFOLD);
      assertThat(size(reader, window(3, 0))).isEqualTo(30);
      float[] zeros = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
      Window empty = new Window().at(new Rows(zeros, COLUMNS), 3, 0);
      empty.with(new float[] {SERIES_LEVEL});
      assertThat(size(reader, empty)).as("that of the series").isEqualTo(10 * SERIES_LEVEL);
    }
    WindowReader plain = reader(Decoder.THROUGH, WindowScale.NONE, Baseline.NONE, 0).in(TENFOLD);
    assertThat(size(plain, window(3, 0))).isEqualTo(1);
    assertThat(plain.totals().isWhole(window(2, 0))).isTrue();
    assertThat(plain.totals().isWhole(window(4, 0))).as("the last row was not observed").isFalse();
  }

  private static double size(WindowReader reader, Window window) {
    return reader.totals().size(window, 0, Matrix.zeros(1, 2), 0, new float[2]);
  }

  /** What a model says of its spread goes before that. */
  @Test
  void theSizeOfAWindowIsWhatTheModelSaysOfIt() {
    WindowReader quantiles =
        reader(Decoder.THROUGH, WindowScale.RATIO, Baseline.NONE, 0)
            .in(TENFOLD)
            .answering(Answers.median(List.of(0.1, 0.9)));
    Matrix outputs = Matrix.of(new float[] {0, 1, 3, 1, 2, 3}, 1, 6);
    float[] forecast = new float[6];
    quantiles.forecast(window(3, 0), outputs, 0, forecast, 0);
    // 3 and 2 times the level 3
    assertThat(quantiles.totals().size(window(3, 0), 0, outputs, 0, forecast))
        .isCloseTo(150, within(1e-4));

    WindowReader counts =
        quantiles.answering(quantiles.answers().of(Answers.Origin.NEGATIVE_BINOMIAL));
    outputs = Matrix.of(new float[] {1, -2, 0, 1}, 1, 4);
    double variance = 0;
    for (int step = 0; step < 2; step++) {
      double mean = 3 * (Math.log1p(Math.exp(outputs.at(0, 2 * step))) + 1e-6);
      double dispersion = Math.log1p(Math.exp(outputs.at(0, 2 * step + 1))) + 1e-4;
      variance += mean + dispersion * mean * mean;
    }
    assertThat(counts.totals().size(window(3, 0), 0, outputs, 0, new float[6]))
        .isCloseTo(Math.sqrt(variance), within(1e-5));
  }

  private static float forecast(WindowReader reader, Window window, Matrix outputs, int step) {
    float[] values = new float[reader.layout().outputs()];
    reader.forecast(window, outputs, 0, values, 0);
    return values[reader.layout().point(step, 0)];
  }
}
