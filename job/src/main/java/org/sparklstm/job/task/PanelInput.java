package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.sequence.CutWindow;
import org.sparklstm.job.config.PanelColumns;

/**
 * An input of a forecaster of panels.
 *
 * @param name of the column
 * @param key that names it in the configuration
 * @param index of its value: in each row, or among what all rows of a series have in common
 * @param isOfSeries whether it is the same in all rows of a series
 */
record PanelInput(String name, String key, int index, boolean isOfSeries) {

  /** All inputs: the history of the targets, columns, and what is seen of the time as one. */
  static List<PanelInput> of(PanelColumns panel) {
    List<String> names = panel.names();
    List<PanelInput> inputs = new ArrayList<>();
    int[] ofRows = panel.ofRows();
    for (int i = 0; i < ofRows.length; i++) {
      inputs.add(of(panel, names.get(ofRows[i]), ofRows[i], i, false));
    }
    int[] ofSeries = panel.ofSeries();
    for (int i = 0; i < ofSeries.length; i++) {
      inputs.add(of(panel, names.get(ofSeries[i]), ofSeries[i], i, true));
    }
    return inputs;
  }

  private static PanelInput of(
      PanelColumns panel, String name, int value, int index, boolean isOfSeries) {
    if (panel.hasClock() && value == panel.clock()) {
      return new PanelInput("the calendar", name, index, isOfSeries);
    }
    String key = value >= panel.firstClass() ? "data.categorical" : panel.key(name);
    return new PanelInput(name, key, index, isOfSeries);
  }

  /** A window with the values that another one has of this input. */
  CutWindow exchanged(CutWindow window, CutWindow other) {
    return isOfSeries ? window.withConstant(index, other) : window.withColumn(index, other);
  }
}
