package org.sparklstm.core.sequence;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import org.sparklstm.core.tensor.Matrix;

/**
 * Reads windows into a network's matrices. The first columns of a row are the targets, the others
 * are additional features.
 */
public final class WindowReader implements Serializable {
  private static final long serialVersionUID = 1L;

  private final WindowSpec spec;
  private final int columns;
  private final int targets;
  private final boolean marked;
  private final float[] zeros;

  /** Windows of a panel, or null for windows whose rows are all read alike. */
  private final PanelSpec panel;

  private final Windows windows;
  private final Reporting reporting;

  /** Null as long as the table is not known. */
  private final Units units;

  private final AnswerLayout layout;
  private final Offsets offsets;
  private final OutputReader outputs;

  /** Turns stored values of a target into those that errors are measured in. */
  @FunctionalInterface
  public interface Reporting extends Serializable {
    float reported(float stored, int target);
  }

  /** Users' units, in which sums over the horizon are added up. */
  public interface Units extends Serializable {
    /** A stored value in users' units. */
    double of(float stored, int target);

    /** The smallest value of a forecast; -Infinity for none. */
    double smallest();
  }

  /**
   * Creates a reader of rows whose targets were all observed.
   *
   * @param spec the windows
   * @param columns values per row
   * @param targets the number of target columns, from 1 to {@code columns}
   * @throws IllegalArgumentException if {@code targets} is out of range
   */
  public WindowReader(WindowSpec spec, int columns, int targets) {
    this(new Parts(spec, columns, targets, null));
  }

  /** What a reader is made of, for copies that differ in a part. */
  private static final class Parts {
    private WindowSpec spec;
    private int columns;
    private final int targets;
    private PanelSpec panel;
    private boolean marked;
    private float[] zeros;
    private Reporting reporting;
    private Units units;
    private Answers answers = Answers.POINT;
    private Offsets offsets = Offsets.NONE;

    Parts(WindowSpec spec, int columns, int targets, PanelSpec panel) {
      this.spec = spec;
      this.columns = columns;
      this.targets = targets;
      this.panel = panel;
      zeros = new float[Math.max(0, targets)];
    }
  }

  private WindowReader copy(Consumer<Parts> change) {
    Parts parts = new Parts(spec, columns, targets, panel);
    parts.marked = marked;
    parts.zeros = zeros;
    parts.reporting = reporting;
    parts.units = units;
    parts.answers = layout.answers();
    parts.offsets = offsets;
    change.accept(parts);
    return new WindowReader(parts);
  }

  private WindowReader(Parts parts) {
    spec = parts.spec;
    columns = parts.columns;
    targets = parts.targets;
    if (targets < 1 || targets > columns) {
      throw new IllegalArgumentException(
          "%d targets of %d columns, expected at least 1 and at most all columns"
              .formatted(targets, columns));
    }
    marked = parts.marked;
    zeros = parts.zeros;
    panel = parts.panel;
    reporting = parts.reporting;
    units = parts.units;
    offsets = parts.offsets;
    layout = new AnswerLayout(spec.horizon(), targets, parts.answers);
    windows =
        panel == null
            ? new PlainWindows(spec, columns, targets, marked)
            : new PanelWindows(spec, targets, panel);
    outputs = new OutputReader(windows, layout, scale(), units, offsets);
  }

  /** Creates a reader of a panel. */
  public static WindowReader of(WindowSpec spec, int targets, PanelSpec panel) {
    return new WindowReader(new Parts(spec, targets + panel.columns(), targets, panel));
  }

  /**
   * A reader of rows in which some targets were not observed but filled. Such rows have a further
   * column for each target, which is 1 where the target was observed and 0 where not.
   */
  public WindowReader marked() {
    return copy(parts -> parts.marked = true);
  }

  /**
   * A reader that knows where zero is: errors are compared with the size of the actual values.
   *
   * @param standardised the value of zero of each target, as errors are measured. Kept, not copied.
   */
  public WindowReader withZeros(float[] standardised) {
    return copy(parts -> parts.zeros = standardised);
  }

  /**
   * A reader of a panel that knows its table; other readers stay as they are.
   *
   * @param levels the level of each target where a window has none, as it is stored
   * @param spreads the deviation of the levels
   * @param reports turns stored values into those that errors are measured in
   */
  public WindowReader ofTable(float[] levels, float[] spreads, Reporting reports) {
    return panel == null
        ? this
        : copy(
            parts -> {
              parts.panel = panel.withLevels(levels, spreads);
              parts.reporting = reports;
            });
  }

  /**
   * A reader of a panel that sees this of the calendar.
   *
   * @throws NullPointerException if this is no reader of a panel
   */
  public WindowReader withCalendar(List<CalendarFeature> features) {
    PanelSpec other = panel.withCalendar(features);
    return copy(
        parts -> {
          parts.panel = other;
          parts.columns = targets + other.columns();
        });
  }

  /** The same reader, which knows users' units. */
  public WindowReader in(Units users) {
    return copy(parts -> parts.units = users);
  }

  /** The same reader, which makes nothing but the point forecasts of a distribution. */
  public WindowReader pointOnly() {
    Answers only = layout.answers().pointOnly();
    return only.equals(layout.answers()) || !offsets.values().isEmpty() ? this : answering(only);
  }

  /** The same reader for windows of another shape. */
  public WindowReader with(WindowSpec windows) {
    return copy(parts -> parts.spec = windows);
  }

  /** The same reader for a network that answers other values of each target. */
  public WindowReader answering(Answers values) {
    return copy(
        parts -> {
          parts.answers = values;
          parts.offsets = Offsets.NONE;
        });
  }

  /** The same reader, with what makes quantiles of the network's outputs. */
  public WindowReader with(Offsets all) {
    return copy(parts -> parts.offsets = all);
  }

  /** What makes quantiles of the network's outputs, by truth and level; empty for nothing. */
  public float[] offsets() {
    return outputs.offsets();
  }

  /** What is answered for a target at a step. */
  public Answers answers() {
    return layout.answers();
  }

  /** Where the answers lie. */
  public AnswerLayout layout() {
    return layout;
  }

  /** The value of zero, as errors are measured. */
  public float zero(int target) {
    return zeros[target];
  }

  /** Class columns per row, the last channels of the network's input. */
  public int classes() {
    return panel == null ? 0 : panel.classes();
  }

  /** What the network sees of a panel; nothing for windows whose rows are all read alike. */
  public Optional<PanelSpec> panel() {
    return Optional.ofNullable(panel);
  }

  /** Whether the network reads on through the horizon. */
  public boolean isThrough() {
    return panel != null && panel.isThrough();
  }

  /** Whether all rows are read alike, and errors are measured in the stored values. */
  public boolean isPlain() {
    return panel == null && reporting == null;
  }

  /** Whether windows may have unobserved values, and series begin within a lookback. */
  public boolean isMasked() {
    return panel != null && panel.masked();
  }

  /** Values per row: the columns, and the marks if there are any. */
  public int columnsOfRows() {
    return marked ? columns + targets : columns;
  }

  /** Whether some targets may be unobserved. */
  public boolean isPartlyObserved() {
    return marked || isMasked();
  }

  /** What targets are measured by. */
  public WindowScale scale() {
    return panel == null ? WindowScale.NONE : panel.scale();
  }

  /** Number of values that all windows of a series have in common; see {@link Window#with}. */
  public int constants() {
    return panel == null ? 0 : panel.constants(targets);
  }

  /** Whether a target of a row was observed. */
  boolean isAnyObserved(Rows rows, int row) {
    for (int target = 0; target < targets; target++) {
      if (isObserved(rows, row, target)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a row lacks a value without which no window can be read. */
  boolean isMissing(Rows rows, int row) {
    return !isMasked() && rows.isMissing(row);
  }

  /** Whether rows have a column for each target that says whether it was observed. */
  public boolean isMarked() {
    return marked;
  }

  /** I, the network's inputs per time step. */
  public int inputs() {
    return windows.inputs();
  }

  /** The number of rows before the horizon that the network's input depends on. */
  public int inputRows() {
    return spec.lookback() + (spec.baseline() == Baseline.SEASONAL ? spec.period() : 0);
  }

  /** The number of target columns. */
  public int targets() {
    return targets;
  }

  /** The windows. */
  public WindowSpec spec() {
    return spec;
  }

  /** T, the number of time steps of a window. */
  public int steps(Window window) {
    return windows.steps(window);
  }

  /**
   * Writes the network's input for one window.
   *
   * @param input receives the input (rows, I). Modified.
   * @param row the row of the input for a step of the window, from 0
   * @param isHidden tells class columns whose values the network is not to know, from 0
   */
  public void readInput(Window window, Matrix input, IntUnaryOperator row, IntPredicate isHidden) {
    windows.readInput(window, input, row, isHidden);
  }

  /**
   * Writes the network's target for one window, relative to the baseline; NaN where it was not
   * observed. For a distribution of stored values it is the value itself, and its level.
   *
   * @param target receives the target (B, C). Modified.
   * @param row of the window in the target
   */
  public void readTarget(Window window, Matrix target, int row) {
    boolean isOfStored = layout.answers().targetColumns() > 1;
    for (int step = 0; step < spec.horizon(); step++) {
      for (int column = 0; column < targets; column++) {
        int at = target.index(row, layout.targetColumn(layout.truth(step, column)));
        float actual = isObserved(window, step, column) ? actual(window, step, column) : Float.NaN;
        float factor = windows.factor(window, column);
        if (isOfStored) {
          target.data()[at] = actual;
          target.data()[at + 1] = factor;
        } else {
          target.data()[at] = (actual - windows.base(window, step, column)) / factor;
        }
      }
    }
  }

  /** Whether the target at a step of the horizon was observed, and not filled. */
  public boolean isObserved(Window window, int step, int column) {
    return isObserved(window.rows(), window.anchor() + step, column);
  }

  private boolean isObserved(Rows rows, int row, int column) {
    if (isMasked()) {
      return !Float.isNaN(rows.value(row, column));
    }
    return !marked || rows.value(row, columns + column) != 0;
  }

  /** The actual value, as it is stored; NaN in a masked panel where it was not observed. */
  public float actual(Window window, int step, int column) {
    return window.rows().value(window.anchor() + step, column);
  }

  /**
   * Turns the network's outputs for one window into values of the kind that is stored, with the
   * quantiles in order.
   *
   * @param outputs of the network. Not modified.
   * @param row of the window in the outputs
   * @param values receives them. Modified.
   * @param at index of the first
   */
  public void forecast(Window window, Matrix outputs, int row, float[] values, int at) {
    this.outputs.forecast(window, outputs, row, values, at);
  }

  /**
   * What the network's outputs say of a truth: quantiles, then the mean, in the units of the
   * network's target.
   *
   * @param outputs of the network. Not modified.
   * @param row of the window in the outputs
   * @param level of the window, for distributions of stored values
   * @param to receives them; one longer than there are levels. Modified.
   */
  public void answered(Matrix outputs, int row, int truth, float level, double[] to) {
    this.outputs.answered(outputs, row, truth, level, to);
  }

  /** The sums over the horizon; only of a reader that knows users' units. */
  public WindowTotals totals() {
    return new WindowTotals(this, units, outputs);
  }

  /** A stored value, as errors are measured. */
  public float reported(float stored, int column) {
    return reporting == null ? stored : reporting.reported(stored, column);
  }

  /**
   * The naive forecast, as values are stored: the value one season earlier if there is a period,
   * else the last value before the horizon. If that value was not observed, the nearest observed
   * one whole seasons earlier takes its place; if there is none in the window's history, the value
   * that was filled in, the last one observed before.
   */
  public float naive(Window window, int step, int column) {
    return windows.naive(window, step, column);
  }

  /**
   * The row whose value is the naive forecast, or a negative number if nothing was observed in the
   * window's history of a panel.
   */
  public int naiveRow(Window window, int step, int column) {
    return windows.naiveRow(window, step, column);
  }
}
