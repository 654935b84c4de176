package org.sparklstm.job.config;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.Setting.InModel;

/** {@code data.split}: the spans of each series, as shares, numbers of rows or dates. */
public record SplitConfig(
    @Setting(
            value = "share of each series (at most 1) or number of rows to train on",
            or = "0.7",
            min = 0,
            inModel = InModel.RECORDED,
            param = "trainSplit",
            paramOf = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG})
        double train,
    @Setting(
            value = "share or number of rows that follow, to validate on; 0 for none",
            or = "0.1",
            min = 0,
            inModel = InModel.RECORDED,
            param = "validationSplit",
            paramOf = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG})
        double validation,
    @Setting(
            value = "share or number of rows that follow, to test on; 0 for none",
            or = "0.2",
            min = 0,
            inModel = InModel.RECORDED,
            param = "testSplit",
            paramOf = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG})
        double test,
    @Setting(
            value =
                "what the spans are given as: share, rows, rows-from-end (the last rows are for the test, those before for validation, train is the rest), date (from data.split.validation-from and data.split.test-from on), sequences (for tasks next and tag: a hash of each sequence decides the span of all of it), or auto (rows if train is above 1, else shares; for tasks next and tag sequences, but shares of the texts of task next)",
            or = "auto",
            inModel = InModel.RECORDED,
            param = "splitUnit",
            paramOf = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG},
            tasks = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG})
        Unit unit,
    @Setting(
            value =
                "first time of the validation span if the unit is date, such as 2025-01-31 or 2025-01-31 18:00, or a whole number as in data.time; empty for none",
            or = "",
            inModel = InModel.RECORDED,
            param = "validationFrom",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        String validationFrom,
    @Setting(
            value = "first time of the test span if the unit is date; empty for none",
            or = "",
            inModel = InModel.RECORDED,
            param = "testFrom",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        String testFrom,
    @Setting(
            value =
                "columns whose rows all go to one span, such as the device of a sequence; auto: those of data.series-id for windows that are cut, else none; [] for none",
            or = "[auto]",
            inModel = InModel.RECORDED,
            tasks = {TaskKind.CLASSIFY, TaskKind.REGRESS, TaskKind.NEXT, TaskKind.TAG})
        List<String> by)
    implements Serializable {

  /** What the spans are given as. */
  public enum Unit {
    AUTO,
    SHARE,
    @ForTasks(TaskKind.FORECAST)
    ROWS,
    @ForTasks(TaskKind.FORECAST)
    ROWS_FROM_END,
    @ForTasks(TaskKind.FORECAST)
    DATE,
    @ForTasks({TaskKind.NEXT, TaskKind.TAG})
    SEQUENCES
  }

  private static final List<String> AUTO = List.of("auto");

  /** All rows are trained on. */
  static SplitConfig allRows() {
    return new SplitConfig(1, 0, 0, Unit.SHARE, "", "", AUTO);
  }

  /** The last rows of each series are for the test. */
  public static SplitConfig lastRows(long rows) {
    return new SplitConfig(0, 0, rows, Unit.ROWS_FROM_END, "", "", AUTO);
  }

  /** Rounding error allowed in sums of shares such as 0.7 + 0.1 + 0.2. */
  private static final double ROUNDING = 1e-9;

  public SplitConfig {
    Ranges.check(
        SplitConfig.class,
        "data.split",
        train,
        validation,
        test,
        unit,
        validationFrom,
        testFrom,
        by);
    if (unit == Unit.ROWS_FROM_END) {
      if (!isCount(validation) || !isCount(test)) {
        throw UserException.of(
            "{data.split.validation} is %s, {data.split.test} %s: numbers of rows from the end must be whole",
            validation, test);
      }
    } else if (unit == Unit.SHARE || unit == Unit.SEQUENCES || (unit == Unit.AUTO && train <= 1)) {
      double sum = train + validation + test;
      if (train > 1 || validation > 1 || test > 1 || sum > 1 + ROUNDING) {
        throw UserException.of(
            "{data.split.train} is %s, {data.split.validation} %s, {data.split.test} %s: shares must add up to at most 1 (or all be numbers of rows)",
            train, validation, test);
      }
    } else if (unit != Unit.DATE && (!whole(train) || !whole(validation) || !whole(test))) {
      throw UserException.of(
          "{data.split.train} is %s, {data.split.validation} %s, {data.split.test} %s: numbers of rows must all be whole",
          train, validation, test);
    }
  }

  /** Refuses dates that have no effect, and spans of dates without any. */
  void checkDates() {
    boolean given = !validationFrom.isEmpty() || !testFrom.isEmpty();
    if (unit == Unit.DATE && !given) {
      throw UserException.of(
          "{data.split.unit} is date: give {data.split.validation-from}, {data.split.test-from} or both");
    } else if (unit != Unit.DATE && given) {
      throw UserException.of(
          "{data.split.validation-from} and {data.split.test-from} have an effect only if {data.split.unit} is date, which is %s",
          Keys.kebab(unit.name()));
    }
  }

  /** The time at which the train span ends, if the unit is date. */
  public String trainEnds() {
    return validationFrom.isEmpty() ? testFrom : validationFrom;
  }

  /** Whether a span is asked for. */
  public boolean wants(Split span) {
    return switch (span) {
      case TRAIN -> unit == Unit.DATE || unit == Unit.ROWS_FROM_END || train > 0;
      case VALIDATION -> unit == Unit.DATE ? !validationFrom.isEmpty() : validation > 0;
      case TEST -> unit == Unit.DATE ? !testFrom.isEmpty() : test > 0;
    };
  }

  /**
   * The columns whose rows all go to one span.
   *
   * @param auto what they are unless they are given
   */
  public List<String> by(List<String> auto) {
    return by.equals(AUTO) ? auto : by;
  }

  /** Whether the spans are numbers of rows from the beginning. */
  public boolean isRows() {
    return unit == Unit.ROWS || (unit == Unit.AUTO && train > 1);
  }

  /** Rows of all spans together, if they are numbers of rows. */
  public long rows() {
    return (long) (train + validation + test);
  }

  /** The spans of a series with that many rows, unless they are given as dates. */
  public SplitBounds bounds(long rows) {
    if (unit == Unit.ROWS_FROM_END) {
      long testStart = Math.max(0, rows - (long) test);
      return new SplitBounds(Math.max(0, testStart - (long) validation), testStart, rows);
    }
    return new SplitBounds(
        end(rows, train), end(rows, train + validation), end(rows, train + validation + test));
  }

  private long end(long rows, double upTo) {
    return Math.min(rows, !isRows() ? (long) Math.floor(rows * upTo + ROUNDING) : (long) upTo);
  }

  private static boolean isCount(double number) {
    return number == Math.rint(number);
  }

  private static boolean whole(double number) {
    return number == Math.rint(number) && (number == 0 || number >= 1);
  }
}
