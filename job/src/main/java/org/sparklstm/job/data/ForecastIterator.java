package org.sparklstm.job.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.Replica;

/** Walks over arranged rows, remembers the end of each series, and forecasts many at a time. */
final class ForecastIterator implements Iterator<Row> {
  private static final int BATCH = 64;

  private final SeriesCursor cursor;
  private final TableColumns columns;
  private final ModelSpec model;
  private final Statistics statistics;
  private final Replica replica;
  private final List<End> waiting = new ArrayList<>();
  private final Queue<Row> finished = new ArrayDeque<>();
  private Tail tail;

  ForecastIterator(
      SeriesCursor cursor,
      TableColumns columns,
      ModelSpec model,
      float[] weights,
      Statistics statistics) {
    this.cursor = cursor;
    this.columns = columns;
    this.model = model;
    this.statistics = statistics;
    replica = new Replica(model, Kernels.fastest());
    replica.load(weights);
  }

  /** The last rows of a series, ready to be forecast from. */
  private record End(Row row, long position, Spacing spacing, Shard.Window window) {}

  /** The last rows of the series being read, in a ring. */
  private final class Tail {
    private final int history = model.reader().spec().history();
    private final int width = statistics.columns().size();
    private final float[] ring = new float[history * width];
    private final Spacing spacing = new Spacing(columns.axis());
    private Row row;
    private long position;
    private long rows;

    void add() {
      if (rows > 0) {
        spacing.observe(position, cursor.position());
      }
      int start = (int) (rows % history) * width;
      for (int column = 0; column < width; column++) {
        ring[start + column] = statistics.standardise(cursor.values()[column], column);
      }
      row = cursor.row();
      position = cursor.position();
      rows++;
    }

    /** The series' end, or null where it is too short or has a gap. */
    End end() {
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
      Shard.Window window = new Shard.Window().at(new Rows(ordered, width), history);
      return new End(row, position, spacing, window);
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
      if (waiting.size() == BATCH) {
        forecast();
      }
    }
    return true;
  }

  private void endSeries() {
    if (tail != null) {
      End end = tail.end();
      if (end != null) {
        waiting.add(end);
      }
      tail = null;
    }
  }

  private void forecast() {
    if (waiting.isEmpty()) {
      return;
    }
    Matrix forecast = Matrix.zeros(waiting.size(), model.reader().outputs());
    replica.forecast(waiting.stream().map(End::window).toArray(Shard.Window[]::new), forecast);
    for (int b = 0; b < waiting.size(); b++) {
      for (int step = 0; step < model.reader().spec().horizon(); step++) {
        finished.add(row(waiting.get(b), step, forecast, b));
      }
    }
    waiting.clear();
  }

  private Row row(End end, int step, Matrix forecast, int b) {
    int ids = columns.seriesId().length;
    int targets = model.reader().targets();
    Object[] cells = new Object[ids + 2 + targets];
    for (int i = 0; i < ids; i++) {
      cells[i] = end.row().get(i);
    }
    cells[ids] = columns.axis().value(end.spacing().after(end.position(), step + 1));
    cells[ids + 1] = step + 1;
    for (int column = 0; column < targets; column++) {
      cells[ids + 2 + column] = statistics.restore(forecast.at(b, step * targets + column), column);
    }
    return RowFactory.create(cells);
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further forecast");
    }
    return finished.remove();
  }
}
