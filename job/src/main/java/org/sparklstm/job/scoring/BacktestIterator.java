package org.sparklstm.job.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.Forecaster;
import org.sparklstm.core.train.InferenceBatch;
import org.sparklstm.job.data.series.RowForm;
import org.sparklstm.job.data.series.SeriesColumns;
import org.sparklstm.job.data.series.SeriesCursor;
import org.sparklstm.job.data.series.SeriesForm;
import org.sparklstm.job.data.series.SeriesMoments;
import org.sparklstm.job.data.series.SeriesPlan;
import org.sparklstm.job.data.series.ShardLayout;
import org.sparklstm.job.data.table.Statistics;

/** Iterates over arranged rows and forecasts from every cutoff of a span, in batches. */
final class BacktestIterator implements Iterator<Row> {
  private final SeriesCursor cursor;
  private final SeriesColumns columns;
  private final ShardLayout layout;
  private final Split span;
  private final WindowReader reader;
  private final Statistics statistics;
  private final RowForm form;
  private final Forecaster forecaster;
  private final int columnCount;
  private final int step;

  /** Values per row of a window: those of the columns, and marks of the targets. */
  private final int width;

  private final int size;
  private final List<Place> waiting = new ArrayList<>();
  private final Queue<Row> finished = new ArrayDeque<>();

  /** The last rows of the series, standardised; row r is at r modulo their number. */
  private final float[] ring;

  private final long[] positions;
  private final double[] actuals;
  private SeriesPlan plan;
  private long rows;

  /** What is known of the series before the horizon; null if that is not needed. */
  private SeriesMoments history;

  /** Index in the series of the last row with a missing value, if there is one. */
  private long lastMissing;

  private NaiveScale scale;

  /**
   * A window with the times and values of its horizon.
   *
   * @param actuals actual values, as WindowReader orders truths
   * @param naive naive forecasts, as WindowReader orders truths
   * @param measures what each target is measured by
   */
  private record Place(
      Row row,
      Window window,
      long cutoff,
      long[] times,
      double[] actuals,
      double[] naive,
      NaiveScale.Measure[] measures) {}

  /**
   * @param step rows from one cutoff to the next, counted from the start of the span
   */
  BacktestIterator(
      SeriesCursor cursor,
      SeriesColumns columns,
      ShardLayout layout,
      Split span,
      NetworkSpec network,
      WindowReader reader,
      Statistics statistics,
      float[] weights,
      int step) {
    this.step = step;
    this.cursor = cursor;
    this.columns = columns;
    this.layout = layout;
    this.span = span;
    this.reader = reader;
    this.statistics = statistics;
    form = new RowForm(columns.panel(), statistics, reader);
    forecaster = new Forecaster(network, reader, weights, Kernels.fastest());
    columnCount = statistics.columns().size();
    width = reader.columnsOfRows();
    size = reader.spec().span();
    ring = new float[size * width];
    positions = new long[size];
    actuals = new double[size * columnCount];
  }

  @Override
  public boolean hasNext() {
    while (finished.isEmpty() && cursor.advance()) {
      take();
      if (waiting.size() == InferenceBatch.SIZE) {
        forecast();
      }
    }
    if (finished.isEmpty()) {
      forecast();
    }
    return !finished.isEmpty();
  }

  private void take() {
    if (cursor.rowInSeries() == 0) {
      plan = layout.plan(cursor.key());
      scale = new NaiveScale(reader.spec().period(), reader.targets());
      rows = 0;
      history =
          statistics.seriesScales().isPresent()
              ? new SeriesMoments(columns.panel(), statistics.units().transform())
              : null;
      lastMissing = Long.MIN_VALUE;
    }
    if (plan == null || rows >= plan.bounds().end(span)) {
      return;
    }
    int at = (int) (rows % size);
    positions[at] = cursor.position();
    cursor.write(form, ring, at * width);
    for (int column = 0; column < columnCount; column++) {
      actuals[at * columnCount + column] = cursor.values()[column];
    }
    for (int i = at * width; i < (at + 1) * width && !reader.isMasked(); i++) {
      lastMissing = Float.isNaN(ring[i]) ? rows : lastMissing;
    }
    if (rows < plan.bounds().start(span)) {
      scale.add(cursor);
    }
    rows++;
    if (history != null && rows > reader.spec().horizon()) {
      long before = (rows - 1 - reader.spec().horizon()) % size;
      history.add(actuals, (int) before * columnCount);
    }
    long anchor = rows - reader.spec().horizon();
    long first = reader.spec().firstAnchor(plan.bounds(), span);
    boolean due = anchor >= first && (anchor - plan.bounds().start(span)) % step == 0;
    if (due && lastMissing < rows - size) {
      waiting.add(place());
    }
  }

  /** The window whose horizon ends with the last row read. */
  private Place place() {
    int past = reader.spec().history();
    int horizon = reader.spec().horizon();
    float[] ordered = new float[ring.length];
    long[] times = new long[horizon];
    double[] actual = new double[horizon * reader.targets()];
    int first = (int) Math.max(0, size - rows);
    for (int i = first; i < size; i++) {
      int at = (int) ((rows + i) % size);
      System.arraycopy(ring, at * width, ordered, i * width, width);
      if (i >= past) {
        times[i - past] = positions[at];
        System.arraycopy(
            actuals, at * columnCount, actual, (i - past) * reader.targets(), reader.targets());
      }
    }
    long cutoff = positions[(int) ((rows + past - 1) % size)];
    SeriesForm own =
        SeriesForm.of(cursor.key(), columns.panel(), statistics, reader, plan.fixed(), history);
    for (int i = first; i < size; i++) {
      own.measure(ordered, i * width);
    }
    Window window = new Window().at(new Rows(ordered, width), past, first).with(own.constants());
    return new Place(cursor.row(), window, cutoff, times, actual, naive(window), scale.measures());
  }

  /** The naive forecasts in the units of the table, which its own values are exact in. */
  private double[] naive(Window window) {
    double[] naive = new double[reader.layout().truths()];
    for (int step = 0; step < reader.spec().horizon(); step++) {
      for (int target = 0; target < reader.targets(); target++) {
        int row = reader.naiveRow(window, step, target);
        naive[reader.layout().truth(step, target)] =
            row < 0
                ? statistics.restore(reader.naive(window, step, target), target)
                : actuals[(int) ((rows + row) % size) * columnCount + target];
      }
    }
    return naive;
  }

  private void forecast() {
    if (waiting.isEmpty()) {
      return;
    }
    Matrix forecast = Matrix.zeros(waiting.size(), reader.layout().values());
    forecaster.forecast(waiting.stream().map(Place::window).toArray(Window[]::new), forecast);
    for (int b = 0; b < waiting.size(); b++) {
      Place place = waiting.get(b);
      AnswerCells told = new AnswerCells(reader, statistics, forecast, b);
      List<List<Double>> totals = totals(place, told);
      for (int step = 0; step < reader.spec().horizon(); step++) {
        finished.add(row(place, step, forecast, b, told, totals));
      }
    }
    waiting.clear();
  }

  /** The actual sum of each target, its forecast and quantiles; nothing without sums. */
  private List<List<Double>> totals(Place place, AnswerCells told) {
    List<List<Double>> totals = new ArrayList<>();
    for (int target = 0; target < reader.targets(); target++) {
      List<Double> own = new ArrayList<>();
      if (reader.layout().hasTotals()) {
        own.add(actualTotal(place, target));
        own.addAll(told.totals(target));
      }
      totals.add(own);
    }
    return totals;
  }

  private Row row(
      Place place, int step, Matrix forecast, int b, AnswerCells told, List<List<Double>> totals) {
    int ids = columns.seriesId().length;
    int targets = reader.targets();
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < ids; i++) {
      cells.add(place.row().get(i));
    }
    cells.add(columns.axis().value(place.cutoff()));
    cells.add(columns.axis().value(place.times()[step]));
    cells.add(step + 1);
    for (int column = 0; column < targets; column++) {
      float predicted = forecast.at(b, reader.layout().point(step, column));
      boolean isObserved = reader.isObserved(place.window(), step, column);
      cells.add(isObserved ? place.actuals()[reader.layout().truth(step, column)] : null);
      cells.add(told.point(step, column));
      cells.add(place.naive()[reader.layout().truth(step, column)]);
      cells.add(
          isObserved
              ? (double) reader.reported(predicted, column)
                  - reader.reported(reader.actual(place.window(), step, column), column)
              : null);
      cells.addAll(told.quantiles(step, column));
      cells.addAll(totals.get(column));
    }
    for (NaiveScale.Measure measure : place.measures()) {
      cells.add(measure.scale());
      cells.add(measure.level());
    }
    return RowFactory.create(cells.toArray());
  }

  /** The actual sum over the horizon; null if a value was not observed. */
  private Double actualTotal(Place place, int column) {
    double sum = 0;
    for (int step = 0; step < reader.spec().horizon(); step++) {
      if (!reader.isObserved(place.window(), step, column)) {
        return null;
      }
      sum += place.actuals()[reader.layout().truth(step, column)];
    }
    return sum;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no further forecast");
    }
    return finished.remove();
  }
}
