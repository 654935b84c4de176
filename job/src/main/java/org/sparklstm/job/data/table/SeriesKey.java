package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.spark.Sessions;

/** Identifies a series by the texts of its id columns. Keys are ordered by those texts. */
public record SeriesKey(String text) implements Serializable, Comparable<SeriesKey> {
  private static final char BETWEEN = '\u0001';
  private static final char ESCAPE = '\u0002';
  private static final String NULL = "\u0003";
  private static final DateTimeFormatter TIMES =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .toFormatter(Locale.ROOT);

  /**
   * The key of a row.
   *
   * @param columns the id columns, with which the row begins
   */
  public static SeriesKey of(Row row, StructField[] columns) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns.length; i++) {
      if (i > 0) {
        text.append(BETWEEN);
      }
      if (row.isNullAt(i)) {
        text.append(NULL);
      } else {
        escape(text(row.get(i), columns[i].dataType()), text);
      }
    }
    return new SeriesKey(text.toString());
  }

  /** The texts of keys as a column of a table with that schema. */
  public static Column text(StructType schema, List<String> names) {
    return column(schema, names, (row, columns) -> of(row, columns).text());
  }

  /** Keys as messages show them, as a column of a table with that schema. */
  public static Column shown(StructType schema, List<String> names) {
    return column(schema, names, (row, columns) -> of(row, columns).show(columns));
  }

  /** A text of the id columns of a row. */
  private interface Words extends Serializable {
    String of(Row row, StructField[] columns);
  }

  private static Column column(StructType schema, List<String> names, Words words) {
    StructField[] columns = names.stream().map(schema::apply).toArray(StructField[]::new);
    UDF1<Row, String> text = row -> words.of(row, columns);
    return functions
        .udf(text, DataTypes.StringType)
        .apply(functions.struct(names.stream().map(Fields::column).toArray(Column[]::new)));
  }

  /**
   * The text of a value: the same on every machine, and for values that Spark takes for equal. A
   * timestamp is shown in UTC, in the form of 0.1.0.
   */
  private static String text(Object value, DataType type) {
    if (value instanceof Timestamp timestamp) {
      return text(timestamp.toInstant(), type);
    } else if (value instanceof Instant instant) {
      return TIMES.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    } else if (value instanceof Double number) {
      // to Spark -0.0 is 0.0
      return Double.toString(number + 0.0);
    } else if (value instanceof Float number) {
      return Float.toString(number + 0.0f);
    }
    return Sessions.comparable(value.toString(), type);
  }

  /** Escapes the separators in a text, so that different series never have the same key. */
  private static void escape(String value, StringBuilder text) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= BETWEEN && c <= NULL.charAt(0)) {
        text.append(ESCAPE);
        c = (char) (c + ESCAPE);
      }
      text.append(c);
    }
  }

  @Override
  public int compareTo(SeriesKey other) {
    return text.compareTo(other.text);
  }

  /** The texts of the id columns. */
  public List<String> ids(StructField[] columns) {
    return parts(columns).map(part -> part.equals(NULL) ? "null" : part).toList();
  }

  /** Whether an id column has no value. */
  public boolean lacksId(StructField[] columns) {
    return parts(columns).anyMatch(NULL::equals);
  }

  private Stream<String> parts(StructField[] columns) {
    return columns.length == 0
        ? Stream.empty()
        : Arrays.stream(text.split(String.valueOf(BETWEEN), -1));
  }

  /** The key as messages show it: {@code series store=7, item=milk}. */
  public String show(StructField[] columns) {
    if (columns.length == 0) {
      return "the series";
    }
    List<String> ids = ids(columns);
    return IntStream.range(0, columns.length)
        .mapToObj(i -> columns[i].name() + "=" + ids.get(i))
        .collect(Collectors.joining(", ", "series ", ""));
  }
}
