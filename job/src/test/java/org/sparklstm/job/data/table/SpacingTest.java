package org.sparklstm.job.data.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class SpacingTest {

  private static Spacing days(String... dates) {
    Spacing spacing = new Spacing(TimeAxis.DATE);
    for (int i = 1; i < dates.length; i++) {
      spacing.observe(
          LocalDate.parse(dates[i - 1]).toEpochDay(), LocalDate.parse(dates[i]).toEpochDay());
    }
    return spacing;
  }

  private static String after(Spacing spacing, String last, int steps) {
    return TimeAxis.DATE.show(spacing.after(LocalDate.parse(last).toEpochDay(), steps));
  }

  @Test
  void equalDistancesAreContinued() {
    Spacing weekly = days("2024-01-01", "2024-01-08", "2024-01-15");
    assertThat(weekly.isRegular()).isTrue();
    assertThat(after(weekly, "2024-01-15", 2)).isEqualTo("2024-01-29");
  }

  @Test
  void monthsAreContinuedByCalendar() {
    Spacing monthly = days("2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01");
    assertThat(monthly.isRegular()).isTrue();
    assertThat(after(monthly, "2024-04-01", 1)).isEqualTo("2024-05-01");
    assertThat(after(monthly, "2024-04-01", 11)).isEqualTo("2025-03-01");
  }

  @Test
  void endsOfMonthsStayEndsOfMonths() {
    Spacing monthly = days("2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29");
    assertThat(monthly.isRegular()).isTrue();
    assertThat(after(monthly, "2024-02-29", 1)).isEqualTo("2024-03-31");
    assertThat(after(monthly, "2024-02-29", 2)).isEqualTo("2024-04-30");
  }

  @Test
  void quartersAndYearsAreContinuedByCalendar() {
    assertThat(after(days("2023-01-01", "2023-04-01", "2023-07-01"), "2023-07-01", 1))
        .isEqualTo("2023-10-01");
    assertThat(after(days("2020-01-01", "2021-01-01", "2022-01-01"), "2022-01-01", 3))
        .isEqualTo("2025-01-01");
  }

  @Test
  void aGapDoesNotChangeTheUsualDistance() {
    Spacing daily = days("2024-01-01", "2024-01-02", "2024-01-03", "2024-01-09", "2024-01-10");
    assertThat(daily.isRegular()).isFalse();
    assertThat(after(daily, "2024-01-10", 1)).isEqualTo("2024-01-11");
    assertThat(daily.describe())
        .isEqualTo(
            "1 day apart for most rows; first exception after 2024-01-03; distances of 1 day to 6 days");
  }

  @Test
  void businessDaysAreContinuedDaily() {
    Spacing weekdays =
        days("2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09", "2024-01-10", "2024-01-11");
    assertThat(after(weekdays, "2024-01-11", 1)).isEqualTo("2024-01-12");
  }
}
