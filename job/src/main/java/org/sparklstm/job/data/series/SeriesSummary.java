package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.time.Spacing;

/** The length, spacing and defects of a series, found in one pass. */
public final class SeriesSummary implements Serializable {
  private final SeriesKey key;
  private final Spacing spacing;
  private final long[] missing;
  private final long[] firstMissing;
  private final long[] filled;
  private final boolean[] seen;
  private final FixedValues fixed;
  private long wholeFrom;
  private long filledFrom;
  private long rows;
  private long nullTimes;
  private long duplicates;
  private long firstDuplicate;
  private long firstPosition;
  private long lastPosition;
  private final SplitDates dates;
  private long beforeValidation;
  private long beforeTest;

  private SeriesSummary(SeriesKey key, SeriesColumns columns) {
    this.key = key;
    fixed = new FixedValues(columns.panel());
    spacing = new Spacing(columns.axis());
    missing = new long[columns.values().size()];
    firstMissing = new long[missing.length];
    filled = new long[missing.length];
    seen = new boolean[missing.length];
    dates = columns.dates().orElse(null);
  }

  /** Summaries of all series in arranged rows. */
  static Iterator<SeriesSummary> of(Iterator<Row> rows, SeriesColumns columns) {
    SeriesCursor cursor = new SeriesCursor(rows, columns, Missing.SKIP_WINDOW);
    List<SeriesSummary> summaries = new ArrayList<>();
    SeriesSummary current = null;
    while (cursor.advance()) {
      if (cursor.rowInSeries() == 0) {
        current = new SeriesSummary(cursor.key(), columns);
        summaries.add(current);
      }
      current.observe(cursor);
    }
    return summaries.iterator();
  }

  private void observe(SeriesCursor cursor) {
    if (cursor.isTimeAbsent()) {
      nullTimes++;
    } else {
      observePosition(cursor.position());
    }
    for (int column = 0; column < missing.length; column++) {
      if (cursor.isAbsent(column)) {
        wholeFrom = rows + 1;
        filledFrom = seen[column] ? filledFrom : rows + 1;
        filled[column] += seen[column] ? 1 : 0;
        if (missing[column]++ == 0) {
          firstMissing[column] = cursor.position();
        }
      }
      seen[column] |= !cursor.isAbsent(column);
    }
    fixed.row(cursor);
    rows++;
  }

  private void observePosition(long position) {
    if (rows == nullTimes) {
      firstPosition = position;
    } else if (position == lastPosition) {
      if (duplicates++ == 0) {
        firstDuplicate = position;
      }
    }
    if (dates != null) {
      beforeValidation += position < dates.validation() ? 1 : 0;
      beforeTest += position < dates.test() ? 1 : 0;
    }
    spacing.add(position);
    lastPosition = position;
  }

  SeriesKey key() {
    return key;
  }

  /** The static values and classes. */
  FixedValues fixed() {
    return fixed;
  }

  long rows() {
    return rows;
  }

  /** The spans of the series. */
  SplitBounds bounds(SplitConfig split) {
    return dates == null ? split.bounds(rows) : new SplitBounds(beforeValidation, beforeTest, rows);
  }

  public Spacing spacing() {
    return spacing;
  }

  /** The earliest time of a series whose rows all have a time. */
  public long firstTime() {
    return firstPosition;
  }

  /** The latest time of a series whose rows all have a time. */
  public long lastTime() {
    return lastPosition;
  }

  /** Number of rows without a number in that column. */
  long missing(int column) {
    return missing[column];
  }

  /** Number of missing values in that column that come after a number, which fills them. */
  long filled(int column) {
    return filled[column];
  }

  /** The same in all of the first columns. */
  long filledAmong(int columns) {
    return LongStream.of(filled).limit(columns).sum();
  }

  long firstMissing(int column) {
    return firstMissing[column];
  }

  /** Number of rows after the last gap, once missing values have been treated. */
  public long wholeTail(Missing missing) {
    return rows - (missing == Missing.FORWARD_FILL ? filledFrom : wholeFrom);
  }

  long nullTimes() {
    return nullTimes;
  }

  /** Number of rows with the same time as the row before. */
  long duplicates() {
    return duplicates;
  }

  long firstDuplicate() {
    return firstDuplicate;
  }
}
