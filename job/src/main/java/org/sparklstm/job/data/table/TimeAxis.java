package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Converts the values of a time column to whole numbers and back: microseconds since 1970 for
 * timestamps, days for dates, the number itself otherwise.
 */
public enum TimeAxis implements Serializable {
  TIMESTAMP {
    @Override
    public long position(Object value) {
      return ChronoUnit.MICROS.between(
          Instant.EPOCH,
          value instanceof Timestamp timestamp ? timestamp.toInstant() : (Instant) value);
    }

    @Override
    public Object value(long position) {
      return Timestamp.from(Instant.EPOCH.plus(position, ChronoUnit.MICROS));
    }

    @Override
    public LocalDateTime calendar(long position) {
      return LocalDateTime.ofInstant(
          Instant.EPOCH.plus(position, ChronoUnit.MICROS), ZoneOffset.UTC);
    }
  },
  LOCAL_TIMESTAMP {
    @Override
    public long position(Object value) {
      return ChronoUnit.MICROS.between(
          Instant.EPOCH, ((LocalDateTime) value).toInstant(ZoneOffset.UTC));
    }

    @Override
    public Object value(long position) {
      return calendar(position);
    }

    @Override
    public LocalDateTime calendar(long position) {
      return TIMESTAMP.calendar(position);
    }
  },
  DATE {
    @Override
    public long position(Object value) {
      LocalDate date = value instanceof java.sql.Date sql ? sql.toLocalDate() : (LocalDate) value;
      return date.toEpochDay();
    }

    @Override
    public Object value(long position) {
      return java.sql.Date.valueOf(LocalDate.ofEpochDay(position));
    }

    @Override
    public LocalDateTime calendar(long position) {
      return LocalDate.ofEpochDay(position).atStartOfDay();
    }
  },
  NUMBER {
    @Override
    public long position(Object value) {
      return ((Number) value).longValue();
    }

    @Override
    public Object value(long position) {
      return position;
    }

    @Override
    public LocalDateTime calendar(long position) {
      return null;
    }
  };

  public abstract long position(Object value);

  public abstract Object value(long position);

  /** Date and time of a position, or null if the time column holds numbers. */
  public abstract LocalDateTime calendar(long position);

  /** The position of a date and time. */
  public long position(LocalDateTime calendar) {
    return this == DATE
        ? calendar.toLocalDate().toEpochDay()
        : ChronoUnit.MICROS.between(Instant.EPOCH, calendar.toInstant(ZoneOffset.UTC));
  }

  /** A position as messages show it. */
  public String show(long position) {
    LocalDateTime calendar = calendar(position);
    if (calendar == null) {
      return Long.toString(position);
    }
    return this == DATE ? calendar.toLocalDate().toString() : calendar.toString().replace('T', ' ');
  }

  /** A distance between two positions as messages show it. */
  public String showDistance(long distance) {
    return switch (this) {
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

  /** The axis for a column of that type, or null if the type cannot be a time. */
  public static TimeAxis of(DataType type) {
    if (type.equals(DataTypes.TimestampType)) {
      return TIMESTAMP;
    } else if (type.equals(DataTypes.TimestampNTZType)) {
      return LOCAL_TIMESTAMP;
    } else if (type.equals(DataTypes.DateType)) {
      return DATE;
    } else if (type.equals(DataTypes.LongType)
        || type.equals(DataTypes.IntegerType)
        || type.equals(DataTypes.ShortType)
        || type.equals(DataTypes.ByteType)) {
      return NUMBER;
    }
    return null;
  }
}
