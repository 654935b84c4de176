package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.time.format.DateTimeParseException;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.time.TimeAxis;

/**
 * The times at which spans begin, as positions on the axis of the table.
 *
 * @param validation first time of the validation span
 * @param test first time of the test span
 */
record SplitDates(long validation, long test) implements Serializable {
  /**
   * The times of a configuration whose spans are given as dates.
   *
   * @throws UserException if they cannot be read, or are in the wrong order
   */
  static SplitDates of(SplitConfig split, TimeAxis axis) {
    long test =
        split.testFrom().isEmpty()
            ? Long.MAX_VALUE
            : position(split.testFrom(), "data.split.test-from", axis);
    long validation =
        split.validationFrom().isEmpty()
            ? test
            : position(split.validationFrom(), "data.split.validation-from", axis);
    if (validation > test) {
      throw UserException.of(
          "{data.split.validation-from} is %s, after {data.split.test-from}, %s: validation comes first",
          split.validationFrom(), split.testFrom());
    }
    return new SplitDates(validation, test);
  }

  private static long position(String text, String key, TimeAxis axis) {
    try {
      return axis.parse(text);
    } catch (DateTimeParseException | NumberFormatException e) {
      throw UserException.of(
          "{" + key + "} is '%s', expected %s",
          text,
          axis.isCalendar()
              ? axis.kind() == TimeAxis.Kind.DATE
                  ? "a date such as 2025-01-31, because the times of the table are dates"
                  : "a date such as 2025-01-31, or a time such as 2025-01-31 18:00"
              : "a whole number, as {data.time} has");
    }
  }
}
