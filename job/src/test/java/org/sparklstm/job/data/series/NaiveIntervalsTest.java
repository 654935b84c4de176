package org.sparklstm.job.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.Answers;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.data.table.Statistics;

/** What quantiles of a network are compared with. */
class NaiveIntervalsTest {
  private static final Statistics UNITS = new Statistics(List.of("y"), List.of(3.0), List.of(2.0));

  private static WindowReader reader(int period) {
    return new WindowReader(new WindowSpec(4, 3, 1, Baseline.NONE, period), 1, 1)
        .answering(Answers.median(List.of(0.25)));
  }

  private static NaiveResiduals.Found found(int period, int train, List<Double> values) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < values.size(); row++) {
      rows.add(SeriesTables.row("a", (long) row, values.get(row)));
    }
    SeriesCursor cursor =
        new SeriesCursor(
            rows.iterator(), SeriesTables.columns(SeriesTables.data(1)), Missing.FORWARD_FILL);
    NaiveResiduals residuals =
        new NaiveResiduals(reader(period), reader(period).answers().quantiles());
    residuals.begin(
        new SeriesPlan(0, new SplitBounds(train, train, values.size()), 0, 1, 0, 0, List.of()));
    while (cursor.advance()) {
      residuals.row(cursor);
    }
    return residuals.found().get(0);
  }

  /** 0, 1, 4, 9 …: the differences of every lag differ. */
  private static List<Double> squares(int count) {
    return IntStream.range(0, count).mapToObj(i -> (double) i * i).toList();
  }

  @Test
  void eachStepHasTheErrorsOfItsLag() {
    NaiveResiduals.Found found = found(0, 6, squares(9));
    // lag 1: 1 3 5 7 9, lag 2: 4 8 12 16, lag 3: 9 15 21
    assertThat(found.counts()).containsExactly(5, 4, 3);
    assertThat(found.quantiles()).containsExactly(3, 5, 7, 10, 12, 15);
  }

  @Test
  void seasonsAreWholeAndFilledValuesDoNotCount() {
    List<Double> values = new ArrayList<>(squares(9));
    values.set(3, null);
    NaiveResiduals.Found found = found(2, 7, values);
    // lag 2: 4 - 0, 16 - 4, 36 - 16; lag 4: 16 - 0, 25 - 1, 36 - 4
    assertThat(found.counts()).containsExactly(3, 3);
    assertThat(found.quantiles()).containsExactly(8, 12, 20, 24);
  }

  @Test
  void fewErrorsAreThoseOfThePanelInTheSizeOfTheSeries() {
    NaiveResiduals.Found many =
        new NaiveResiduals.Found(new float[] {-2, 0, -4, 0, -6, 0}, new int[] {30, 30, 30});
    NaiveResiduals.Found few =
        new NaiveResiduals.Found(new float[] {-50, 5, 0, 0, 0, 0}, new int[] {10, 0, 0});
    NaiveIntervals intervals =
        new NaiveIntervals(
            reader(0),
            UNITS,
            Map.of(0, many, 1, few),
            Map.of(0, new double[] {2}, 1, new double[] {10}, 2, new double[] {Double.NaN}),
            3);
    // own errors, in standard deviations
    assertThat(intervals.of(0, 1, 0, 0, 7.0)).isEqualTo(7 - 4 / 2.0);
    // (30 · -2 / 2 + 10 · -50 / 10) / 40 = -2 naive errors, of which this series has 10
    assertThat(intervals.of(1, 0, 0, 0, 7.0)).isCloseTo(7 - 2 * 10 / 2.0, within(1e-6));
    // without a naive error of its own, the mean of the others
    assertThat(intervals.of(2, 2, 0, 0, 7.0)).isCloseTo(7 - 3 * 6 / 2.0, within(1e-6));
  }

  @Test
  void theyAreNotBelowTheSmallestForecast() {
    NaiveResiduals.Found own =
        new NaiveResiduals.Found(new float[] {-20, 0, -20, 0, -20, 0}, new int[] {30, 30, 30});
    Statistics smallest = UNITS.withMinimum(1, 1);
    WindowReader reader = smallest.complete(reader(0));
    NaiveIntervals intervals =
        new NaiveIntervals(reader, smallest, Map.of(0, own), Map.of(0, new double[] {2}), 1);
    assertThat(intervals.of(0, 0, 0, 0, 4.0)).isCloseTo((1 - 3.0) / 2, within(1e-6));
    assertThat(intervals.of(0, 0, 0, 1, 4.0)).isEqualTo(4);
  }
}
