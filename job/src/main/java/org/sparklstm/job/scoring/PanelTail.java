package org.sparklstm.job.scoring;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.sparklstm.core.sequence.CalendarFeature;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.data.series.FixedValues;
import org.sparklstm.job.data.series.RowForm;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesCursor;
import org.sparklstm.job.data.series.SeriesForm;
import org.sparklstm.job.data.series.SeriesMoments;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.time.Spacing;
import org.sparklstm.job.time.TimeAxis;
import org.sparklstm.job.time.Timeline;

/** The end of one series of a panel, and what is known of the rows to forecast. */
final class PanelTail {
  private final PanelForecastIterator.Plan plan;
  private final SeriesCursor cursor;
  private final WindowReader reader;
  private final Statistics statistics;
  private final TimeAxis axis;
  private final PanelColumns panel;
  private final Spacing spacing;

  /** The last rows before the forecast begins, as many as the history at most. */
  private final Deque<float[]> past = new ArrayDeque<>();

  /** Rows after that one, by position. */
  private final Map<Long, Ahead> ahead = new HashMap<>();

  private final RowForm form;
  private final FixedValues fixed;

  /** What is observed of the series, for one that training has not seen; null if not needed. */
  private final SeriesMoments history;

  private Row row;
  private long position;
  private long lastObserved;
  private long lastRow;
  private long rows;
  private boolean isAnyObserved;

  /**
   * A row after the last one, as the network reads it.
   *
   * @param unknown name of a column known ahead that has no value; null if all have one
   */
  private record Ahead(float[] values, String unknown) {}

  /**
   * What is forecast.
   *
   * @param row an arranged row of the series
   * @param times positions of the forecasts
   * @param window null if the series cannot be forecast
   */
  record End(Row row, long[] times, Window window) {}

  PanelTail(PanelForecastIterator.Plan plan, SeriesCursor cursor) {
    this.plan = plan;
    this.cursor = cursor;
    reader = plan.result().reader();
    statistics = plan.result().statistics();
    axis = plan.columns().axis();
    panel = plan.columns().panel();
    spacing = new Spacing(axis);
    form = new RowForm(panel, statistics, reader);
    fixed = new FixedValues(panel);
    history =
        statistics.seriesScales().isPresent()
            ? new SeriesMoments(panel, statistics.units().transform())
            : null;
  }

  /** Adds the cursor's row. */
  void add() {
    SeriesColumns columns = plan.columns();
    if (cursor.isTimeAbsent()) {
      throw UserException.of(
          "column '%s' of %s has no time in a row of %s; fill or remove it",
          columns.time().name(), columns.table(), name());
    }
    if (rows > 0 && cursor.position() == position) {
      throw UserException.of(
          "%s of %s has two rows with the same time, %s; name all columns that identify series, or remove the duplicate",
          name(), columns.table(), axis.show(position));
    }
    row = cursor.row();
    fixed.row(cursor);
    position = cursor.position();
    rows++;
    boolean isAfter = plan.end().isPresent() && position > plan.end().position();
    boolean isObserved = !isAfter && columns.isObserved(row);
    if (isObserved && !plan.end().isPresent()) {
      moveAheadToPast();
    }
    float[] values = new float[reader.columnsOfRows()];
    cursor.write(form, values, 0);
    boolean isPast = plan.end().isPresent() ? !isAfter : isObserved;
    if (isPast && !isObserved && !isAnyObserved) {
      // what is known before a series begins is no part of it: training does not see it either
      return;
    }
    if (isPast && history != null) {
      history.add(cursor.values(), 0);
    }
    if (isPast) {
      spacing.add(position);
      lastRow = position;
      push(values);
    } else {
      hideUnobserved(values);
      ahead.put(position, new Ahead(values, unknown()));
    }
    if (isObserved) {
      isAnyObserved = true;
      lastObserved = position;
    }
  }

  /** Moves rows from ahead to past, because an observed row follows them. */
  private void moveAheadToPast() {
    if (!isAnyObserved) {
      ahead.clear();
      return;
    }
    ahead.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            one -> {
              float[] values = one.getValue().values();
              // a panel whose series go on from their own last rows is not masked: NaN is missing
              Arrays.fill(values, 0, reader.targets(), Float.NaN);
              push(values);
            });
    ahead.clear();
  }

  private void push(float[] values) {
    past.add(values);
    if (past.size() > reader.spec().history()) {
      past.remove();
    }
  }

  private void hideUnobserved(float[] values) {
    Arrays.fill(values, 0, panel.firstKnown(), reader.isMasked() ? Float.NaN : 0);
    if (reader.isMarked()) {
      int marks = values.length - reader.targets();
      Arrays.fill(values, marks, values.length, 0);
    }
  }

  /** A column known ahead that has no value in the cursor's row. */
  private String unknown() {
    for (String name : plan.future()) {
      int number = panel.numbers().indexOf(name);
      int at = number >= 0 ? number : panel.firstClass() + panel.classes().indexOf(name);
      if (cursor.isAbsent(at)) {
        return name;
      }
    }
    return null;
  }

  private String name() {
    return plan.columns().key(cursor.row()).show(plan.columns().seriesId());
  }

  /** Whether the series is forecast. */
  boolean isDue() {
    if (!plan.end().isPresent()) {
      return isAnyObserved;
    } else if (!isAnyObserved) {
      // a new series: it needs a network that can start from nothing, and rows to forecast
      return reader.isThrough() && beginsWithinHorizon();
    }
    return timeline().periods(lastObserved, plan.end().position()) <= plan.endedAfter();
  }

  private boolean beginsWithinHorizon() {
    Spacing end = new Spacing(axis);
    end.add(plan.end().position());
    long last =
        Timeline.of(axis, plan.frequency(), end)
            .after(plan.end().position(), reader.spec().horizon());
    return ahead.keySet().stream().anyMatch(time -> time <= last);
  }

  private Timeline timeline() {
    return Timeline.of(axis, plan.frequency(), spacing);
  }

  End end() {
    if (!isAnyObserved) {
      past.clear();
      spacing.add(plan.end().position());
    }
    Timeline timeline = timeline();
    long from = plan.end().isPresent() ? plan.end().position() : lastRow;
    if (plan.end().isPresent() && isAnyObserved) {
      goOn(timeline, from);
    }
    long[] times = new long[reader.spec().horizon()];
    for (int step = 0; step < times.length; step++) {
      times[step] = timeline.after(from, step + 1);
    }
    return new End(row, times, window(times));
  }

  /** Adds rows without values up to the end of the panel. */
  private void goOn(Timeline timeline, long end) {
    long lacking = timeline.periods(lastRow, end);
    long start = lastRow;
    for (long period = 1; period <= lacking; period++) {
      push(without(timeline.after(start, period), past.peekLast()));
    }
  }

  /** A row without observed values; other values are copied from the row before. */
  private float[] without(long at, float[] before) {
    float[] values = before == null ? new float[reader.columnsOfRows()] : before.clone();
    hideUnobserved(values);
    if (panel.hasClock()) {
      // static values are not stored in rows: the clock is at their index
      values[panel.firstStatic()] = CalendarFeature.clock(axis.calendar(at));
    }
    return values;
  }

  /** The window, or null if the series is too short or has a gap there. */
  private Window window(long[] times) {
    int lookback = past.size();
    if (!reader.isMasked() && lookback < reader.spec().history()) {
      return null;
    }
    int width = reader.columnsOfRows();
    int ahead = reader.isThrough() ? times.length : 0;
    float[] values = new float[(lookback + ahead) * width];
    int at = 0;
    float[] last = null;
    for (float[] one : past) {
      last = one;
      System.arraycopy(last, 0, values, at, width);
      at += width;
    }
    for (int step = 0; step < ahead; step++) {
      last = ahead(times[step], last);
      System.arraycopy(last, 0, values, at, width);
      at += width;
    }
    for (float value : values) {
      if (Float.isNaN(value) && !reader.isMasked()) {
        return null;
      }
    }
    SeriesForm own =
        SeriesForm.of(plan.columns().key(row), panel, statistics, reader, fixed.values(), history);
    for (int from = 0; from < values.length; from += width) {
      own.measure(values, from);
    }
    return new Window().at(new Rows(values, width), lookback).with(own.constants());
  }

  private float[] ahead(long time, float[] before) {
    Ahead known = ahead.get(time);
    String unknown =
        known == null ? plan.future().stream().findFirst().orElse(null) : known.unknown();
    if (unknown != null) {
      throw UserException.of(
          "column '%s' of %s has no value at %s in %s, which is to be forecast; add it to the table, or to the table of what is known ahead (data.future-source; in Spark ML transform(sales, plan))",
          unknown,
          plan.columns().table(),
          axis.show(time),
          plan.columns().key(row).show(plan.columns().seriesId()));
    }
    return known == null ? without(time, before) : known.values();
  }
}
