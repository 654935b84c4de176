package org.sparklstm.core.sequence;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private static final int MINUTES = 24 * 60;
  private static final int WEEKDAYS = 7;
  private static final int DAYS = 366;

  /** Years by their lengths and that of the year before, which the week of a day depends on. */
  private static final int YEARS = 3;

  private final double cycle;

  /**
   * The channels of all clocks that differ in them, by feature; made when they are first needed.
   */
  private static final class Tables {
    static final Map<CalendarFeature, float[]> CHANNELS_OF = new EnumMap<>(CalendarFeature.class);

    static {
      for (CalendarFeature feature : values()) {
        CHANNELS_OF.put(feature, feature.tabulate());
      }
    }
  }

  CalendarFeature(double cycle) {
    this.cycle = cycle;
  }

  /**
   * All that any feature depends on, as one number: a float holds it exactly.
   *
   * @param time a wall clock's
   */
  public static float clock(LocalDateTime time) {
    int minute = time.getHour() * 60 + time.getMinute();
    int weekday = time.getDayOfWeek().getValue() - 1;
    int day = time.getDayOfYear() - 1;
    int year = Year.isLeap(time.getYear()) ? 1 : Year.isLeap(time.getYear() - 1L) ? 2 : 0;
    return minute + MINUTES * (weekday + WEEKDAYS * (day + DAYS * year));
  }

  /** What the clock is divided by to find a place in the table of channels. */
  private int divisor() {
    return switch (this) {
      case MINUTE_OF_HOUR, HOUR_OF_DAY -> 1;
      case DAY_OF_WEEK, WEEK_OF_YEAR -> MINUTES;
      case DAY_OF_MONTH, DAY_OF_YEAR, MONTH_OF_YEAR -> MINUTES * WEEKDAYS;
    };
  }

  /** Number of places in the table of channels. */
  private int places() {
    return switch (this) {
      case MINUTE_OF_HOUR, HOUR_OF_DAY -> MINUTES;
      case DAY_OF_WEEK -> WEEKDAYS;
      case WEEK_OF_YEAR -> WEEKDAYS * DAYS * YEARS;
      case DAY_OF_MONTH, DAY_OF_YEAR, MONTH_OF_YEAR -> DAYS * YEARS;
    };
  }

  /** The place in the table of channels of a clock. */
  private int place(float clock) {
    return (int) clock / divisor() % places();
  }

  /** The channels of all clocks: the times of a day, or the days of years of every kind. */
  private float[] tabulate() {
    float[] table = new float[places() * CHANNELS];
    boolean[] isKnown = new boolean[places()];
    LocalDateTime first = LocalDate.of(2000, 1, 1).atStartOfDay();
    boolean isOfDay = divisor() == 1;
    LocalDateTime end = isOfDay ? first.plusDays(1) : first.plusYears(WEEKDAYS * 4L);
    for (LocalDateTime time = first;
        time.isBefore(end);
        time = isOfDay ? time.plusMinutes(1) : time.plusDays(1)) {
      int place = place(clock(time));
      if (!isKnown[place]) {
        isKnown[place] = true;
        tabulate(time, table, place * CHANNELS);
      }
    }
    return table;
  }

  private void tabulate(LocalDateTime time, float[] to, int at) {
    for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      double angle = 2 * Math.PI * harmonic * place(time) / cycle;
      // the same bits on every JVM
      to[at + 2 * harmonic - 2] = (float) StrictMath.sin(angle);
      to[at + 2 * harmonic - 1] = (float) StrictMath.cos(angle);
    }
  }

  /**
   * Writes the channels of a time.
   *
   * @param clock of {@link #clock}
   * @param to Modified.
   */
  void write(float clock, float[] to, int at) {
    float[] table = Tables.CHANNELS_OF.get(this);
    int from = place(clock) * CHANNELS;
    for (int i = 0; i < CHANNELS; i++) {
      to[at + i] = table[from + i];
    }
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

  /** Names of the channels. */
  public List<String> channels() {
    List<String> names = new ArrayList<>();
    for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
      names.add("%s sin %d".formatted(text(), harmonic));
      names.add("%s cos %d".formatted(text(), harmonic));
    }
    return names;
  }

  /** The feature of that name, if there is one. */
  public static Optional<CalendarFeature> parse(String text) {
    return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
  }

  /** All names. */
  public static String names() {
    return Arrays.stream(values()).map(CalendarFeature::text).collect(Collectors.joining(", "));
  }
}
