package org.sparklstm.job.time;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.sparklstm.job.Message;

/**
 * Times as whole numbers, called positions: microseconds since 1970 for timestamps, days for dates,
 * the number itself otherwise. A timestamp is an instant that the clocks of a time zone show; a
 * timestamp without a zone is what a clock shows.
 *
 * @param kind what the time column holds
 * @param zone time zone of timestamps; UTC for all others
 */
public record TimeAxis(Kind kind, ZoneId zone) implements Serializable {
  private static final long MICROS = TimeUnit.SECONDS.toMicros(1);

  /** What a time column holds. */
  public enum Kind {
    /** Instants. */
    TIMESTAMP,
    /** Dates with a time of day. */
    LOCAL_TIMESTAMP,
    /** Dates. */
    DATE,
    /** Whole numbers. */
    NUMBER
  }

  /**
   * The axis for a column of that type, or null if the type cannot be a time.
   *
   * @param zone time zone in which timestamps are read
   */
  public static TimeAxis of(DataType type, ZoneId zone) {
    if (type.equals(DataTypes.TimestampType)) {
      return new TimeAxis(Kind.TIMESTAMP, zone);
    } else if (type.equals(DataTypes.TimestampNTZType)) {
      return new TimeAxis(Kind.LOCAL_TIMESTAMP, ZoneOffset.UTC);
    } else if (type.equals(DataTypes.DateType)) {
      return new TimeAxis(Kind.DATE, ZoneOffset.UTC);
    } else if (type.equals(DataTypes.LongType)
        || type.equals(DataTypes.IntegerType)
        || type.equals(DataTypes.ShortType)
        || type.equals(DataTypes.ByteType)) {
      return new TimeAxis(Kind.NUMBER, ZoneOffset.UTC);
    }
    return null;
  }

  /** Whether the times are those of a calendar. */
  public boolean isCalendar() {
    return kind != Kind.NUMBER;
  }

  /**
   * The column in the form that {@link #position(Object)} reads. Spark's own Java types of
   * timestamps and dates confuse days of October 1582.
   */
  public Column read(Column column) {
    return switch (kind) {
      case TIMESTAMP -> functions.unix_micros(column);
      case DATE -> functions.unix_date(column).cast(DataTypes.LongType);
      case NUMBER -> column.cast(DataTypes.LongType);
      case LOCAL_TIMESTAMP -> column;
    };
  }

  /** The position of a value of {@link #read}. */
  public long position(Object value) {
    return value instanceof LocalDateTime local
        ? micros(local.toInstant(ZoneOffset.UTC))
        : (long) value;
  }

  /** The value of {@link #read} at a position. */
  public Object raw(long position) {
    return kind == Kind.LOCAL_TIMESTAMP ? calendar(position) : (Object) position;
  }

  /** The value of the table's type. */
  public Object value(long position) {
    return switch (kind) {
      case TIMESTAMP -> instant(position);
      case LOCAL_TIMESTAMP -> calendar(position);
      case DATE -> LocalDate.ofEpochDay(position);
      case NUMBER -> position;
    };
  }

  /** What calendar and clock show, at midnight for dates; not for numbers. */
  public LocalDateTime calendar(long position) {
    return switch (kind) {
      case TIMESTAMP, LOCAL_TIMESTAMP -> LocalDateTime.ofInstant(instant(position), zone);
      case DATE -> LocalDate.ofEpochDay(position).atStartOfDay();
      case NUMBER -> throw new IllegalStateException("a number is no date");
    };
  }

  /**
   * The first position at which calendar and clock show that. Where clocks are set forward and
   * never show it, it is as much later as they are set.
   */
  public long position(LocalDateTime calendar) {
    return kind == Kind.DATE
        ? calendar.toLocalDate().toEpochDay()
        : micros(calendar.atZone(zone).toInstant());
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS),
        TimeUnit.MICROSECONDS.toNanos(Math.floorMod(micros, MICROS)));
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS),
        TimeUnit.NANOSECONDS.toMicros(instant.getNano()));
  }

  /** Warns if timestamps are not read in the time zone of the session. */
  public void warnOfOtherZone(ZoneId session, Consumer<Message> warnings) {
    if (kind == Kind.TIMESTAMP && !zone.getRules().equals(session.getRules())) {
      warnings.accept(
          Message.of(
              "the model reads timestamps in the time zone %s, in which it was trained; that of the session is %s",
              zone, session));
    }
  }

  /** A position as a text that {@link #parse} reads. */
  public String text(long position) {
    return isCalendar() ? calendar(position).toString() : Long.toString(position);
  }

  /**
   * The position of a date such as 2025-01-31, of a time such as 2025-01-31T18:00 (or with a
   * space), or of a number.
   *
   * @throws java.time.format.DateTimeParseException if it is no date, or on an axis of dates no
   *     beginning of a day
   * @throws NumberFormatException if it is no whole number
   */
  public long parse(String text) {
    if (!isCalendar()) {
      return Long.parseLong(text);
    }
    LocalDateTime time =
        text.matches("[0-9-]+")
            ? LocalDate.parse(text).atStartOfDay()
            : LocalDateTime.parse(text.replace(' ', 'T'));
    if (kind == Kind.DATE && !time.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new DateTimeParseException("dates have no time of day", text, 0);
    }
    return position(time);
  }

  /** A position as messages show it. */
  public String show(long position) {
    return switch (kind) {
      case TIMESTAMP, LOCAL_TIMESTAMP -> calendar(position).toString().replace('T', ' ');
      case DATE -> LocalDate.ofEpochDay(position).toString();
      case NUMBER -> Long.toString(position);
    };
  }

  /** A distance between two positions as messages show it. */
  public String showDistance(long distance) {
    return switch (kind) {
      case TIMESTAMP, LOCAL_TIMESTAMP -> showMicros(distance);
      case DATE -> distance + (distance == 1 ? " day" : " days");
      case NUMBER -> Long.toString(distance);
    };
  }

  private static String showMicros(long micros) {
    for (TimeUnit unit :
        new TimeUnit[] {TimeUnit.DAYS, TimeUnit.HOURS, TimeUnit.MINUTES, TimeUnit.SECONDS}) {
      long one = unit.toMicros(1);
      if (micros % one == 0 && micros >= one) {
        String name = unit.name().toLowerCase(Locale.ROOT);
        long count = micros / one;
        return count == 1 ? "1 " + name.substring(0, name.length() - 1) : count + " " + name;
      }
    }
    return micros + " microseconds";
  }
}
