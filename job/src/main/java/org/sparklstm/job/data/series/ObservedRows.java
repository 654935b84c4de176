package org.sparklstm.job.data.series;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * Arranged rows of a panel, of each series those from its first to its last observed one: a row is
 * observed if it has a number for a target. What is known of later rows is for forecasts only.
 */
final class ObservedRows implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final SeriesColumns columns;

  /** Rows after the last observed one, which another observed one may follow. */
  private final Queue<Row> waiting = new ArrayDeque<>();

  private final Queue<Row> ready = new ArrayDeque<>();
  private Object key;

  ObservedRows(Iterator<Row> rows, SeriesColumns columns) {
    this.rows = rows;
    this.columns = columns;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && rows.hasNext()) {
      Row row = rows.next();
      Object next = columns.key(row);
      boolean isSame = next.equals(key);
      if (!isSame) {
        waiting.clear();
      }
      if (columns.isObserved(row)) {
        ready.addAll(waiting);
        waiting.clear();
        ready.add(row);
        key = next;
      } else if (isSame) {
        waiting.add(row);
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further row");
    }
    return ready.remove();
  }
}
