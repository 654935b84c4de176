package org.sparklstm.job.time;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The distances between consecutive rows of a series: how many there are of each kind. It tells the
 * frequency of a panel, and how a series deviates from it.
 */
public final class Spacing implements Serializable {
  /** Kinds of distances that are told apart; a regular series has at most a few. */
  private static final int KINDS = 16;

  private static final int BUSINESS_DAYS = 5;

  /** Shorter distances are neither days nor months, whatever clocks do. */
  private static final long DAYS_FROM = TimeUnit.HOURS.toMicros(20);

  private final TimeAxis axis;
  private final List<Kind> kinds = new ArrayList<>(1);
  private long rows;
  private long last;
  private long others;
  private long firstOther;
  private int dayOfMonth;
  private boolean allMonthEnds = true;
  private boolean sameDayOfMonth = true;
  private boolean allMonths = true;
  private boolean allDays = true;

  public Spacing(TimeAxis axis) {
    this.axis = axis;
  }

  /**
   * Distances of one kind.
   *
   * <p>Its fields: the distance in positions, whole days of the wall clock or 0, whole months or 0,
   * up to a week of business days or 0; how many there are, and the first position that has it.
   */
  static final class Kind implements Serializable {
    final long distance;
    final long days;
    final long months;
    final int businessDays;
    final long first;
    long count;

    Kind(long distance, long days, long months, int businessDays, long first) {
      this.distance = distance;
      this.days = days;
      this.months = months;
      this.businessDays = businessDays;
      this.first = first;
    }

    private boolean isLike(Kind other) {
      return distance == other.distance
          && days == other.days
          && months == other.months
          && businessDays == other.businessDays;
    }
  }

  /** Adds the position of the next row. A second row of the same time is ignored. */
  public void add(long position) {
    if (rows == 0) {
      observeNumber(position);
      observeDay(position);
    } else if (position != last) {
      observe(last, position);
    }
    rows++;
    last = position;
  }

  private void observe(long previous, long next) {
    observeNumber(next);
    Kind kind = kind(previous, next);
    for (Kind known : kinds) {
      if (known.isLike(kind)) {
        known.count++;
        return;
      }
    }
    if (kinds.size() == KINDS) {
      // what is rare makes room: a distance that comes late may be the usual one
      Kind rarest = Collections.min(kinds, Comparator.comparingLong(one -> one.count));
      firstOther = others == 0 ? rarest.first : Math.min(firstOther, rarest.first);
      others += rarest.count;
      kinds.remove(rarest);
    }
    kind.count = 1;
    kinds.add(kind);
  }

  private Kind kind(long previous, long next) {
    // beyond what a long can say it is as good as the largest
    long distance = next - previous < 0 ? Long.MAX_VALUE : next - previous;
    boolean isShort = axis.kind() != TimeAxis.Kind.DATE && distance < DAYS_FROM;
    if (!axis.isCalendar() || isShort) {
      return new Kind(distance, 0, 0, 0, previous);
    }
    LocalDateTime from = axis.calendar(previous);
    LocalDateTime to = axis.calendar(next);
    observeDay(to.toLocalDate());
    if (!from.toLocalTime().equals(to.toLocalTime())) {
      return new Kind(distance, 0, 0, 0, previous);
    }
    long days = ChronoUnit.DAYS.between(from, to);
    int businessDays = businessDays(from.toLocalDate(), to.toLocalDate());
    long months = wholeMonths(from.toLocalDate(), to.toLocalDate());
    return new Kind(distance, days, months, businessDays, previous);
  }

  private static int businessDays(LocalDate from, LocalDate to) {
    for (int days = 1; days <= BUSINESS_DAYS; days++) {
      if (Timeline.businessDay(from, days).equals(to)) {
        return days;
      }
    }
    return 0;
  }

  /** The months between two days, or 0 if they are not whole months apart. */
  private static long wholeMonths(LocalDate from, LocalDate to) {
    int day = to.getDayOfMonth() - from.getDayOfMonth();
    boolean isWhole = day == 0 || (day < 0 ? isMonthEnd(to) : isMonthEnd(from));
    return isWhole ? ChronoUnit.MONTHS.between(from.withDayOfMonth(1), to.withDayOfMonth(1)) : 0;
  }

  static boolean isMonthEnd(LocalDate day) {
    return day.getDayOfMonth() == day.lengthOfMonth();
  }

  private void observeDay(long position) {
    if (axis.isCalendar()) {
      observeDay(axis.calendar(position).toLocalDate());
    }
  }

  private void observeDay(LocalDate day) {
    sameDayOfMonth &= dayOfMonth == 0 || dayOfMonth == day.getDayOfMonth();
    dayOfMonth = Math.max(dayOfMonth, day.getDayOfMonth());
    allMonthEnds &= isMonthEnd(day);
  }

  private void observeNumber(long position) {
    if (!axis.isCalendar()) {
      allMonths = allMonths && NumberedDates.isMonth(position);
      allDays = allDays && NumberedDates.isDay(position);
    }
  }

  List<Kind> kinds() {
    return kinds;
  }

  /** Number of distances of kinds that are not told apart. */
  long others() {
    return others;
  }

  long firstOther() {
    return firstOther;
  }

  /** Largest day of the month of rows that are a day or more apart. */
  int dayOfMonth() {
    return dayOfMonth;
  }

  /** Whether all rows that are a day or more apart are on the last days of their months. */
  public boolean allMonthEnds() {
    return allMonthEnds;
  }

  /** Whether the rows alone tell that they are ends of months: they are, on different days. */
  boolean provesMonthEnds() {
    return allMonthEnds && !sameDayOfMonth;
  }

  /** Whether all rows are whole numbers that read as year and month. */
  public boolean readsAsMonths() {
    return rows > 0 && allMonths && !axis.isCalendar();
  }

  /** Whether all rows are whole numbers that read as year, month and day. */
  public boolean readsAsDays() {
    return rows > 0 && allDays && !axis.isCalendar();
  }
}
