package org.sparklstm.job.data.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.data.table.SeriesKey;

/** Keeps the last rows of the test spans of some series during a pass over all rows. */
final class SeriesSampler {
  private final Set<SeriesKey> wanted;
  private final int size;
  private final int history;
  private final SeriesColumns columns;
  private final List<SeriesSample> samples = new ArrayList<>();
  private final long[] positions;
  private final double[] values;
  private final boolean[] absent;
  private SeriesKey key;
  private List<Double> fixed;
  private long start;
  private long end;
  private long rows;

  /**
   * @param wanted series to sample
   * @param history rows per sample before the forecast rows
   * @param forecast largest number of forecast rows per sample, all from the test span
   */
  SeriesSampler(Set<SeriesKey> wanted, int history, int forecast, SeriesColumns columns) {
    this.wanted = wanted;
    this.history = history;
    size = history + forecast;
    this.columns = columns;
    positions = new long[size];
    values = new double[size * columns.values().size()];
    absent = new boolean[values.length];
  }

  /** Starts the next series. */
  void begin(SeriesKey next, SeriesPlan plan) {
    end();
    if (wanted.contains(next)) {
      key = next;
      fixed = plan.fixed();
      start = plan.bounds().start(Split.TEST);
      end = plan.bounds().end(Split.TEST);
    }
  }

  /** Adds the next row of the series. {@code cursor} Not modified. */
  void row(SeriesCursor cursor) {
    if (key != null && rows < end) {
      int at = (int) (rows % size);
      positions[at] = cursor.position();
      for (int column = 0; column < columns.values().size(); column++) {
        int to = at * columns.values().size() + column;
        values[to] = cursor.values()[column];
        absent[to] = cursor.isAbsent(column);
      }
      rows++;
    }
  }

  /** The samples of all series so far. */
  List<SeriesSample> samples() {
    end();
    return samples;
  }

  private void end() {
    if (key != null) {
      samples.add(sample());
      key = null;
      rows = 0;
    }
  }

  private SeriesSample sample() {
    // forecast rows must come from the test span, which was not trained on
    int count = (int) Math.min(Math.min(rows, size), history + end - start);
    int width = columns.values().size();
    List<String> times = new ArrayList<>();
    double[] ordered = new double[count * width];
    boolean[] unseen = new boolean[count * width];
    for (int i = 0; i < count; i++) {
      int at = (int) ((rows - count + i) % size);
      times.add(columns.axis().show(positions[at]));
      System.arraycopy(values, at * width, ordered, i * width, width);
      System.arraycopy(absent, at * width, unseen, i * width, width);
    }
    StructField[] ids = columns.seriesId();
    return new SeriesSample(key, key.show(ids), times, ordered, unseen, fixed);
  }
}
