package org.sparklstm.core.sequence;

/**
 * The position of a window on a series. The instance is reusable; {@link SeriesShard#find} sets it.
 */
public final class Window {
  private Rows rows;
  private int anchor;
  private int series;

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

  /**
   * Moves the window on a series. Modified.
   *
   * @return this
   */
  Window at(Rows rows, int anchor, int series) {
    this.series = series;
    return at(rows, anchor);
  }

  /**
   * Moves the window. Modified.
   *
   * @return this
   */
  public Window at(Rows rows, int anchor) {
    this.rows = rows;
    this.anchor = anchor;
    return this;
  }
}
