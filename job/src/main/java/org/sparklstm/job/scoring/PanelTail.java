package org.sparklstm.job.scoring;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.LongStream;
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
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.scoring.AheadRows.Lacking;
import org.sparklstm.job.scoring.PanelForecastIterator.OptionalTime;
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

  private final AheadRows ahead = new AheadRows();

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
   * What is forecast.
   *
   * @param row an arranged row of the series
   * @param times positions of the forecasts
   * @param window null if the series cannot be forecast
   */
  record Due(Row row, long[] times, Window window) {}

  /**
   * What there is of a series.
   *
   * @param lastObserved time of its last observed target, if it has one
   * @param isDue whether it is forecast
   * @param fixed its static values and classes
   * @param lacking a value that its forecast needs and that no table has; null if all are known
   */
  record Facts(
      SeriesKey key, OptionalTime lastObserved, boolean isDue, FixedValues fixed, Lacking lacking)
      implements Serializable {}

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
    row = cursor.row();
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
    fixed.row(cursor);
    position = cursor.position();
    rows++;
    boolean isAfter = plan.origin().isPresent() && position > plan.origin().position();
    boolean isObserved = !isAfter && columns.isObserved(row);
    if (isObserved && !plan.origin().isPresent()) {
      moveAheadToPast();
    }
    float[] values = new float[reader.columnsOfRows()];
    cursor.write(form, values, 0);
    boolean isPast = plan.origin().isPresent() ? !isAfter : isObserved;
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
      ahead.add(position, values, unknown());
    }
    if (isObserved) {
      isAnyObserved = true;
      lastObserved = position;
    }
  }

  /** Moves rows from ahead to past, because an observed row follows them. */
  private void moveAheadToPast() {
    ahead.drain(
        values -> {
          if (isAnyObserved) {
            // a panel whose series go on from their own last rows is not masked: NaN is missing
            Arrays.fill(values, 0, reader.targets(), Float.NaN);
            push(values);
          }
        });
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
  private Optional<String> unknown() {
    for (String name : plan.future()) {
      int number = panel.numbers().indexOf(name);
      int at = number >= 0 ? number : panel.firstClass() + panel.classes().indexOf(name);
      if (cursor.isAbsent(at)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private String name() {
    return plan.columns().key(row).show(plan.columns().seriesId());
  }

  /** Whether the series is forecast. */
  boolean isDue() {
    if (!plan.origin().isPresent()) {
      return isAnyObserved;
    } else if (!isAnyObserved) {
      // a new series: it needs a network that can start from nothing, and rows to forecast
      return reader.isThrough() && beginsWithinHorizon();
    }
    return timeline().periods(lastObserved, plan.origin().position()) <= plan.endedAfter();
  }

  private boolean beginsWithinHorizon() {
    Spacing end = new Spacing(axis);
    end.add(plan.origin().position());
    return ahead.beginsBy(
        Timeline.of(axis, plan.frequency(), end)
            .after(plan.origin().position(), reader.spec().horizon()));
  }

  private Timeline timeline() {
    return Timeline.of(axis, plan.frequency(), spacing);
  }

  /** What there is of the series; it ends here. */
  Facts facts() {
    boolean isDue = isDue();
    return new Facts(
        plan.columns().key(row),
        isAnyObserved ? OptionalTime.of(lastObserved) : OptionalTime.NONE,
        isDue,
        fixed,
        isDue ? lacking(times()).orElse(null) : null);
  }

  /** What is forecast; the series ends here. */
  Due due() {
    long[] times = times();
    if (plan.origin().isPresent() && isAnyObserved) {
      goOn(timeline(), plan.origin().position());
    }
    return new Due(row, times, window(times));
  }

  private boolean isTooShort() {
    return !reader.isMasked() && past.size() < reader.spec().history();
  }

  /** A value that the network needs to see at some times, and that is not known. */
  private Optional<Lacking> lacking(long[] times) {
    return reader.isThrough() && !isTooShort()
        ? ahead.lacking(times, plan.future())
        : Optional.empty();
  }

  /** The times that are forecast. */
  private long[] times() {
    if (!isAnyObserved) {
      past.clear();
      spacing.add(plan.origin().position());
    }
    Timeline timeline = timeline();
    long from = plan.origin().isPresent() ? plan.origin().position() : lastRow;
    return LongStream.rangeClosed(1, reader.spec().horizon())
        .map(step -> timeline.after(from, step))
        .toArray();
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
    if (isTooShort()) {
      return null;
    }
    int width = reader.columnsOfRows();
    int steps = reader.isThrough() ? times.length : 0;
    lacking(times)
        .ifPresent(
            unknown -> {
              throw new UserException(PanelCheck.lacks(plan.columns(), name(), unknown));
            });
    float[] values = new float[(lookback + steps) * width];
    int at = 0;
    float[] last = null;
    for (float[] one : past) {
      last = one;
      System.arraycopy(last, 0, values, at, width);
      at += width;
    }
    for (int step = 0; step < steps; step++) {
      float[] before = last;
      long time = times[step];
      last = ahead.at(time).orElseGet(() -> without(time, before));
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
}
