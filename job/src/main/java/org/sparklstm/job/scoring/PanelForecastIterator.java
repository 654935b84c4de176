package org.sparklstm.job.scoring;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.Forecaster;
import org.sparklstm.core.train.InferenceBatch;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.ScoreConfig.Invalid;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesCursor;
import org.sparklstm.job.time.Frequency;

/** Iterates over arranged rows of a panel and forecasts what follows each series, in batches. */
final class PanelForecastIterator implements Iterator<Row> {
  private final Plan plan;
  private final SeriesCursor cursor;
  private final Forecaster forecaster;
  private final List<PanelTail.Due> waiting = new ArrayList<>();
  private final Queue<Row> finished = new ArrayDeque<>();
  private PanelTail tail;

  /**
   * What is forecast, and how.
   *
   * @param origin the time from which all series are forecast; empty for the end of each
   * @param future names of the columns that must have values in rows to forecast
   * @param endedAfter periods after its last observed target after which a series has ended
   */
  record Plan(
      SeriesColumns columns,
      ForecastColumns result,
      NetworkSpec network,
      Frequency frequency,
      OptionalTime origin,
      long endedAfter,
      Missing missing,
      List<String> future,
      Invalid invalid)
      implements Serializable {

    Plan(
        SeriesColumns columns,
        ForecastColumns result,
        NetworkSpec network,
        Frequency frequency,
        OptionalLong origin,
        long endedAfter,
        Missing missing,
        List<String> future,
        Invalid invalid) {
      this(
          columns,
          result,
          network,
          frequency,
          origin.isPresent() ? OptionalTime.of(origin.getAsLong()) : OptionalTime.NONE,
          endedAfter,
          missing,
          future,
          invalid);
    }
  }

  /** An {@link OptionalLong} that can be sent to executors. */
  record OptionalTime(boolean isPresent, long position) implements Serializable {
    static final OptionalTime NONE = new OptionalTime(false, 0);

    static OptionalTime of(long position) {
      return new OptionalTime(true, position);
    }
  }

  PanelForecastIterator(Iterator<Row> rows, Plan plan, float[] weights) {
    this.plan = plan;
    cursor = plan.columns().cursor(rows, plan.missing(), plan.frequency());
    forecaster = new Forecaster(plan.network(), plan.result().reader(), weights, Kernels.fastest());
  }

  @Override
  public boolean hasNext() {
    while (finished.isEmpty()) {
      if (!cursor.advance()) {
        endSeries();
        forecast();
        return !finished.isEmpty();
      }
      if (cursor.rowInSeries() == 0) {
        endSeries();
        tail = new PanelTail(plan, cursor);
      }
      tail.add();
      if (waiting.size() == InferenceBatch.SIZE) {
        forecast();
      }
    }
    return true;
  }

  private void endSeries() {
    if (tail == null) {
      return;
    }
    PanelTail last = tail;
    tail = null;
    if (!last.isDue()) {
      return;
    }
    PanelTail.Due due = last.due();
    if (due.window() != null) {
      waiting.add(due);
    } else if (plan.invalid() == Invalid.ERROR) {
      throw UserException.of(
          "%s of %s does not end with the %,d rows without a gap that a forecast needs; with handleInvalid = skip (score.invalid = skip) it gets no forecast",
          plan.columns().key(due.row()).show(plan.columns().seriesId()),
          plan.columns().table(),
          plan.result().reader().spec().history());
    } else if (plan.invalid() == Invalid.KEEP) {
      addRows(due, null, 0);
    }
  }

  private void forecast() {
    if (waiting.isEmpty()) {
      return;
    }
    Matrix answers = Matrix.zeros(waiting.size(), plan.result().reader().layout().values());
    forecaster.forecast(
        waiting.stream().map(PanelTail.Due::window).toArray(Window[]::new), answers);
    for (int b = 0; b < waiting.size(); b++) {
      addRows(waiting.get(b), answers, b);
    }
    waiting.clear();
  }

  private void addRows(PanelTail.Due due, Matrix answers, int b) {
    for (int step = 0; step < due.times().length; step++) {
      finished.add(plan.result().row(due.row(), due.times()[step], step, answers, b));
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further forecast");
    }
    return finished.remove();
  }
}
