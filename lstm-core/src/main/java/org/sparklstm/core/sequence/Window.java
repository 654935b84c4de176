package org.sparklstm.core.sequence;

/** A window on a series: where it lies. Filled again and again, by {@link SeriesShard#find}. */
public final class Window {
  private Rows rows;
  private int anchor;

  public Rows rows() {
    return rows;
  }

  /** The row at which the horizon begins. */
  public int anchor() {
    return anchor;
  }

  /** Puts the window at a place of one's own choice. Modified. */
  public Window at(Rows rows, int anchor) {
    this.rows = rows;
    this.anchor = anchor;
    return this;
  }
}
