package org.sparklstm.core.sequence;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.sparklstm.core.tensor.Matrix;

/**
 * Reads windows of a panel; see {@link PanelSpec}. A window of a series that begins within its
 * lookback has fewer steps. An unobserved value is 0 in the input and is truth nowhere.
 */
final class PanelWindows implements Windows {
  /** Stands for a value that no row of the window has. */
  static final int NO_ROW = -1;

  private static final long serialVersionUID = 1L;

  private final WindowSpec spec;
  private final int targets;
  private final PanelSpec panel;

  PanelWindows(WindowSpec spec, int targets, PanelSpec panel) {
    this.spec = spec;
    this.targets = targets;
    this.panel = panel;
  }

  private boolean isSeasonal() {
    return spec.baseline() == Baseline.SEASONAL;
  }

  @Override
  public int inputs() {
    return numbers() + panel.classes();
  }

  /** Channels that are numbers. */
  private int numbers() {
    return targets * (isSeasonal() ? 2 : 1)
        + panel.past()
        + panel.future()
        + panel.statics()
        + CalendarFeature.CHANNELS * panel.calendar().size()
        + (panel.isScaled() ? targets + 1 : 0)
        + (panel.masked() ? targets : 0);
  }

  /** The rows of the lookback that the series has. */
  private int history(Window window) {
    return Math.min(spec.lookback(), window.anchor() - window.first());
  }

  @Override
  public int steps(Window window) {
    return history(window) + (panel.isThrough() ? spec.horizon() : 0);
  }

  boolean isObserved(Window window, int row, int target) {
    return !panel.masked() || !Float.isNaN(window.rows().value(row, target));
  }

  @Override
  public void readInput(Window window, Matrix input, IntUnaryOperator row, IntPredicate isHidden) {
    int first = window.anchor() - history(window);
    int steps = steps(window);
    for (int t = 0; t < steps; t++) {
      readStep(window, first + t, input.data(), input.index(row.applyAsInt(t), 0), isHidden);
    }
  }

  private void readStep(Window window, int row, float[] to, int from, IntPredicate isHidden) {
    Rows rows = window.rows();
    boolean isPast = row < window.anchor();
    int at = from;
    for (int target = 0; target < targets; target++) {
      boolean isSeen = isPast && isObserved(window, row, target);
      float base =
          spec.baseline() == Baseline.LAST ? base(window, 0, target) : shift(window, target);
      to[at++] = isSeen ? (rows.value(row, target) - base) / factor(window, target) : 0;
    }
    for (int target = 0; isSeasonal() && target < targets; target++) {
      to[at++] = isPast ? seasonalDifference(window, row, target) : 0;
    }
    int column = targets;
    for (int i = 0; i < panel.past(); i++) {
      float value = rows.value(row, column++);
      to[at++] = isPast && !Float.isNaN(value) ? value : 0;
    }
    for (int i = 0; i < panel.future(); i++) {
      to[at++] = rows.value(row, column++);
    }
    System.arraycopy(window.constants(), 0, to, at, panel.statics());
    at += panel.statics();
    if (!panel.calendar().isEmpty()) {
      float clock = rows.value(row, column++);
      for (CalendarFeature feature : panel.calendar()) {
        feature.write(clock, to, at);
        at += CalendarFeature.CHANNELS;
      }
    }
    for (int target = 0; panel.isScaled() && target < targets; target++) {
      to[at++] = levelChannel(window, target);
    }
    if (panel.isScaled()) {
      to[at++] = isSubstituted(window) ? 1 : 0;
    }
    for (int target = 0; panel.masked() && target < targets; target++) {
      to[at++] = isPast && isObserved(window, row, target) ? 1 : 0;
    }
    int ofRows = panel.pastClasses() + panel.futureClasses();
    for (int i = 0; i < panel.classes(); i++) {
      float number =
          i < ofRows ? rows.value(row, column++) : window.constants()[panel.statics() + i - ofRows];
      to[at++] = isHidden.test(i) || (!isPast && i < panel.pastClasses()) ? 0 : number;
    }
  }

  /** Index of the first target's level (its mean, with SERIES) among the window's constants. */
  private int firstLevel() {
    return panel.statics() + panel.seriesClasses();
  }

  private boolean isSubstituted(Window window) {
    return panel.scale() == WindowScale.SERIES
        ? window.constants()[firstLevel() + 2 * targets] != 0
        : window.isSubstituted();
  }

  private float seasonalDifference(Window window, int row, int target) {
    int earlier = row - spec.period();
    boolean areSeen =
        earlier >= window.first()
            && isObserved(window, row, target)
            && isObserved(window, earlier, target);
    return areSeen
        ? (window.rows().value(row, target) - window.rows().value(earlier, target))
            / factor(window, target)
        : 0;
  }

  /** The level of a target over the lookback or in its series, or that of the panel. */
  @Override
  public float level(Window window, int target) {
    if (panel.scale() == WindowScale.SERIES) {
      return window.constants()[firstLevel() + target];
    }
    if (!window.hasLevels()) {
      findLevels(window);
    }
    return window.level(target);
  }

  @Override
  public double meanSize(Window window, int target, WindowReader.Units units) {
    double sum = 0;
    int observed = 0;
    for (int row = window.anchor() - history(window); row < window.anchor(); row++) {
      if (isObserved(window, row, target)) {
        sum += Math.abs(units.of(window.rows().value(row, target), target));
        observed++;
      }
    }
    return sum > 0 ? sum / observed : Math.abs(units.of(substituteLevel(window, target), target));
  }

  private void findLevels(Window window) {
    float[] levels = window.levels(targets);
    boolean isSubstituted = false;
    for (int target = 0; target < targets; target++) {
      double sum = 0;
      int observed = 0;
      for (int row = window.anchor() - history(window); row < window.anchor(); row++) {
        if (isObserved(window, row, target)) {
          float value = window.rows().value(row, target);
          sum += panel.scale() == WindowScale.RATIO ? Math.abs(value) : value;
          observed++;
        }
      }
      boolean isKnown = observed > 0 && (sum != 0 || panel.scale() != WindowScale.RATIO);
      levels[target] = isKnown ? (float) (sum / observed) : substituteLevel(window, target);
      isSubstituted |= !isKnown;
    }
    window.setLevels(isSubstituted);
  }

  /** The level of the series; the panel's if the window has no history rows. */
  private float substituteLevel(Window window, int target) {
    return history(window) == 0
        ? panel.levels()[target]
        : window.constants()[firstLevel() + target];
  }

  /** The level as the network sees it, of the size of 1. */
  private float levelChannel(Window window, int target) {
    float level = level(window, target);
    float panelLevel = panel.levels()[target];
    return panel.scale() == WindowScale.RATIO
        ? (float) StrictMath.log(level / panelLevel)
        : (level - panelLevel) / panel.spreads()[target];
  }

  private float shift(Window window, int target) {
    return panel.scale() == WindowScale.SHIFT || panel.scale() == WindowScale.SERIES
        ? level(window, target)
        : 0;
  }

  @Override
  public float factor(Window window, int target) {
    return switch (panel.scale()) {
      case NONE, SHIFT -> 1;
      case RATIO -> level(window, target);
      case SERIES -> window.constants()[firstLevel() + targets + target];
    };
  }

  @Override
  public float base(Window window, int step, int target) {
    return switch (spec.baseline()) {
      case NONE -> shift(window, target);
      case LAST -> last(window, target);
      case SEASONAL -> seasonal(window, step, target);
    };
  }

  @Override
  public float naive(Window window, int step, int target) {
    return valueAt(naiveRow(window, step, target), window, target);
  }

  @Override
  public int naiveRow(Window window, int step, int target) {
    return spec.period() == 0 ? lastRow(window, target) : seasonalRow(window, step, target);
  }

  private float valueAt(int row, Window window, int target) {
    if (row != NO_ROW) {
      return window.rows().value(row, target);
    }
    return panel.isScaled() ? level(window, target) : 0;
  }

  /** The last observed value; if there is none, the level, or 0 without a scale. */
  private float last(Window window, int target) {
    return valueAt(lastRow(window, target), window, target);
  }

  private int lastRow(Window window, int target) {
    for (int row = window.anchor() - 1; row >= firstRead(window); row--) {
      if (isObserved(window, row, target)) {
        return row;
      }
    }
    return NO_ROW;
  }

  private int firstRead(Window window) {
    return Math.max(window.first(), window.anchor() - spec.history());
  }

  /** The latest observed value whole seasons before the step; if there is none, the last one. */
  private float seasonal(Window window, int step, int target) {
    return valueAt(seasonalRow(window, step, target), window, target);
  }

  private int seasonalRow(Window window, int step, int target) {
    for (int row = spec.seasonalRow(window.anchor(), step);
        row >= firstRead(window);
        row -= spec.period()) {
      if (isObserved(window, row, target)) {
        return row;
      }
    }
    return lastRow(window, target);
  }
}
