package org.sparklstm.core.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is read from a clock is what the calendar says, in years of every kind. */
class CalendarFeatureTest {
  private static double angle(CalendarFeature feature, LocalDateTime time) {
    return 2
        * Math.PI
        * switch (feature) {
          case MINUTE_OF_HOUR -> time.getMinute() / 60.0;
          case HOUR_OF_DAY -> time.get(ChronoField.MINUTE_OF_DAY) / 1440.0;
          case DAY_OF_WEEK -> (time.getDayOfWeek().getValue() - 1) / 7.0;
          case DAY_OF_MONTH -> (time.getDayOfMonth() - 1) / 31.0;
          case DAY_OF_YEAR -> (time.getDayOfYear() - 1) / 366.0;
          case WEEK_OF_YEAR -> (time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) - 1) / 53.0;
          case MONTH_OF_YEAR -> (time.getMonthValue() - 1) / 12.0;
        };
  }

  @ParameterizedTest
  @EnumSource
  void clocksTellTheCalendar(CalendarFeature feature) {
    SplittableRandom random = new SplittableRandom(5);
    float[] found = new float[CalendarFeature.CHANNELS];
    for (int i = 0; i < 20_000; i++) {
      LocalDateTime time =
          LocalDateTime.of(1890, 1, 1, 0, 0).plusMinutes(random.nextLong(310L * 365 * 24 * 60));
      feature.write(CalendarFeature.clock(time), found, 0);
      double angle = angle(feature, time);
      float[] expected = {
        (float) Math.sin(angle),
        (float) Math.cos(angle),
        (float) Math.sin(2 * angle),
        (float) Math.cos(2 * angle)
      };
      for (int channel = 0; channel < expected.length; channel++) {
        assertThat(found[channel])
            .as("%s at %s", feature, time)
            .isCloseTo(expected[channel], within(1e-6f));
      }
    }
  }

  @Test
  void everyClockIsExact() {
    float last = CalendarFeature.clock(LocalDateTime.of(2028, 12, 31, 23, 59));
    assertThat(last).isNotEqualTo(last - 1).isLessThan(1 << 24);
  }
}
