package org.sparklstm.core.sequence;

import java.io.Serializable;
import org.sparklstm.core.distribution.Distribution;
import org.sparklstm.core.sequence.WindowReader.Units;
import org.sparklstm.core.tensor.Matrix;

/** Turns a network's outputs into forecasts. */
final class OutputReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Windows windows;
  private final AnswerLayout layout;
  private final WindowScale scale;
  private final Units units;

  /** What is added to outputs, by truth and level; empty for nothing. */
  private final float[] offsets;

  /** What is added to sums, by target and answer; empty for nothing. */
  private final float[] totals;

  /** Made anew in each process, as lambdas of another one may not be read. */
  private transient Distribution.Quantiles quantiles;

  /**
   * Creates a reader of outputs.
   *
   * @param units null as long as the table is not known
   */
  OutputReader(
      Windows windows, AnswerLayout layout, WindowScale scale, Units units, Offsets offsets) {
    this.windows = windows;
    this.layout = layout;
    this.scale = scale;
    this.units = units;
    this.offsets = offsets.ofSteps(layout);
    totals = offsets.ofTotals(layout);
  }

  /** What is added to outputs, by truth and level; empty for nothing. */
  float[] offsets() {
    return offsets.clone();
  }

  /** See {@link WindowReader#forecast}. */
  void forecast(Window window, Matrix outputs, int row, float[] values, int at) {
    Answers answers = layout.answers();
    int count = answers.values();
    double[] answered = new double[answers.levels().size() + 1];
    boolean isOfStored = answers.targetColumns() > 1;
    for (int step = 0; step < layout.horizon(); step++) {
      for (int column = 0; column < layout.targets(); column++) {
        float factor = windows.factor(window, column);
        float base = windows.base(window, step, column);
        int truth = layout.truth(step, column);
        int first = at + truth * count;
        answered(outputs, row, truth, factor, answered);
        for (int value = 0; value < count; value++) {
          float one = (float) answered[value];
          values[first + value] =
              isOfStored
                  ? shifted(one, truth, value, factor)
                  : shifted(one, truth, value, 1) * factor + base;
        }
        answers.arrange(values, first);
      }
    }
    if (layout.hasTotals()) {
      addTotals(window, outputs, row, values, at);
    }
  }

  /**
   * What the outputs say of a truth: quantiles, then the mean, in the units of the network's
   * target.
   *
   * @param level of the window
   * @param to receives them; one longer than there are levels. Modified.
   */
  void answered(Matrix outputs, int row, int truth, float level, double[] to) {
    int first = outputs.index(row, layout.output(truth));
    Answers answers = layout.answers();
    if (answers.distribution().isPresent()) {
      quantiles().of(outputs.data(), first, level, to);
      return;
    }
    for (int value = 0; value < answers.values(); value++) {
      to[value] = outputs.data()[first + (answers.outputs() == 1 ? 0 : value)];
    }
  }

  private Distribution.Quantiles quantiles() {
    if (quantiles == null) {
      Answers answers = layout.answers();
      quantiles = answers.distribution().orElseThrow().quantiles(answers.quantiles());
    }
    return quantiles;
  }

  private float shifted(float one, int truth, int value, float unit) {
    int levels = layout.answers().levels().size();
    return offsets.length == 0 || value >= levels
        ? one
        : one + offsets[truth * levels + value] * unit;
  }

  private void addTotals(Window window, Matrix outputs, int row, float[] values, int at) {
    int count = layout.ofTotal();
    for (int target = 0; target < layout.targets(); target++) {
      double sum = sum(values, at, target);
      double size = totals.length == 0 ? 0 : size(window, target, outputs, row, values, at);
      for (int i = 0; i < count; i++) {
        double offset = totals.length == 0 ? 0 : totals[target * count + i] * size;
        double smallest = layout.horizon() * smallest();
        values[at + layout.total(target) + i] = (float) Math.max(smallest, sum + offset);
      }
    }
  }

  /** The sum of the forecasts of a target, in users' units. */
  double sum(float[] values, int at, int target) {
    double sum = 0;
    for (int step = 0; step < layout.horizon(); step++) {
      sum += units.of(values[at + layout.point(step, target)], target);
    }
    return sum;
  }

  private double smallest() {
    return layout.answers().targetColumns() > 1 ? Math.max(0, units.smallest()) : units.smallest();
  }

  /** See {@link WindowTotals#size}. */
  double size(Window window, int target, Matrix outputs, int row, float[] values, int at) {
    double told = told(window, target, outputs, row, values, at);
    return told > 0 && Double.isFinite(told) ? told : size(window, target);
  }

  /** What the outputs say of the spread of the sum; 0 if they say nothing. */
  private double told(Window window, int target, Matrix outputs, int row, float[] values, int at) {
    Answers answers = layout.answers();
    if (answers.targetColumns() > 1) {
      double variance = 0;
      float level = windows.factor(window, target);
      for (int step = 0; step < layout.horizon(); step++) {
        int first = outputs.index(row, layout.output(layout.truth(step, target)));
        double one = answers.distribution().orElseThrow().deviation(outputs.data(), first, level);
        variance += one * one;
      }
      return Math.sqrt(variance);
    }
    double width = 0;
    int highest = answers.levels().size() - 1;
    boolean isTold = highest > 0 && answers.origin() != Answers.Origin.SHIFTED;
    for (int step = 0; isTold && step < layout.horizon(); step++) {
      width +=
          units.of(values[at + layout.quantile(step, target, highest)], target)
              - units.of(values[at + layout.quantile(step, target, 0)], target);
    }
    return width;
  }

  private double size(Window window, int target) {
    if (scale == WindowScale.NONE) {
      return 1;
    }
    double size =
        scale == WindowScale.SERIES
            ? units.of(windows.level(window, target) + windows.factor(window, target), target)
                - units.of(windows.level(window, target), target)
            : windows.meanSize(window, target, units);
    return size > 0 && Double.isFinite(size) ? size : 1;
  }
}
