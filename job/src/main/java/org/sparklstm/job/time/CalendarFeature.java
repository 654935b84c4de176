package org.sparklstm.job.time;

import java.time.LocalDateTime;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A place in a cycle of the calendar, which the network sees as sine and cosine of the cycle and of
 * its half.
 */
public enum CalendarFeature {
  MINUTE_OF_HOUR(60),
  HOUR_OF_DAY(24),
  DAY_OF_WEEK(7),
  DAY_OF_MONTH(31),
  DAY_OF_YEAR(366),
  WEEK_OF_YEAR(53),
  MONTH_OF_YEAR(12);

  /** Sines and cosines of this many frequencies. */
  private static final int HARMONICS = 2;

  /** Values of a feature that the network sees. */
  public static final int CHANNELS = 2 * HARMONICS;

  private final double cycle;

  CalendarFeature(double cycle) {
    this.cycle = cycle;
  }

  /** The place in the cycle, from 0. */
  private double place(LocalDateTime time) {
    return switch (this) {
      case MINUTE_OF_HOUR -> time.getMinute();
      case HOUR_OF_DAY -> time.getHour() + time.getMinute() / 60.0;
      case DAY_OF_WEEK -> time.getDayOfWeek().getValue() - 1;
      case DAY_OF_MONTH -> time.getDayOfMonth() - 1;
      case DAY_OF_YEAR -> time.getDayOfYear() - 1;
      case WEEK_OF_YEAR -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) - 1;
      case MONTH_OF_YEAR -> time.getMonthValue() - 1;
    };
  }

  /** The name in configurations. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The feature of that name, if there is one. */
  public static Optional<CalendarFeature> parse(String text) {
    return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
  }

  /** All names. */
  public static String names() {
    return Arrays.stream(values()).map(CalendarFeature::text).collect(Collectors.joining(", "));
  }

  /** Names of the channels. */
  public List<String> channels() {
    List<String> names = new ArrayList<>();
    for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      names.add("%s sin %d".formatted(text(), harmonic));
      names.add("%s cos %d".formatted(text(), harmonic));
    }
    return names;
  }

  /**
   * Writes the channels of a time.
   *
   * @param to Modified.
   */
  public void write(LocalDateTime time, double[] to, int at) {
    for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      double angle = 2 * Math.PI * harmonic * place(time) / cycle;
      // the same bits on every JVM
      to[at + 2 * harmonic - 2] = StrictMath.sin(angle);
      to[at + 2 * harmonic - 1] = StrictMath.cos(angle);
    }
  }
}
