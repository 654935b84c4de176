package org.sparklstm.job.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.UserException;

/** The frequency that is found in times, and how they go on. */
class TimelineTest {

  private static TimeAxis axis(DataType type, String zone) {
    return TimeAxis.of(type, ZoneId.of(zone));
  }

  private static Spacing spacing(TimeAxis axis, long... positions) {
    Spacing spacing = new Spacing(axis);
    for (long position : positions) {
      spacing.add(position);
    }
    return spacing;
  }

  private static long[] positions(TimeAxis axis, String... times) {
    return Stream.of(times)
        .map(time -> time.contains(" ") ? time.replace(' ', 'T') : time + "T00:00")
        .map(LocalDateTime::parse)
        .mapToLong(axis::position)
        .toArray();
  }

  /** The times of a series by themselves: what follows the last, as many as asked for. */
  private static List<String> next(TimeAxis axis, int count, String... times) {
    long[] positions = positions(axis, times);
    Spacing spacing = spacing(axis, positions);
    Timeline timeline = Timeline.of(axis, FrequencyVote.of(axis, List.of(spacing)), spacing);
    return LongStream.rangeClosed(1, count)
        .mapToObj(step -> axis.show(timeline.after(positions[positions.length - 1], step)))
        .toList();
  }

  private static List<String> nextDates(int count, String... dates) {
    return next(axis(DataTypes.DateType, "UTC"), count, dates);
  }

  private static String frequency(TimeAxis axis, String... times) {
    return FrequencyVote.of(axis, List.of(spacing(axis, positions(axis, times)))).text();
  }

  @Test
  void equalDistancesGoOn() {
    assertThat(nextDates(2, "2024-01-01", "2024-01-08", "2024-01-15"))
        .containsExactly("2024-01-22", "2024-01-29");
    assertThat(
            next(
                axis(DataTypes.TimestampNTZType, "UTC"),
                2,
                "2024-01-01 00:00",
                "2024-01-01 00:30",
                "2024-01-01 01:00"))
        .containsExactly("2024-01-01 01:30", "2024-01-01 02:00");
  }

  @Test
  void monthsQuartersAndYearsGoByTheCalendar() {
    assertThat(nextDates(2, "2024-01-01", "2024-02-01", "2024-03-01"))
        .containsExactly("2024-04-01", "2024-05-01");
    assertThat(nextDates(1, "2023-01-01", "2023-04-01", "2023-07-01"))
        .containsExactly("2023-10-01");
    assertThat(nextDates(3, "2020-01-01", "2021-01-01", "2022-01-01"))
        .containsExactly("2023-01-01", "2024-01-01", "2025-01-01");
  }

  /** Months keep their day, also where the last row is at the end of a short month. */
  @Test
  void monthsKeepTheirDay() {
    assertThat(nextDates(2, "2022-12-28", "2023-01-28", "2023-02-28"))
        .containsExactly("2023-03-28", "2023-04-28");
    assertThat(nextDates(2, "2022-12-29", "2023-01-29", "2023-02-28"))
        .containsExactly("2023-03-29", "2023-04-29");
    assertThat(nextDates(2, "2023-12-30", "2024-01-30"))
        .containsExactly("2024-02-29", "2024-03-30");
    assertThat(nextDates(3, "2022-10-31", "2022-12-31", "2023-01-31", "2023-02-28", "2023-03-30"))
        .startsWith("2023-04-30");
    assertThat(nextDates(4, "2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28"))
        .containsExactly("2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28");
  }

  @Test
  void onlyEndsOfMonthsStayEndsOfMonths() {
    assertThat(nextDates(2, "2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29"))
        .containsExactly("2024-03-31", "2024-04-30");
    assertThat(nextDates(2, "2024-03-31", "2024-06-30"))
        .containsExactly("2024-09-30", "2024-12-31");
  }

  /** A series of one row goes on as the panel does. */
  @Test
  void aSingleRowTakesTheFrequencyOfThePanel() {
    TimeAxis axis = axis(DataTypes.DateType, "UTC");
    Spacing twentyEighths = spacing(axis, positions(axis, "2023-01-28", "2023-02-28"));
    Spacing single = spacing(axis, positions(axis, "2023-02-28"));
    Frequency monthly = FrequencyVote.of(axis, List.of(single, twentyEighths));
    assertThat(monthly).isEqualTo(new Frequency(Frequency.Unit.MONTHS, 1, false));
    long last = LocalDate.parse("2023-02-28").toEpochDay();
    assertThat(axis.show(Timeline.of(axis, monthly, single).after(last, 1)))
        .isEqualTo("2023-03-28");
    Spacing ends = spacing(axis, positions(axis, "2023-01-31", "2023-02-28"));
    Frequency atEnds = FrequencyVote.of(axis, List.of(single, ends));
    assertThat(axis.show(Timeline.of(axis, atEnds, single).after(last, 1))).isEqualTo("2023-03-31");
  }

  /** Midnights of the wall clock, whatever summer time does. */
  @Test
  void daysAndMonthsGoByTheWallClock() {
    TimeAxis newYork = axis(DataTypes.TimestampType, "America/New_York");
    assertThat(next(newYork, 2, "1960-11-01", "1960-12-01", "1961-01-01", "1961-02-01"))
        .containsExactly("1961-03-01 00:00", "1961-04-01 00:00");
    assertThat(next(newYork, 8, "2023-12-01", "2024-01-01", "2024-02-01"))
        .endsWith("2024-09-01 00:00", "2024-10-01 00:00");
    TimeAxis berlin = axis(DataTypes.TimestampType, "Europe/Berlin");
    assertThat(next(berlin, 3, "2024-03-27", "2024-03-28", "2024-03-29", "2024-03-30"))
        .containsExactly("2024-03-31 00:00", "2024-04-01 00:00", "2024-04-02 00:00");
    assertThat(frequency(berlin, "2024-03-30", "2024-03-31", "2024-04-01", "2024-04-02"))
        .isEqualTo("P1D");
  }

  @Test
  void shorterPeriodsGoByElapsedTime() {
    TimeAxis berlin = axis(DataTypes.TimestampType, "Europe/Berlin");
    assertThat(next(berlin, 3, "2024-03-31 00:00", "2024-03-31 01:00"))
        .containsExactly("2024-03-31 03:00", "2024-03-31 04:00", "2024-03-31 05:00");
    TimeAxis local = axis(DataTypes.TimestampNTZType, "Europe/Berlin");
    assertThat(next(local, 2, "2024-03-31 00:00", "2024-03-31 01:00"))
        .containsExactly("2024-03-31 02:00", "2024-03-31 03:00");
  }

  /** A gap of several periods is that: nothing drifts. */
  @Test
  void gapsDoNotChangeTheFrequency() {
    assertThat(nextDates(2, "2024-01-01", "2024-02-01", "2024-04-01", "2024-05-01"))
        .containsExactly("2024-06-01", "2024-07-01");
    assertThat(nextDates(1, "2024-01-01", "2024-01-02", "2024-01-03", "2024-01-09", "2024-01-10"))
        .containsExactly("2024-01-11");
    TimeAxis axis = axis(DataTypes.DateType, "UTC");
    Spacing gap =
        spacing(axis, positions(axis, "2024-01-01", "2024-02-01", "2024-03-01", "2024-06-01"));
    Timeline monthly = Timeline.of(axis, FrequencyVote.of(axis, List.of(gap)), gap);
    assertThat(monthly.deviation(gap))
        .isEqualTo(new Timeline.Deviation(1, 2, 0, 0, LocalDate.parse("2024-03-01").toEpochDay()));
  }

  @Test
  void businessDaysSkipWeekends() {
    assertThat(nextDates(4, "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09"))
        .containsExactly("2024-01-10", "2024-01-11", "2024-01-12", "2024-01-15");
    assertThat(nextDates(1, "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-11", "2024-01-12"))
        .as("with a holiday or two")
        .containsExactly("2024-01-15");
    TimeAxis axis = axis(DataTypes.DateType, "UTC");
    Spacing holiday =
        spacing(
            axis,
            positions(axis, "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-08", "2024-01-10"));
    Timeline business = Timeline.of(axis, FrequencyVote.of(axis, List.of(holiday)), holiday);
    assertThat(business.frequency().text()).isEqualTo("business-day");
    assertThat(business.deviation(holiday).missing()).isEqualTo(1);
    assertThat(Timeline.businessDay(LocalDate.parse("2024-01-06"), 1)).hasToString("2024-01-08");
    assertThat(Timeline.businessDay(LocalDate.parse("2024-01-12"), 11)).hasToString("2024-01-29");
  }

  /** Two ends of months do not make ends of months of a series of 30ths. */
  @Test
  void missingMonthsKeepTheirDay() {
    TimeAxis axis = axis(DataTypes.DateType, "UTC");
    Frequency monthly = Frequency.parse("P1M").orElseThrow();
    long from = LocalDate.parse("2023-02-28").toEpochDay();
    long to = LocalDate.parse("2023-04-30").toEpochDay();
    assertThat(axis.show(Timeline.between(axis, monthly, from, to).after(from, 1)))
        .isEqualTo("2023-03-30");
    assertThat(
            axis.show(Timeline.between(axis, monthly.atMonthEnds(true), from, to).after(from, 1)))
        .isEqualTo("2023-03-31");
  }

  /** However irregularly a series begins. */
  @Test
  void aUsualDistanceMayComeLate() {
    TimeAxis axis = axis(DataTypes.LongType, "UTC");
    Spacing spacing = new Spacing(axis);
    long at = 0;
    for (int i = 0; i < 40; i++) {
      at += 1000 + i / 2;
      spacing.add(at);
    }
    for (int i = 0; i < 500; i++) {
      at += 60;
      spacing.add(at);
    }
    assertThat(FrequencyVote.of(axis, List.of(spacing)).text()).isEqualTo("60");
    Timeline timeline = Timeline.of(axis, FrequencyVote.of(axis, List.of(spacing)), spacing);
    Timeline.Deviation deviation = timeline.deviation(spacing);
    assertThat(deviation.gaps() + deviation.odd() + deviation.others()).isEqualTo(39);
  }

  /** Four days are three business days missing, or one and a weekend. */
  @Test
  void missingBusinessDaysAreCounted() {
    TimeAxis axis = axis(DataTypes.DateType, "UTC");
    Spacing spacing = new Spacing(axis);
    LocalDate day = LocalDate.parse("2024-01-01");
    for (int i = 0; i < 60; i++, day = day.plusDays(1)) {
      boolean isMissing =
          List.of("2024-01-09", "2024-01-10", "2024-01-11", "2024-01-22", "2024-02-05")
              .contains(day.toString());
      if (day.getDayOfWeek().getValue() <= 5 && !isMissing) {
        spacing.add(day.toEpochDay());
      }
    }
    Timeline business = Timeline.of(axis, FrequencyVote.of(axis, List.of(spacing)), spacing);
    assertThat(business.frequency().text()).isEqualTo("business-day");
    assertThat(business.deviation(spacing).gaps()).isEqualTo(3);
    assertThat(business.deviation(spacing).missing()).isEqualTo(5);
  }

  @Test
  void distancesThatAreNoPeriodsAreOdd() {
    TimeAxis axis = axis(DataTypes.TimestampNTZType, "UTC");
    Spacing odd =
        spacing(
            axis,
            positions(
                axis,
                "2024-01-01 00:00",
                "2024-01-01 01:00",
                "2024-01-01 02:00",
                "2024-01-01 02:20",
                "2024-01-01 03:20"));
    Timeline hourly = Timeline.of(axis, FrequencyVote.of(axis, List.of(odd)), odd);
    assertThat(hourly.frequency().text()).isEqualTo("PT1H");
    assertThat(hourly.deviation(odd).odd()).isEqualTo(1);
    assertThat(axis.show(hourly.deviation(odd).first())).isEqualTo("2024-01-01 02:00");
  }

  /** However many kinds of distances there are, memory is bounded and all are counted. */
  @Test
  void manyKindsOfDistancesAreCounted() {
    TimeAxis axis = axis(DataTypes.LongType, "UTC");
    Spacing spacing = new Spacing(axis);
    long at = 0;
    for (int distance = 1; distance <= 100; distance++) {
      at += distance;
      spacing.add(at);
    }
    assertThat(spacing.kinds()).hasSize(16);
    assertThat(spacing.others()).isEqualTo(83);
    Timeline timeline = Timeline.of(axis, FrequencyVote.of(axis, List.of(spacing)), spacing);
    Timeline.Deviation deviation = timeline.deviation(spacing);
    assertThat(deviation.gaps() + deviation.odd() + deviation.others()).isEqualTo(98);
  }

  @Test
  void anyTimestampOfSparkWorks() {
    TimeAxis axis = axis(DataTypes.TimestampType, "UTC");
    assertThat(next(axis, 1, "0001-01-01", "0001-01-02")).containsExactly("0001-01-03 00:00");
    assertThat(next(axis, 1, "9999-12-29", "9999-12-30")).containsExactly("9999-12-31 00:00");
    assertThat(next(axis, 2, "1582-10-04", "1582-10-05", "1582-10-06"))
        .containsExactly("1582-10-07 00:00", "1582-10-08 00:00");
    assertThat(next(axis, 1, "1677-01-01", "1677-01-02")).containsExactly("1677-01-03 00:00");
  }

  @Test
  void wholeNumbersGoOnUntilTheLast() {
    TimeAxis axis = axis(DataTypes.LongType, "UTC");
    long max = Long.MAX_VALUE;
    Spacing spacing = spacing(axis, max - 4, max - 2);
    Timeline timeline = Timeline.of(axis, FrequencyVote.of(axis, List.of(spacing)), spacing);
    assertThat(timeline.after(max - 2, 1)).isEqualTo(max);
    assertThatThrownBy(() -> timeline.after(max - 2, 2))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("2 periods of 2 after 9223372036854775805")
        .hasMessageContaining("beyond what the time column can hold");
    Spacing whole = spacing(axis, Long.MIN_VALUE, max);
    assertThat(FrequencyVote.of(axis, List.of(whole)).count()).isEqualTo(max);
  }

  @Test
  void numbersThatReadAsDatesAreKnown() {
    TimeAxis axis = axis(DataTypes.IntegerType, "UTC");
    assertThat(spacing(axis, 202311, 202312, 202401).readsAsMonths()).isTrue();
    assertThat(spacing(axis, 202311, 202312, 202313).readsAsMonths()).isFalse();
    assertThat(spacing(axis, 20240228, 20240229, 20240301).readsAsDays()).isTrue();
    assertThat(spacing(axis, 20230228, 20230229).readsAsDays()).isFalse();
    assertThat(spacing(axis, 1, 2, 3).readsAsMonths()).isFalse();
    assertThat(spacing(axis(DataTypes.DateType, "UTC"), 202311).readsAsMonths()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "PT30M,PT30M", "PT24H,PT24H", "pt90s,PT1M30S", "P1D,P1D", "P1W,P7D", "P1M,P1M", "P3M,P3M",
    "P1Y,P1Y", "P12M,P1Y", "P1Y6M,P18M", "business-day,business-day", "1,1", "7,7", "P1DT12H,PT36H",
    "PT0.000001S,PT0.000001S"
  })
  void textsAreFrequencies(String text, String shown) {
    assertThat(Frequency.parse(text).orElseThrow().text()).isEqualTo(shown);
    assertThat(Frequency.parse(shown)).isEqualTo(Frequency.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1H",
        "daily",
        "P1M1D",
        "P0D",
        "PT0S",
        "-1",
        "0",
        "P-1D",
        "PT-1H",
        "PT0.0000001S",
        "1.5",
        "P",
        "99999999999999999999"
      })
  void otherTextsAreRefused(String text) {
    assertThatThrownBy(() -> Frequency.parse(text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is '" + text + "', expected auto, a duration such as PT30M");
  }

  @Test
  void theFrequencyMustSuitTheColumn() {
    TimeAxis date = axis(DataTypes.DateType, "UTC");
    assertThat(Frequency.parse("PT48H").orElseThrow().on(date, "d").text()).isEqualTo("P2D");
    assertThatThrownBy(() -> Frequency.parse("PT1H").orElseThrow().on(date, "d"))
        .hasMessageContaining("column 'd' holds dates without a time of day");
    assertThatThrownBy(() -> Frequency.parse("1").orElseThrow().on(date, "d"))
        .hasMessageContaining("column 'd' holds times");
    assertThatThrownBy(
            () -> Frequency.parse("P1D").orElseThrow().on(axis(DataTypes.LongType, "UTC"), "t"))
        .hasMessageContaining("column 't' holds whole numbers");
  }

  @Test
  void aTimeThatClocksSkipIsAsMuchLater() {
    TimeAxis berlin = axis(DataTypes.TimestampType, "Europe/Berlin");
    List<String> nights =
        next(berlin, 3, "2024-03-28 02:30", "2024-03-29 02:30", "2024-03-30 02:30");
    assertThat(nights)
        .isEqualTo(Arrays.asList("2024-03-31 03:30", "2024-04-01 02:30", "2024-04-02 02:30"));
  }
}
