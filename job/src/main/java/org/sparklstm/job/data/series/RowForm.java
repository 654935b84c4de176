package org.sparklstm.job.data.series;

import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.data.table.Statistics;

/**
 * Writes rows as windows lie on them: standardised, without what is the same in all rows of a
 * series, and with a mark for each target if what is missing has been filled.
 */
public final class RowForm {
  private final Statistics statistics;
  private final WindowReader reader;
  private final int firstKnown;
  private final int[] columns;

  public RowForm(PanelColumns panel, Statistics statistics, WindowReader reader) {
    this.statistics = statistics;
    this.reader = reader;
    firstKnown = panel.firstKnown();
    columns = panel.ofRows();
  }

  /**
   * Writes a row.
   *
   * @param values the row's values, from {@code from}. Not modified.
   * @param absent whether a value was not observed, even if it has been filled. Not modified.
   * @param to receives {@link WindowReader#columnsOfRows} values, from {@code at}. Modified.
   */
  public void write(double[] values, boolean[] absent, int from, float[] to, int at) {
    int next = at;
    for (int column : columns) {
      float value = statistics.standardise(values[from + column], column);
      boolean isUnknown = column >= firstKnown && reader.isMasked() && Float.isNaN(value);
      to[next++] = isUnknown ? 0 : value;
    }
    for (int target = 0; reader.isMarked() && target < reader.targets(); target++) {
      to[next++] = absent[from + target] ? 0 : 1;
    }
  }
}
