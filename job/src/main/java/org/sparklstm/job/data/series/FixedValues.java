package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.sparklstm.job.config.PanelColumns;

/**
 * The static values and classes of one series, in the order of {@link PanelColumns#ofSeries}: the
 * first that the table has of each.
 */
public final class FixedValues implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int[] columns;
  private final double[] values;
  private final boolean[] varies;

  public FixedValues(PanelColumns panel) {
    columns = panel.ofSeries();
    values = new double[columns.length];
    varies = new boolean[columns.length];
    Arrays.fill(values, Double.NaN);
  }

  /** Looks at the cursor's row. {@code cursor} Not modified. */
  public void row(SeriesCursor cursor) {
    for (int i = 0; i < columns.length; i++) {
      if (!cursor.isAbsent(columns[i])) {
        double value = cursor.values()[columns[i]];
        varies[i] |= value != values[i] && !Double.isNaN(values[i]);
        values[i] = Double.isNaN(values[i]) ? value : values[i];
      }
    }
  }

  /** The values; NaN where there is none. */
  public List<Double> values() {
    return Arrays.stream(values).boxed().toList();
  }

  /** Whether the series has several values in a column of the table. */
  public boolean varies(int column) {
    int at = Arrays.binarySearch(columns, column);
    return at >= 0 && varies[at];
  }
}
