package org.sparklstm.job.data.series;

import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.time.TimeAxis;

/**
 * Iterates over arranged rows, series by series. Values that are null, NaN or infinite are returned
 * as NaN or, with forward-fill, as the last value before them.
 */
public final class SeriesCursor {
  private final Iterator<Row> rows;
  private final SeriesColumns columns;
  private final Missing missing;
  private final double[] values;
  private final boolean[] absent;
  private Row row;
  private SeriesKey key;
  private long position;
  private boolean timeAbsent;
  private long rowInSeries = -1;

  public SeriesCursor(Iterator<Row> rows, SeriesColumns columns, Missing missing) {
    this.rows = rows;
    this.columns = columns;
    this.missing = missing;
    values = new double[columns.values().size()];
    absent = new boolean[values.length];
  }

  /** Moves to the next row, of this series or the next one; returns false at the end. */
  public boolean advance() {
    if (!rows.hasNext()) {
      return false;
    }
    row = rows.next();
    SeriesKey next = columns.key(row);
    boolean first = !next.equals(key);
    rowInSeries = first ? 0 : rowInSeries + 1;
    key = next;
    timeAbsent = row.isNullAt(columns.timeIndex());
    position = timeAbsent ? 0 : columns.axis().position(row.get(columns.timeIndex()));
    if (first) {
      Arrays.fill(values, Double.NaN);
    }
    for (int i = 0; i < values.length; i++) {
      int at = columns.timeIndex() + 1 + i;
      double value = row.isNullAt(at) ? Double.NaN : row.getDouble(at);
      absent[i] = !Double.isFinite(value);
      if (!absent[i]) {
        values[i] = value;
      } else if (missing != Missing.FORWARD_FILL) {
        values[i] = Double.NaN;
      }
    }
    return true;
  }

  /** The arranged row. */
  public Row row() {
    return row;
  }

  public SeriesKey key() {
    return key;
  }

  /** Index of this row in its series, from 0. */
  public long rowInSeries() {
    return rowInSeries;
  }

  /** The time as a whole number; see {@link TimeAxis}. */
  public long position() {
    return position;
  }

  /** Whether the time is null. */
  public boolean isTimeAbsent() {
    return timeAbsent;
  }

  /** The values; the array is reused for the next row. */
  public double[] values() {
    return values;
  }

  /** Whether the table has no number here, even if the value has been filled. */
  public boolean isAbsent(int column) {
    return absent[column];
  }
}
