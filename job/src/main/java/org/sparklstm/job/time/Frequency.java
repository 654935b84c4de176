package org.sparklstm.job.time;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparklstm.core.sequence.CalendarFeature;
import org.sparklstm.job.UserException;

/**
 * The distance between consecutive rows of a panel: one period.
 *
 * @param unit unit of a period
 * @param count units in a period, at least 1
 * @param monthEnds whether times are ends of months; only of {@link Unit#MONTHS}
 */
public record Frequency(Unit unit, long count, boolean monthEnds) implements Serializable {
  /** The text that has the frequency found in the times of the table. */
  public static final String AUTO = "auto";

  private static final String BUSINESS_DAY = "business-day";
  private static final int MONTHS_OF_A_YEAR = 12;
  private static final int DAYS_OF_A_WEEK = 7;
  private static final Pattern MONTHS =
      Pattern.compile("P(?:(?<years>\\d+)Y)?(?:(?<months>\\d+)M)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern WEEKS =
      Pattern.compile("P(?<weeks>\\d+)W", Pattern.CASE_INSENSITIVE);
  private static final Pattern DAYS = Pattern.compile("P(?<days>\\d+)D", Pattern.CASE_INSENSITIVE);

  /** Unit of a period. */
  public enum Unit {
    /** Elapsed microseconds. */
    MICROS,
    /** Days of the wall clock. */
    DAYS,
    /** Monday to Friday. */
    BUSINESS_DAYS,
    /** Months of the calendar. */
    MONTHS,
    /** Whole numbers. */
    NUMBERS
  }

  Frequency(Unit unit, long count) {
    this(unit, count, false);
  }

  /**
   * The frequency that a text such as {@code PT30M}, {@code P1D}, {@code P3M}, {@code business-day}
   * or {@code 1} describes; nothing for {@code auto}.
   *
   * @throws UserException if the text describes no frequency
   */
  public static Optional<Frequency> parse(String text) {
    if (text.equals(AUTO)) {
      return Optional.empty();
    }
    Frequency frequency = null;
    try {
      frequency = read(text);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      // explained below, with what is no frequency for other reasons
    }
    if (frequency == null || frequency.count <= 0) {
      throw UserException.of(
          "{data.frequency} is '%s', expected auto, a duration such as PT30M or PT24H, days, months or years such as P1D, P7D, P1M, P3M or P1Y, business-day, or a whole number",
          text);
    }
    return Optional.of(frequency);
  }

  /** The frequency, or null. */
  private static Frequency read(String text) {
    if (text.equals(BUSINESS_DAY)) {
      return new Frequency(Unit.BUSINESS_DAYS, 1);
    } else if (!text.toUpperCase(Locale.ROOT).startsWith("P")) {
      return new Frequency(Unit.NUMBERS, Long.parseLong(text));
    } else if (text.toUpperCase(Locale.ROOT).contains("T")) {
      Duration duration = Duration.parse(text);
      long micros = duration.dividedBy(Duration.of(1, ChronoUnit.MICROS));
      boolean isWhole = Duration.of(micros, ChronoUnit.MICROS).equals(duration);
      return isWhole ? new Frequency(Unit.MICROS, micros) : null;
    }
    Matcher months = MONTHS.matcher(text);
    Matcher days = DAYS.matcher(text);
    if (months.matches()) {
      long years = number(months.group("years"));
      return new Frequency(
          Unit.MONTHS,
          Math.addExact(
              Math.multiplyExact(years, MONTHS_OF_A_YEAR), number(months.group("months"))));
    } else if (days.matches()) {
      return new Frequency(Unit.DAYS, number(days.group("days")));
    }
    Matcher weeks = WEEKS.matcher(text);
    return weeks.matches()
        ? new Frequency(Unit.DAYS, Math.multiplyExact(number(weeks.group("weeks")), DAYS_OF_A_WEEK))
        : null;
  }

  private static long number(String text) {
    return text == null ? 0 : Long.parseLong(text);
  }

  /** The text that {@link #parse} reads. */
  public String text() {
    return switch (unit) {
      case MICROS -> Duration.of(count, ChronoUnit.MICROS).toString();
      case DAYS -> "P" + count + "D";
      case BUSINESS_DAYS -> BUSINESS_DAY;
      case MONTHS ->
          count % MONTHS_OF_A_YEAR == 0 ? "P" + count / MONTHS_OF_A_YEAR + "Y" : "P" + count + "M";
      case NUMBERS -> Long.toString(count);
    };
  }

  /** What of the calendar may matter to rows at this distance; at least one feature. */
  public List<CalendarFeature> calendar() {
    return switch (unit) {
      case MICROS ->
          count < ChronoUnit.HOURS.getDuration().toNanos() / 1000
              ? List.of(
                  CalendarFeature.MINUTE_OF_HOUR,
                  CalendarFeature.HOUR_OF_DAY,
                  CalendarFeature.DAY_OF_WEEK)
              : List.of(
                  CalendarFeature.HOUR_OF_DAY,
                  CalendarFeature.DAY_OF_WEEK,
                  CalendarFeature.DAY_OF_YEAR);
      case DAYS ->
          count % DAYS_OF_A_WEEK == 0
              ? List.of(CalendarFeature.WEEK_OF_YEAR)
              : List.of(
                  CalendarFeature.DAY_OF_WEEK,
                  CalendarFeature.DAY_OF_MONTH,
                  CalendarFeature.DAY_OF_YEAR);
      case BUSINESS_DAYS ->
          List.of(
              CalendarFeature.DAY_OF_WEEK,
              CalendarFeature.DAY_OF_MONTH,
              CalendarFeature.DAY_OF_YEAR);
      case MONTHS -> List.of(CalendarFeature.MONTH_OF_YEAR);
      case NUMBERS -> throw new IllegalStateException("whole numbers have no calendar");
    };
  }

  /** The same frequency, of times that are ends of months or not. */
  public Frequency atMonthEnds(boolean areEnds) {
    return new Frequency(unit, count, areEnds && unit == Unit.MONTHS);
  }

  /**
   * The same frequency, as times of this kind have it.
   *
   * @param column name of the time column in messages
   * @throws UserException if they cannot have it
   */
  public Frequency on(TimeAxis axis, String column) {
    if ((unit == Unit.NUMBERS) == axis.isCalendar()) {
      throw UserException.of(
          "{data.frequency} is %s, but column '%s' holds %s; expected %s",
          text(),
          column,
          axis.isCalendar() ? "times" : "whole numbers",
          axis.isCalendar() ? "a duration such as PT30M or P1D" : "a whole number");
    }
    if (axis.kind() != TimeAxis.Kind.DATE || unit != Unit.MICROS) {
      return this;
    }
    long day = ChronoUnit.DAYS.getDuration().dividedBy(Duration.of(1, ChronoUnit.MICROS));
    if (count % day != 0) {
      throw UserException.of(
          "{data.frequency} is %s, but column '%s' holds dates without a time of day; expected days, months or years such as P1D",
          text(), column);
    }
    return new Frequency(Unit.DAYS, count / day);
  }
}
