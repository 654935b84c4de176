package org.sparklstm.job.time;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Whole numbers such as 202401 and 20240131, which read as dates but do not go on as they do. */
final class NumberedDates {
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2199;
  private static final int HUNDRED = 100;

  private NumberedDates() {}

  /** Whether a number reads as year and month. */
  static boolean isMonth(long number) {
    long month = number % HUNDRED;
    return isYear(number / HUNDRED) && month >= 1 && month <= 12;
  }

  /** Whether a number reads as year, month and day. */
  static boolean isDay(long number) {
    long month = number / HUNDRED;
    if (!isMonth(month)) {
      return false;
    }
    try {
      LocalDate.of((int) (month / HUNDRED), (int) (month % HUNDRED), (int) (number % HUNDRED));
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isYear(long year) {
    return year >= FIRST_YEAR && year <= LAST_YEAR;
  }
}
