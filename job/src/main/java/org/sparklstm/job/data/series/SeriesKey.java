package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** Identifies a series by the texts of its id columns. Keys are ordered by those texts. */
public record SeriesKey(String text) implements Serializable, Comparable<SeriesKey> {
  private static final char BETWEEN = '\u0001';
  private static final char ESCAPE = '\u0002';
  private static final String NULL = "\u0003";

  public static SeriesKey of(Row row, int columns) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      if (i > 0) {
        text.append(BETWEEN);
      }
      if (row.isNullAt(i)) {
        text.append(NULL);
      } else {
        escape(row.get(i).toString(), text);
      }
    }
    return new SeriesKey(text.toString());
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

  /** The key as messages show it: {@code series store=7, item=milk}. */
  public String show(StructField[] columns) {
    if (columns.length == 0) {
      return "the series";
    }
    String[] parts = text.split(String.valueOf(BETWEEN), -1);
    return IntStream.range(0, columns.length)
        .mapToObj(i -> columns[i].name() + "=" + (parts[i].equals(NULL) ? "null" : parts[i]))
        .collect(Collectors.joining(", ", "series ", ""));
  }
}
