package org.sparklstm.job.data.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.time.FrequencyVote;
import org.sparklstm.job.time.TimeAxis;
import org.sparklstm.job.time.Timeline;

class SeriesSummaryTest {
  private static List<SeriesSummary> summaries(Row... rows) {
    List<SeriesSummary> summaries = new ArrayList<>();
    SeriesSummary.of(List.of(rows).iterator(), SeriesTables.columns(SeriesTables.data(2)))
        .forEachRemaining(summaries::add);
    return summaries;
  }

  private static SeriesSummary summary(Row... rows) {
    List<SeriesSummary> summaries = summaries(rows);
    assertThat(summaries).hasSize(1);
    return summaries.get(0);
  }

  private static Row row(long time, Double first, Double second) {
    return SeriesTables.row("a", time, first, second);
  }

  @Test
  void noRowsAreNoSeries() {
    assertThat(summaries()).isEmpty();
  }

  @Test
  void eachSeriesHasItsOwnSummary() {
    List<SeriesSummary> summaries =
        summaries(
            SeriesTables.row("a", 1L, 1.0, null),
            SeriesTables.row("a", 3L, 1.0, 1.0),
            SeriesTables.row("b", 8L, null, 1.0),
            SeriesTables.row(null, 9L, 1.0, 1.0),
            SeriesTables.row(null, 19L, 1.0, 1.0),
            SeriesTables.row(null, 29L, 1.0, 1.0));
    assertThat(summaries).extracting(SeriesSummary::rows).containsExactly(2L, 1L, 3L);
    assertThat(summaries).extracting(SeriesSummary::firstTime).containsExactly(1L, 8L, 9L);
    assertThat(summaries).extracting(SeriesSummary::lastTime).containsExactly(3L, 8L, 29L);
    assertThat(summaries).extracting(one -> one.missing(0)).containsExactly(0L, 1L, 0L);
    assertThat(summaries).extracting(one -> one.missing(1)).containsExactly(1L, 0L, 0L);
    assertThat(summaries)
        .extracting(one -> timeline(one).after(one.lastTime(), 2))
        .containsExactly(7L, 10L, 49L);
    assertThat(summaries).extracting(SeriesSummary::key).isEqualTo(keys("a", "b", null));
  }

  private static Timeline timeline(SeriesSummary summary) {
    TimeAxis axis = TimeAxis.of(DataTypes.LongType, ZoneOffset.UTC);
    return Timeline.of(axis, FrequencyVote.of(axis, List.of(summary.spacing())), summary.spacing());
  }

  private static boolean isRegular(SeriesSummary summary) {
    return timeline(summary).deviation(summary.spacing()).isNone();
  }

  private static List<SeriesKey> keys(String... ids) {
    List<SeriesKey> keys = new ArrayList<>();
    for (String id : ids) {
      keys.add(SeriesTables.columns(SeriesTables.data(1)).key(SeriesTables.row(id, 0L)));
    }
    return keys;
  }

  @Test
  void missingValuesAreCountedByColumnWithTheTimeOfTheFirst() {
    SeriesSummary summary =
        summary(
            row(10, 1.0, 1.0),
            row(11, null, 1.0),
            row(12, Double.NaN, Double.POSITIVE_INFINITY),
            row(13, 1.0, 1.0));
    assertThat(List.of(summary.missing(0), summary.missing(1))).containsExactly(2L, 1L);
    assertThat(List.of(summary.firstMissing(0), summary.firstMissing(1))).containsExactly(11L, 12L);
  }

  @Test
  void theWholeTailBeginsBehindTheLastGap() {
    SeriesSummary whole = summary(row(0, 1.0, 1.0), row(1, 1.0, 1.0));
    SeriesSummary gap = summary(row(0, 1.0, 1.0), row(1, 1.0, null), row(2, 1.0, 1.0));
    SeriesSummary gapAtEnd = summary(row(0, 1.0, 1.0), row(1, null, 1.0));
    for (Missing missing : List.of(Missing.ERROR, Missing.SKIP_WINDOW)) {
      assertThat(whole.wholeTail(missing)).isEqualTo(2);
      assertThat(gap.wholeTail(missing)).isEqualTo(1);
      assertThat(gapAtEnd.wholeTail(missing)).isZero();
    }
  }

  /** After filling, only gaps without an earlier value remain. */
  @Test
  void onceFilledTheWholeTailBeginsWithTheFirstNumberOfEveryColumn() {
    assertThat(
            summary(row(0, 1.0, 1.0), row(1, null, 1.0), row(2, 1.0, null))
                .wholeTail(Missing.FORWARD_FILL))
        .isEqualTo(3);
    assertThat(
            summary(
                    row(0, 1.0, null),
                    row(1, null, null),
                    row(2, null, 1.0),
                    row(3, null, null),
                    row(4, 1.0, 1.0))
                .wholeTail(Missing.FORWARD_FILL))
        .isEqualTo(3);
    assertThat(summary(row(0, 1.0, null), row(1, 1.0, null)).wholeTail(Missing.FORWARD_FILL))
        .isZero();
  }

  @Test
  void timesThatAreNullAreCountedAndOtherwisePassedOver() {
    SeriesSummary summary =
        summary(
            SeriesTables.row("a", null, 1.0, 1.0),
            SeriesTables.row("a", null, 1.0, 1.0),
            row(0, 1.0, 1.0),
            row(5, 1.0, 1.0),
            row(10, 1.0, 1.0));
    assertThat(summary.nullTimes()).isEqualTo(2);
    assertThat(summary.duplicates()).isZero();
    assertThat(summary.rows()).isEqualTo(5);
    assertThat(summary.firstTime()).isZero();
    assertThat(isRegular(summary)).isTrue();
    assertThat(timeline(summary).after(10, 1)).isEqualTo(15);
  }

  @Test
  void equalTimesAreCountedWithTheFirstAndDoNotChangeTheSpacing() {
    SeriesSummary summary =
        summary(
            row(0, 1.0, 1.0),
            row(4, 1.0, 1.0),
            row(4, 1.0, 1.0),
            row(4, 1.0, 1.0),
            row(8, 1.0, 1.0),
            row(8, 1.0, 1.0));
    assertThat(summary.duplicates()).isEqualTo(3);
    assertThat(summary.firstDuplicate()).isEqualTo(4);
    assertThat(isRegular(summary)).isTrue();
    assertThat(timeline(summary).after(8, 1)).isEqualTo(12);
  }

  @Test
  void theFirstRowOfASeriesIsNoDuplicateOfAnotherSeries() {
    List<SeriesSummary> summaries =
        summaries(SeriesTables.row("a", 4L, 1.0, 1.0), SeriesTables.row("b", 4L, 1.0, 1.0));
    assertThat(summaries).allSatisfy(one -> assertThat(one.duplicates()).isZero());
    // 0 is the initial value of the last position
    assertThat(summary(row(0, 1.0, 1.0), row(1, 1.0, 1.0)).duplicates()).isZero();
  }

  @Test
  void unequalDistancesAreIrregular() {
    SeriesSummary summary = summary(row(0, 1.0, 1.0), row(4, 1.0, 1.0), row(9, 1.0, 1.0));
    assertThat(isRegular(summary)).isFalse();
  }
}
