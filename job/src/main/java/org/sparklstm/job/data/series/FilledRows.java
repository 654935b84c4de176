package org.sparklstm.job.data.series;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.Timeline;

/**
 * Arranged rows with rows inserted for the times that have none. Inserted rows hold no values. Rows
 * that are off the frequency are kept, and nothing is inserted next to them.
 */
public final class FilledRows implements Iterator<Row> {
  /** More inserted rows in one series mean that the frequency is wrong. */
  private static final long MOST = 1 << 24;

  private final Iterator<Row> rows;
  private final SeriesColumns columns;
  private final Frequency frequency;

  /** The row to return next, unless rows before it are missing. */
  private Row upcoming;

  private SeriesKey key;
  private Timeline timeline;
  private long last;
  private long inserted;
  private long given;

  /** Rows missing between the last one given and the next, and how many of them are inserted. */
  private long missing;

  private long steps;

  public FilledRows(Iterator<Row> rows, SeriesColumns columns, Frequency frequency) {
    this.rows = rows;
    this.columns = columns;
    this.frequency = frequency;
    advance();
  }

  private void advance() {
    Row before = upcoming;
    upcoming = rows.hasNext() ? rows.next() : null;
    SeriesKey next = upcoming == null ? null : columns.key(upcoming);
    boolean isSame = next != null && next.equals(key);
    if (!isSame) {
      refuseMoreThan(given);
      inserted = 0;
      given = 0;
    }
    given++;
    key = next;
    missing = 0;
    int time = columns.timeIndex();
    if (isSame && !before.isNullAt(time) && !upcoming.isNullAt(time)) {
      last = columns.axis().position(before.get(time));
      long position = columns.axis().position(upcoming.get(time));
      timeline = Timeline.between(columns.axis(), frequency, last, position);
      missing = timeline.periods(last, position) - 1;
      steps = 0;
    }
  }

  private void refuseMoreThan(long most) {
    if (inserted > most) {
      throw refusal(columns, key, inserted, given, frequency);
    }
  }

  /** The error for a series that has fewer rows than are missing. */
  static UserException refusal(
      SeriesColumns columns, SeriesKey key, long missing, long given, Frequency frequency) {
    return UserException.of(
        "{data.gaps} = fill would insert %,d rows or more into the %,d of %s, if its rows are %s apart: more than it has are not made up. If that distance is wrong, set {data.frequency}; if rows without a value are left out of the table, such as days without sales, put them in with the value 0; or set {data.gaps} = keep",
        missing, given, key.show(columns.seriesId()), frequency.text());
  }

  @Override
  public boolean hasNext() {
    return upcoming != null;
  }

  @Override
  public Row next() {
    if (upcoming == null) {
      throw new NoSuchElementException("no further row");
    }
    if (steps < missing) {
      steps++;
      inserted++;
      refuseMoreThan(Math.max(MOST, given));
      return empty(timeline.after(last, steps));
    }
    Row row = upcoming;
    advance();
    return row;
  }

  private Row empty(long position) {
    Object[] cells = new Object[upcoming.length()];
    for (int i = 0; i < columns.timeIndex(); i++) {
      cells[i] = upcoming.get(i);
    }
    cells[columns.timeIndex()] = columns.axis().raw(position);
    return RowFactory.create(cells);
  }
}
