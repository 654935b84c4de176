package org.sparklstm.job.data.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.WindowScale;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.FeatureScale;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.config.Transform;
import org.sparklstm.job.data.table.Extent;
import org.sparklstm.job.data.table.SeriesScale;
import org.sparklstm.job.data.table.SeriesScales;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.TargetUnits;
import org.sparklstm.job.data.table.Vocabulary;

/** Makes the statistics of a panel from what a pass over it has found. */
final class PanelStatistics {
  private PanelStatistics() {}

  /**
   * The statistics.
   *
   * @param moments moments of each column over the train spans, in users' units
   * @param extents extent of each column over all spans
   * @throws UserException if a column has no numbers, or numbers that cannot be scaled
   */
  static Statistics of(
      PanelColumns columns,
      List<Vocabulary> vocabularies,
      List<Moments> moments,
      TargetMoments found,
      List<Extent> extents,
      Table table,
      DataConfig data) {
    int targets = columns.targets().size();
    if (data.isPlain()) {
      return Statistics.of(columns.names(), moments, isScaled(data, targets), table);
    }
    requireDomain(columns, extents, table, data);
    List<Moments> stored = new ArrayList<>(found.transformed());
    stored.addAll(moments.subList(targets, columns.numbers().size()));
    Statistics numbers = Statistics.of(columns.numbers(), stored, isScaled(data, targets), table);
    List<Double> means = new ArrayList<>(numbers.means());
    List<Double> scales = new ArrayList<>(numbers.scales());
    // calendar and classes are as they are
    while (means.size() < columns.names().size()) {
      means.add(0.0);
      scales.add(1.0);
    }
    return new Statistics(
        columns.names(),
        means,
        scales,
        units(columns, moments, stored, found, data),
        vocabularies.isEmpty() ? null : vocabularies,
        null,
        null);
  }

  private static IntPredicate isScaled(DataConfig data, int targets) {
    return column -> column < targets ? data.scalesTargets() : data.scalesFeatures();
  }

  private static void requireDomain(
      PanelColumns columns, List<Extent> extents, Table table, DataConfig data) {
    for (int target = 0; target < columns.targets().size(); target++) {
      double smallest = extents.get(target).smallest();
      if (data.transform() == Transform.LOG1P && !(smallest > -1)) {
        throw UserException.of(
            "{data.transform} = log1p is for values above -1, but column '%s' of %s has %s; set it to asinh or none",
            columns.targets().get(target), table.name(), smallest);
      }
    }
  }

  private static TargetUnits units(
      PanelColumns columns,
      List<Moments> moments,
      List<Moments> stored,
      TargetMoments found,
      DataConfig data) {
    List<Double> means = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    List<Double> levels = new ArrayList<>();
    List<Double> spreads = new ArrayList<>();
    for (int target = 0; target < columns.targets().size(); target++) {
      means.add(moments.get(target).mean());
      scales.add(orOne(moments.get(target).deviation()));
      boolean isRatio = data.hasRatios();
      double level = found.level(target, isRatio ? WindowScale.RATIO : WindowScale.SHIFT);
      levels.add(isRatio ? orOne(level) : level);
      spreads.add(orOne(found.transformed().get(target).deviation()));
    }
    SeriesScales series =
        data.scalesBySeries()
            ? new SeriesScales(
                data.featureScale() == FeatureScale.SERIES,
                panel(stored.subList(0, columns.firstStatic())),
                Map.of())
            : null;
    return new TargetUnits(data.transform(), means, scales, levels, spreads, null, series, null);
  }

  private static SeriesScale panel(List<Moments> stored) {
    return new SeriesScale(
        stored.stream().map(Moments::mean).toList(),
        stored.stream().map(one -> orOne(one.deviation())).toList());
  }

  private static Double orOne(double value) {
    return value > 0 ? value : 1;
  }
}
