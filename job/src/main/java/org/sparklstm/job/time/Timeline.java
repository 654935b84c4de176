package org.sparklstm.job.time;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.sparklstm.job.UserException;

/**
 * How the times of one series go on. Periods of days and longer go by the wall clock, shorter ones
 * by elapsed time. Months keep the day of the month where they have it.
 *
 * @param dayOfMonth day that months go on with, if they have it
 * @param monthEnds whether months go on with their last day
 */
public record Timeline(TimeAxis axis, Frequency frequency, int dayOfMonth, boolean monthEnds)
    implements Serializable {
  private static final int DAYS_OF_A_WEEK = 7;
  private static final int BUSINESS_DAYS_OF_A_WEEK = 5;

  /** The times of a series with these distances, in a panel of this frequency. */
  public static Timeline of(TimeAxis axis, Frequency frequency, Spacing spacing) {
    return new Timeline(
        axis,
        frequency,
        spacing.dayOfMonth(),
        spacing.provesMonthEnds() || (spacing.allMonthEnds() && frequency.monthEnds()));
  }

  /** The times from one row to the next. */
  public static Timeline between(TimeAxis axis, Frequency frequency, long from, long to) {
    if (frequency.unit() != Frequency.Unit.MONTHS) {
      return new Timeline(axis, frequency, 0, false);
    }
    LocalDate first = axis.calendar(from).toLocalDate();
    LocalDate second = axis.calendar(to).toLocalDate();
    // two rows do not prove that the series is one of ends of months
    boolean areEnds =
        frequency.monthEnds() && Spacing.isMonthEnd(first) && Spacing.isMonthEnd(second);
    return new Timeline(
        axis, frequency, Math.max(first.getDayOfMonth(), second.getDayOfMonth()), areEnds);
  }

  /**
   * The position some periods after another.
   *
   * @throws UserException if there is no such time
   */
  public long after(long position, long periods) {
    try {
      return exactlyAfter(position, periods);
    } catch (ArithmeticException | DateTimeException e) {
      throw UserException.of(
          "the time %d periods of %s after %s is beyond what the time column can hold",
          periods, frequency.text(), axis.show(position));
    }
  }

  private long exactlyAfter(long position, long periods) {
    long units = Math.multiplyExact(periods, frequency.count());
    return switch (frequency.unit()) {
      case MICROS, NUMBERS -> Math.addExact(position, units);
      case DAYS -> axis.position(axis.calendar(position).plusDays(units));
      case BUSINESS_DAYS -> {
        LocalDateTime from = axis.calendar(position);
        yield axis.position(businessDay(from.toLocalDate(), units).atTime(from.toLocalTime()));
      }
      case MONTHS -> {
        LocalDateTime from = axis.calendar(position);
        yield axis.position(month(from.toLocalDate(), units).atTime(from.toLocalTime()));
      }
    };
  }

  private LocalDate month(LocalDate from, long months) {
    LocalDate first = from.withDayOfMonth(1).plusMonths(months);
    // the end of a short month may stand for a later day
    int day =
        Spacing.isMonthEnd(from)
            ? Math.max(dayOfMonth, from.getDayOfMonth())
            : from.getDayOfMonth();
    return first.withDayOfMonth(
        monthEnds ? first.lengthOfMonth() : Math.min(day, first.lengthOfMonth()));
  }

  /** The day {@code days} business days later; Saturday and Sunday count as the Friday before. */
  static LocalDate businessDay(LocalDate from, long days) {
    int weekday = Math.min(from.getDayOfWeek().getValue(), BUSINESS_DAYS_OF_A_WEEK) - 1;
    LocalDate monday = from.minusDays(from.getDayOfWeek().getValue() - 1L);
    long all = Math.addExact(weekday, days);
    return monday
        .plusWeeks(Math.floorDiv(all, BUSINESS_DAYS_OF_A_WEEK))
        .plusDays(Math.floorMod(all, BUSINESS_DAYS_OF_A_WEEK));
  }

  /** The number of periods from one position to a later one, or 0 if they are not whole. */
  public long periods(long from, long to) {
    long estimate = units(from, to) / frequency.count();
    try {
      for (long periods = Math.max(1, estimate - 2); periods <= estimate + 2; periods++) {
        if (exactlyAfter(from, periods) == to) {
          return periods;
        }
      }
    } catch (ArithmeticException | DateTimeException e) {
      // no later time exists
    }
    return 0;
  }

  /** About so many units: weekends, ends of months and clock changes round it. */
  private long units(long from, long to) {
    return switch (frequency.unit()) {
      case MICROS, NUMBERS -> to - from;
      case DAYS -> ChronoUnit.DAYS.between(axis.calendar(from), axis.calendar(to));
      case BUSINESS_DAYS ->
          ChronoUnit.DAYS.between(axis.calendar(from), axis.calendar(to))
              * BUSINESS_DAYS_OF_A_WEEK
              / DAYS_OF_A_WEEK;
      case MONTHS -> ChronoUnit.MONTHS.between(axis.calendar(from), axis.calendar(to));
    };
  }

  /**
   * How a series deviates from its timeline.
   *
   * @param gaps number of distances of several periods
   * @param missing number of rows that are missing in them
   * @param odd number of distances that are not whole periods
   * @param others number of further distances, of more lengths than are told apart: most are gaps,
   *     too
   * @param first the row before the first of them
   */
  public record Deviation(long gaps, long missing, long odd, long others, long first) {
    /** Whether there is none. */
    public boolean isNone() {
      return gaps + odd + others == 0;
    }
  }

  /** The deviation of a series with these distances. */
  public Deviation deviation(Spacing spacing) {
    long gaps = 0;
    long missing = 0;
    long odd = 0;
    long others = spacing.others();
    long first = others > 0 ? spacing.firstOther() : Long.MAX_VALUE;
    for (Spacing.Kind kind : spacing.kinds()) {
      long periods = periods(kind.first, kind.first + kind.distance);
      if (periods != 1) {
        first = Math.min(first, kind.first);
        gaps += periods > 1 ? kind.count : 0;
        missing += periods > 1 ? Math.multiplyExact(periods - 1, kind.count) : 0;
        odd += periods == 0 ? kind.count : 0;
      }
    }
    return new Deviation(gaps, missing, odd, others, first);
  }
}
