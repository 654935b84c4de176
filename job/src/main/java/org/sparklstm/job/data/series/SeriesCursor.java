package org.sparklstm.job.data.series;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Vocabulary;
import org.sparklstm.job.time.CalendarFeature;
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
  private final List<CalendarFeature> calendar;
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
    calendar = panel.calendar();
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
    for (int i = 0; i < calendar.size() && !timeAbsent; i++) {
      int at = numbers + i * CalendarFeature.CHANNELS;
      calendar.get(i).write(columns.axis().calendar(position), values, at);
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
   * Writes the row as the network reads it: standardised, with a mark for each target that may not
   * have been observed.
   *
   * @param to receives {@link WindowReader#columnsOfRows} values. Modified.
   */
  public void write(Statistics statistics, WindowReader reader, float[] to, int at) {
    for (int column = 0; column < values.length; column++) {
      float value = statistics.standardise(values[column], column);
      to[at + column] = reader.isMasked() && Float.isNaN(value) ? 0 : value;
    }
    for (int target = 0; reader.isMarked() && target < reader.targets(); target++) {
      to[at + values.length + target] = absent[target] ? 0 : 1;
    }
  }
}
