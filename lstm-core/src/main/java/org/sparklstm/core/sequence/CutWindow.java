package org.sparklstm.core.sequence;

import java.io.Serializable;

/**
 * A window that has been cut out of its series: it has rows of its own, so it can be sent, and some
 * of its values can be exchanged for those of other windows.
 */
public final class CutWindow implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] values;
  private final int columns;

  /** The first row of the horizon. */
  private final int anchor;

  private final float[] constants;

  private CutWindow(float[] values, int columns, int anchor, float[] constants) {
    this.values = values;
    this.columns = columns;
    this.anchor = anchor;
    this.constants = constants;
  }

  /** Copies the rows that a window depends on. {@code window} Not modified. */
  public static CutWindow of(Window window, WindowSpec spec) {
    int columns = window.rows().columns();
    int first = Math.max(window.first(), window.anchor() - spec.history());
    float[] values = new float[(window.anchor() + spec.horizon() - first) * columns];
    window.rows().copy(first * columns, values, 0, values.length);
    return new CutWindow(values, columns, window.anchor() - first, window.constants());
  }

  /** The window, on its own rows. */
  public Window window() {
    return new Window().at(new Rows(values, columns), anchor).with(constants);
  }

  /**
   * The same window with the values that another one has in a column, at the same distance from the
   * horizon. Where the series of the other one had not begun, the own values stay.
   */
  public CutWindow withColumn(int column, CutWindow other) {
    float[] mixed = values.clone();
    int common = Math.min(anchor, other.anchor);
    int end = values.length / columns - anchor;
    for (int row = -common; row < end; row++) {
      mixed[(anchor + row) * columns + column] =
          other.values[(other.anchor + row) * columns + column];
    }
    return new CutWindow(mixed, columns, anchor, constants);
  }

  /** The same window with a value that all windows of the series of another one have in common. */
  public CutWindow withConstant(int constant, CutWindow other) {
    float[] mixed = constants.clone();
    mixed[constant] = other.constants[constant];
    return new CutWindow(values, columns, anchor, mixed);
  }
}
