package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowScale;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.config.Transform;
import org.sparklstm.job.data.table.SeriesScale;

/** What is gathered of one series over its train span, as far as the configuration needs it. */
final class OwnMoments {
  private final Needs needs;
  private final int count;
  private final SeriesMoments moments;
  private final TargetMoments targets;

  /**
   * What is needed of each series.
   *
   * @param scale what targets are measured by
   * @param bySeries whether targets or features are measured by mean and deviation of their series
   */
  record Needs(Transform transform, WindowScale scale, boolean bySeries) implements Serializable {
    static Needs of(DataConfig data, WindowReader reader) {
      return new Needs(data.transform(), reader.scale(), data.scalesBySeries());
    }
  }

  OwnMoments(PanelColumns panel, Needs needs) {
    this.needs = needs;
    count = panel.targets().size();
    moments = needs.bySeries() ? new SeriesMoments(panel, needs.transform()) : null;
    targets = needs.scale().isOfWindow() ? new TargetMoments(count, needs.transform()) : null;
  }

  /** Adds the row at which a cursor is. */
  void add(SeriesCursor cursor) {
    if (moments != null) {
      moments.add(cursor.values(), 0);
    }
    for (int column = 0; targets != null && column < count; column++) {
      if (!cursor.isAbsent(column)) {
        targets.add(column, cursor.values()[column]);
      }
    }
  }

  /** Means and deviations; nothing if series are not measured by them. */
  Optional<SeriesScale> scale() {
    return Optional.ofNullable(moments).map(SeriesMoments::found);
  }

  /**
   * The level of each target, NaN where it has none that a window can be measured by; nothing if
   * windows are not measured by their levels.
   */
  Optional<List<Double>> levels() {
    if (targets == null) {
      return Optional.empty();
    }
    List<Double> levels = new ArrayList<>();
    for (int target = 0; target < count; target++) {
      double level = targets.level(target, needs.scale());
      levels.add(needs.scale() == WindowScale.RATIO && !(level > 0) ? Double.NaN : level);
    }
    return Optional.of(levels);
  }
}
