package org.sparklstm.job.data.series;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.sparklstm.core.sequence.CalendarFeature;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.time.TimeAxis;

/**
 * Iterates over arranged rows, series by series. Values that are null, NaN or infinite are returned
 * as NaN or, with forward-fill and of what is known ahead, as the last value before them.
 */
public final class SeriesCursor {
  private final Iterator<Row> rows;
  private final SeriesColumns columns;
  private final Missing missing;
  private final double[] values;
  private final boolean[] absent;
  private final int numbers;
  private final int firstKnown;
  private final int firstClass;
  private final boolean hasClock;
  private final int clock;
  private final List<Map<String, Integer>> classes;
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
    PanelColumns panel = columns.panel();
    numbers = panel.numbers().size();
    firstKnown = panel.firstKnown();
    firstClass = panel.firstClass();
    hasClock = panel.hasClock();
    clock = panel.clock();
    classes = columns.vocabularies().stream().map(Vocabulary::numbers).toList();
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
    int from = columns.timeIndex() + 1;
    for (int i = 0; i < numbers; i++) {
      double value = row.isNullAt(from + i) ? Double.NaN : row.getDouble(from + i);
      absent[i] = !Double.isFinite(value);
      if (!absent[i]) {
        values[i] = value;
      } else if (missing != Missing.FORWARD_FILL && i < firstKnown) {
        values[i] = Double.NaN;
      }
    }
    if (hasClock && !timeAbsent) {
      values[clock] = CalendarFeature.clock(columns.axis().calendar(position));
    }
    for (int i = 0; i < classes.size(); i++) {
      String text = row.getString(from + numbers + i);
      absent[firstClass + i] = text == null;
      if (text != null) {
        values[firstClass + i] = classes.get(i).getOrDefault(text, 0);
      } else if (first) {
        values[firstClass + i] = 0;
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

  /**
   * Writes the row as windows lie on it.
   *
   * @param to receives {@link WindowReader#columnsOfRows} values. Modified.
   */
  public void write(RowForm form, float[] to, int at) {
    form.write(values, absent, 0, to, at);
  }
}
