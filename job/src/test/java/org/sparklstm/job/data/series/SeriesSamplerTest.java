package org.sparklstm.job.data.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.data.table.SeriesKey;

/** Samples of series, and the fingerprint of all series. */
class SeriesSamplerTest {
  private static final int HISTORY = 3;
  private static final int FORECAST = 4;

  private static SeriesPlan plan(long train, long validation, long test) {
    return new SeriesPlan(0, new SplitBounds(train, validation, test), 0, 1, 0, 0, List.of());
  }

  private static SeriesSampler sampler(Integer... wanted) {
    Set<SeriesKey> keys = Set.copyOf(List.of(wanted).stream().map(SeriesTables::key).toList());
    return new SeriesSampler(keys, HISTORY, FORECAST, SeriesTables.columns(SeriesTables.data(2)));
  }

  private static void walk(SeriesSampler sampler, int series, SeriesPlan plan, int rows) {
    sampler.begin(SeriesTables.key(series), plan);
    List<Row> table = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Double second = row % 5 == 4 ? null : SeriesTables.value(series, row, 1);
      table.add(
          SeriesTables.row(
              SeriesTables.id(series), 100L + row, SeriesTables.value(series, row, 0), second));
    }
    SeriesCursor cursor =
        new SeriesCursor(
            table.iterator(), SeriesTables.columns(SeriesTables.data(2)), Missing.FORWARD_FILL);
    while (cursor.advance()) {
      sampler.row(cursor);
    }
  }

  private static void assertRows(SeriesSample sample, int series, int from, int to) {
    assertThat(sample.name()).isEqualTo("series id=" + SeriesTables.id(series));
    assertThat(sample.times())
        .containsExactlyElementsOf(
            IntStream.range(100 + from, 100 + to).mapToObj(Integer::toString).toList());
    double[] expected = new double[2 * (to - from)];
    boolean[] absent = new boolean[expected.length];
    for (int i = 0; i < expected.length; i++) {
      int row = from + i / 2;
      absent[i] = i % 2 == 1 && row % 5 == 4;
      // a gap is filled from the row before, and known as one
      expected[i] = SeriesTables.value(series, absent[i] ? row - 1 : row, i % 2);
    }
    assertThat(sample.values()).isEqualTo(expected);
    assertThat(sample.absent()).isEqualTo(absent);
  }

  @Test
  void aSampleIsTheEndOfTheTestSpanAndTheRowsBeforeIt() {
    SeriesSampler sampler = sampler(1);
    walk(sampler, 1, plan(10, 12, 25), 31);
    assertThat(sampler.samples()).hasSize(1);
    assertRows(sampler.samples().get(0), 1, 18, 25);
  }

  @Test
  void aShortTestSpanIsForecastWholeAndNothingBeforeIt() {
    SeriesSampler sampler = sampler(1);
    walk(sampler, 1, plan(10, 12, 14), 14);
    assertRows(sampler.samples().get(0), 1, 9, 14);
  }

  @Test
  void aSeriesShorterThanASampleIsSampledWhole() {
    SeriesSampler sampler = sampler(1);
    walk(sampler, 1, plan(2, 2, 5), 5);
    assertRows(sampler.samples().get(0), 1, 0, 5);
  }

  @Test
  void onlyWantedSeriesAreSampledAndNoneSeesAnother() {
    SeriesSampler sampler = sampler(0, 2, 3, 9);
    walk(sampler, 0, plan(10, 10, 20), 20);
    walk(sampler, 1, plan(10, 10, 20), 20);
    walk(sampler, 2, plan(3, 3, 6), 6);
    walk(sampler, 3, plan(10, 10, 16), 20);
    List<SeriesSample> samples = sampler.samples();
    assertThat(samples).hasSize(3);
    assertRows(samples.get(0), 0, 13, 20);
    assertRows(samples.get(1), 2, 0, 6);
    assertRows(samples.get(2), 3, 9, 16);
    assertThat(sampler.samples()).as("asked for again").hasSize(3);
  }

  @Test
  void evenlySpacedElementsIncludeTheFirstAndTheLast() {
    assertThat(SeriesSample.evenlySpaced(IntStream.rangeClosed(0, 100).boxed().toList()))
        .containsExactly(0, 50, 100);
    assertThat(SeriesSample.evenlySpaced(List.of(7, 8))).containsExactly(7, 8);
    assertThat(SeriesSample.evenlySpaced(List.of(7))).containsExactly(7);
    assertThat(SeriesSample.evenlySpaced(List.of())).isEmpty();
  }

  @Test
  void aChartHasWholeHorizons() {
    assertThat(SeriesSample.horizons(24)).isEqualTo(4);
    assertThat(SeriesSample.horizons(25)).isEqualTo(4);
    assertThat(SeriesSample.horizons(96)).isEqualTo(2);
    assertThat(SeriesSample.horizons(720)).isEqualTo(2);
  }

  private static void content(SeriesContent content, int series, double... values) {
    content.begin(SeriesTables.key(series));
    for (int row = 0; row < values.length; row++) {
      content.row(row, new double[] {values[row]});
    }
  }

  private static String sum(Object... seriesAndValues) {
    SeriesContent content = new SeriesContent();
    for (int i = 0; i < seriesAndValues.length; i += 2) {
      content(content, (int) seriesAndValues[i], (double[]) seriesAndValues[i + 1]);
    }
    return content.sum().toString();
  }

  @Test
  void theContentOfSeriesDoesNotDependOnTheirOrder() {
    double[] one = {1, 2, 3};
    double[] other = {4, Double.NaN};
    String content = sum(0, one, 1, other);
    assertThat(sum(1, other, 0, one)).isEqualTo(content);
    // in two partitions
    SeriesContent first = new SeriesContent();
    content(first, 1, other);
    SeriesContent second = new SeriesContent();
    content(second, 0, one);
    first.sum().add(second.sum());
    assertThat(first.sum()).hasToString(content);
  }

  @Test
  void theContentDependsOnEveryKeyTimeAndValue() {
    String content = sum(0, new double[] {1, 2}, 1, new double[] {3});
    assertThat(
            List.of(
                sum(0, new double[] {2, 1}, 1, new double[] {3}),
                sum(0, new double[] {1, Math.nextUp(2.0)}, 1, new double[] {3}),
                sum(1, new double[] {1, 2}, 0, new double[] {3}),
                sum(0, new double[] {1}, 1, new double[] {2, 3}),
                sum(0, new double[] {1, 2}),
                sum(0, new double[] {1, 2}, 1, new double[] {3}, 1, new double[] {3})))
        .doesNotContain(content)
        .doesNotHaveDuplicates();
    SeriesContent later = new SeriesContent();
    later.begin(SeriesTables.key(0));
    later.row(1, new double[] {1});
    assertThat(later.sum().toString()).isNotEqualTo(sum(0, new double[] {1}));
  }
}
