package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.Rows;
import org.sparklstm.core.sequence.Window;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.Forecaster;
import org.sparklstm.core.train.Forecasting;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.Json;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.data.series.RowForm;
import org.sparklstm.job.data.series.SeriesForm;
import org.sparklstm.job.data.series.SeriesSample;
import org.sparklstm.job.data.table.Statistics;

/** Forecasts of the ends of some series beside the actual values and the naive forecast. */
final class SampleForecasts {
  /** Largest number of target columns shown. */
  private static final int TARGETS = 4;

  /** Rows shown before the first cutoff: the longer of these horizons and rows. */
  private static final int HORIZONS_BEFORE = 2;

  private static final int ROWS_BEFORE = 24;

  private final WindowReader reader;
  private final Statistics statistics;
  private final PanelColumns panel;
  private final Forecaster forecaster;

  SampleForecasts(ModelSpec model, float[] weights, Statistics statistics, PanelColumns panel) {
    this.panel = panel;
    reader = ((Forecasting) model.objective()).reader();
    forecaster = new Forecaster(model.network(), reader, weights, Kernels.fastest());
    this.statistics = statistics;
  }

  /** One chart per target of each series. */
  List<Json> of(List<SeriesSample> samples) {
    List<Json> pictures = new ArrayList<>();
    for (SeriesSample sample : samples) {
      List<Window> windows = windows(sample);
      if (windows.isEmpty()) {
        continue;
      }
      Matrix answers = Matrix.zeros(windows.size(), reader.layout().values());
      forecaster.forecast(windows.toArray(Window[]::new), answers);
      for (int target = 0; target < Math.min(TARGETS, reader.targets()); target++) {
        pictures.add(picture(sample, windows, answers, target));
      }
    }
    return pictures;
  }

  /**
   * Consecutive windows, which forecast each row once; windows with a missing value are skipped.
   */
  private List<Window> windows(SeriesSample sample) {
    int horizon = reader.spec().horizon();
    int history = reader.spec().history();
    SeriesForm form = SeriesForm.of(sample.key(), panel, statistics, reader, sample.fixed(), null);
    Rows rows = standardised(sample, form);
    List<Window> windows = new ArrayList<>();
    for (int anchor = firstAnchor(sample); anchor < sample.times().size(); anchor += horizon) {
      if (isWhole(sample, anchor - history, anchor + horizon)) {
        windows.add(new Window().at(rows, anchor).with(form.constants()));
      }
    }
    return windows;
  }

  private int firstAnchor(SeriesSample sample) {
    int horizon = reader.spec().horizon();
    int count = sample.times().size();
    return count - (count - reader.spec().history()) / horizon * horizon;
  }

  private Json picture(SeriesSample sample, List<Window> windows, Matrix answers, int target) {
    int horizon = reader.spec().horizon();
    int count = sample.times().size();
    int from = Math.max(0, firstAnchor(sample) - Math.max(HORIZONS_BEFORE * horizon, ROWS_BEFORE));
    Double[] forecast = new Double[count - from];
    Double[] naive = new Double[count - from];
    List<Double> levels = reader.answers().levels();
    Double[][] quantiles = new Double[levels.size()][count - from];
    List<Integer> cutoffs = new ArrayList<>();
    for (int b = 0; b < windows.size(); b++) {
      int anchor = windows.get(b).anchor();
      cutoffs.add(anchor - from);
      for (int step = 0; step < horizon; step++) {
        int at = anchor - from + step;
        forecast[at] =
            statistics.restore(answers.at(b, reader.layout().point(step, target)), target);
        for (int level = 0; level < quantiles.length; level++) {
          float quantile = answers.at(b, reader.layout().quantile(step, target, level));
          quantiles[level][at] = statistics.restore(quantile, target);
        }
        naive[at] = statistics.restore(reader.naive(windows.get(b), step, target), target);
      }
    }
    List<Double> actual = new ArrayList<>();
    for (int row = from; row < count; row++) {
      int at = row * statistics.columns().size() + target;
      actual.add(sample.absent()[at] ? null : sample.values()[at]);
    }
    Json picture = new Json();
    List<Json> ahead = ahead(sample, from);
    if (!ahead.isEmpty()) {
      picture.put("ahead", ahead);
    }
    if (!levels.isEmpty()) {
      picture.put("levels", levels).put("quantiles", lists(quantiles));
    }
    return picture
        .put("series", sample.name())
        .put("target", statistics.columns().get(target))
        .put("times", sample.times().subList(from, count))
        .put("actual", actual)
        .put("forecast", Arrays.asList(forecast))
        .put("naive", Arrays.asList(naive))
        .put("cutoffs", cutoffs);
  }

  private static List<List<Double>> lists(Double[][] values) {
    return Arrays.stream(values).map(Arrays::asList).toList();
  }

  /** What is known ahead, in the units of the table: numbers, and classes by name. */
  private List<Json> ahead(SeriesSample sample, int from) {
    List<Json> all = new ArrayList<>();
    for (int i = 0; i < panel.future().size(); i++) {
      int column = panel.firstKnown() + i;
      all.add(ahead(panel.future().get(i), sample, from, column, value -> value));
    }
    for (int i = 0; i < panel.futureClasses().size(); i++) {
      int number = panel.pastClasses().size() + i;
      List<String> names = statistics.classes().get(number).values();
      int column = panel.firstClass() + number;
      all.add(
          ahead(
              panel.futureClasses().get(i),
              sample,
              from,
              column,
              value -> value == 0 ? "unknown" : names.get((int) value - 1)));
    }
    return all;
  }

  private Json ahead(
      String name, SeriesSample sample, int from, int column, DoubleFunction<Object> shown) {
    List<Object> values = new ArrayList<>();
    for (int row = from; row < sample.times().size(); row++) {
      double value = sample.values()[row * statistics.columns().size() + column];
      values.add(Double.isNaN(value) ? null : shown.apply(value));
    }
    return new Json().put("name", name).put("values", values);
  }

  private Rows standardised(SeriesSample sample, SeriesForm form) {
    int columns = statistics.columns().size();
    int width = reader.columnsOfRows();
    RowForm rows = new RowForm(panel, statistics, reader);
    float[] values = new float[sample.times().size() * width];
    for (int row = 0; row < sample.times().size(); row++) {
      rows.write(sample.values(), sample.absent(), row * columns, values, row * width);
      form.measure(values, row * width);
    }
    return new Rows(values, width);
  }

  private boolean isWhole(SeriesSample sample, int from, int to) {
    int columns = statistics.columns().size();
    for (int i = Math.max(0, from) * columns; i < to * columns && !reader.isMasked(); i++) {
      if (Double.isNaN(sample.values()[i])) {
        return false;
      }
    }
    return from >= 0;
  }
}
