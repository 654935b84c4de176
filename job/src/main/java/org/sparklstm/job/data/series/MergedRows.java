package org.sparklstm.job.data.series;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Arranged rows of a table and of a second one that says what is known ahead, in which a time of a
 * series that both have is one row: a value of the first table counts, and the second fills what is
 * null there.
 */
final class MergedRows implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final SeriesColumns columns;
  private Row upcoming;

  MergedRows(Iterator<Row> rows, SeriesColumns columns) {
    this.rows = rows;
    this.columns = columns;
    advance();
  }

  private void advance() {
    upcoming = rows.hasNext() ? rows.next() : null;
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
    Row row = upcoming;
    advance();
    while (upcoming != null && isOtherHalf(row, upcoming)) {
      row = merged(row, upcoming);
      advance();
    }
    return row;
  }

  /** Two rows of one table are a duplicate, which is refused later. */
  private boolean isOtherHalf(Row row, Row next) {
    int time = columns.timeIndex();
    return !row.isNullAt(time)
        && !next.isNullAt(time)
        && columns.isAhead(next)
        && !columns.isAhead(row)
        && row.get(time).equals(next.get(time))
        && columns.key(row).equals(columns.key(next));
  }

  private Row merged(Row first, Row second) {
    Object[] cells = new Object[first.length()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = first.isNullAt(i) ? second.get(i) : first.get(i);
    }
    return RowFactory.create(cells);
  }
}
