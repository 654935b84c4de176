package org.sparklstm.core.sequence;

/**
 * The position of a window on a series. The instance is reusable; {@link SeriesShard#find} sets it.
 */
public final class Window {
  static final float[] NO_CONSTANTS = {};

  private Rows rows;
  private int anchor;
  private int series;
  private int first;
  private float[] constants = NO_CONSTANTS;

  /** The level of each target; see {@link WindowReader}. Found when it is first asked for. */
  private float[] levels;

  private boolean hasLevels;
  private boolean isSubstituted;

  /** The rows that the window lies on. */
  public Rows rows() {
    return rows;
  }

  /** The first row of the horizon. */
  public int anchor() {
    return anchor;
  }

  /** Index of the series in canonical order; 0 where that is not known. */
  public int series() {
    return series;
  }

  /** The first row before the anchor that belongs to the series. */
  int first() {
    return first;
  }

  /**
   * Moves the window on a series. Modified.
   *
   * @param first row of the series
   * @return this
   */
  Window at(Rows rows, int anchor, int first, int series) {
    this.rows = rows;
    this.anchor = anchor;
    this.first = first;
    this.series = series;
    hasLevels = false;
    return this;
  }

  /**
   * Moves the window. All rows are those of its series. Modified.
   *
   * @return this
   */
  public Window at(Rows rows, int anchor) {
    return at(rows, anchor, 0, series);
  }

  /**
   * The same where the series begins with a later row. Modified.
   *
   * @param first row of the series
   * @return this
   */
  public Window at(Rows rows, int anchor, int first) {
    return at(rows, anchor, first, series);
  }

  /**
   * Hides the rows before the anchor, as if the series began there. Modified.
   *
   * @return this
   */
  public Window withoutHistory() {
    return at(rows, anchor, anchor, series);
  }

  /**
   * Says what all windows of the series have in common. Modified.
   *
   * @param common static values and class numbers; then, with {@link WindowScale#SERIES}, for each
   *     target what is subtracted and what is divided by, and last 1 if these are those of the
   *     panel; or, with a scale by window, for each target the level that stands for that of a
   *     window in which nothing was observed. Kept, not copied.
   * @return this
   */
  public Window with(float[] common) {
    constants = common;
    hasLevels = false;
    return this;
  }

  /** What all windows of the series have in common. */
  float[] constants() {
    return constants;
  }

  boolean hasLevels() {
    return hasLevels;
  }

  /** The array for the levels of the targets, for the reader to fill. */
  float[] levels(int targets) {
    if (levels == null || levels.length != targets) {
      levels = new float[targets];
    }
    return levels;
  }

  float level(int target) {
    return levels[target];
  }

  /** Whether nothing was observed that the levels could be taken from. */
  boolean isSubstituted() {
    return isSubstituted;
  }

  void setLevels(boolean substituted) {
    hasLevels = true;
    isSubstituted = substituted;
  }
}
