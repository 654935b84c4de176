package org.sparklstm.job.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.Forecaster;
import org.sparklstm.core.train.InferenceBatch;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig.Invalid;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesCursor;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.time.Frequency;
import org.sparklstm.job.time.FrequencyVote;
import org.sparklstm.job.time.Spacing;
import org.sparklstm.job.time.Timeline;

/** Iterates over arranged rows and forecasts from the end of each series, in batches. */
final class ForecastIterator implements Iterator<Row> {
  private final SeriesCursor cursor;
  private final SeriesColumns columns;
  private final ForecastColumns result;
  private final WindowReader reader;
  private final Statistics statistics;
  private final Forecaster forecaster;
  private final Frequency frequency;
  private final Invalid invalid;
  private final List<End> waiting = new ArrayList<>();
  private final Queue<Row> finished = new ArrayDeque<>();
  private Tail tail;

  /**
   * @param frequency how times go on; null if that is for each series to say
   */
  ForecastIterator(
      SeriesCursor cursor,
      SeriesColumns columns,
      ForecastColumns result,
      NetworkSpec network,
      float[] weights,
      Frequency frequency,
      Invalid invalid) {
    this.cursor = cursor;
    this.columns = columns;
    this.result = result;
    reader = result.reader();
    statistics = result.statistics();
    this.frequency = frequency;
    this.invalid = invalid;
    forecaster = new Forecaster(network, reader, weights, Kernels.fastest());
  }

  /** The end of a series; its window is null if the series cannot be forecast. */
  private record End(Row row, long position, Timeline timeline, Window window) {}

  /** Ring buffer of the last rows of the series being read. */
  private final class Tail {
    private final int history = reader.spec().history();
    private final int width = statistics.columns().size();
    private final float[] ring = new float[history * width];
    private final Spacing spacing = new Spacing(columns.axis());
    private Row row;
    private long position;
    private long rows;

    void add() {
      if (cursor.isTimeAbsent()) {
        throw UserException.of(
            "column '%s' of %s has no time in a row of %s; fill or remove it",
            columns.time().name(), columns.table(), cursor.key().show(columns.seriesId()));
      }
      if (rows > 0 && cursor.position() == position) {
        throw UserException.of(
            "%s of %s has two rows with the same time, %s; name all columns that identify series, or remove the duplicate",
            cursor.key().show(columns.seriesId()), columns.table(), columns.axis().show(position));
      }
      spacing.add(cursor.position());
      int start = (int) (rows % history) * width;
      for (int column = 0; column < width; column++) {
        ring[start + column] = statistics.standardise(cursor.values()[column], column);
      }
      row = cursor.row();
      position = cursor.position();
      rows++;
    }

    End end() {
      Frequency known =
          frequency != null ? frequency : FrequencyVote.of(columns.axis(), List.of(spacing));
      return new End(row, position, Timeline.of(columns.axis(), known, spacing), window());
    }

    /** The last window, or null if the series is too short or has a gap there. */
    private Window window() {
      if (rows < history) {
        return null;
      }
      int split = (int) (rows % history) * width;
      float[] ordered = new float[ring.length];
      System.arraycopy(ring, split, ordered, 0, ring.length - split);
      System.arraycopy(ring, 0, ordered, ring.length - split, split);
      for (float value : ordered) {
        if (Float.isNaN(value)) {
          return null;
        }
      }
      return new Window().at(new Rows(ordered, width), history);
    }
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
        tail = new Tail();
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
    End end = tail.end();
    tail = null;
    if (end.window() != null) {
      waiting.add(end);
    } else if (invalid == Invalid.ERROR) {
      throw UserException.of(
          "%s of %s does not end with the %,d rows without a gap that a forecast needs; with handleInvalid = skip (score.invalid = skip) it gets no forecast",
          columns.key(end.row()).show(columns.seriesId()),
          columns.table(),
          reader.spec().history());
    } else if (invalid == Invalid.KEEP) {
      for (int step = 0; step < reader.spec().horizon(); step++) {
        finished.add(row(end, step, null, 0));
      }
    }
  }

  private void forecast() {
    if (waiting.isEmpty()) {
      return;
    }
    Matrix forecast = Matrix.zeros(waiting.size(), reader.layout().values());
    forecaster.forecast(waiting.stream().map(End::window).toArray(Window[]::new), forecast);
    for (int b = 0; b < waiting.size(); b++) {
      for (int step = 0; step < reader.spec().horizon(); step++) {
        finished.add(row(waiting.get(b), step, forecast, b));
      }
    }
    waiting.clear();
  }

  private Row row(End end, int step, Matrix forecast, int b) {
    return result.row(end.row(), end.timeline().after(end.position(), step + 1), step, forecast, b);
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further forecast");
    }
    return finished.remove();
  }
}
