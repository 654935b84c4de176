package org.sparklstm.job.data.series;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.config.Transform;
import org.sparklstm.job.data.table.SeriesScale;

/** Moments of the targets, past and future features of one series. */
public final class SeriesMoments {
  private final Transform transform;
  private final int targets;
  private final List<Moments> moments = new ArrayList<>();

  public SeriesMoments(PanelColumns panel, Transform transform) {
    this.transform = transform;
    targets = panel.targets().size();
    for (int column = 0; column < panel.firstStatic(); column++) {
      moments.add(new Moments());
    }
  }

  /**
   * Adds a row.
   *
   * @param values the row, in users' units, from {@code at}; NaN where there is none
   */
  public void add(double[] values, int at) {
    for (int column = 0; column < moments.size(); column++) {
      double value = values[at + column];
      double stored = column < targets ? transform.apply(value) : value;
      if (Double.isFinite(stored)) {
        moments.get(column).add(stored);
      }
    }
  }

  /** Means and deviations of what was added. */
  public SeriesScale found() {
    return new SeriesScale(
        moments.stream().map(one -> one.count() == 0 ? Double.NaN : one.mean()).toList(),
        moments.stream().map(one -> one.count() == 0 ? 0.0 : one.deviation()).toList());
  }
}
