package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.broadcast.Broadcast;
import org.sparklstm.core.exact.ContentSum;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.sequence.WindowSpec;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.PanelColumns;
import org.sparklstm.job.config.Transform;
import org.sparklstm.job.data.table.Extent;
import org.sparklstm.job.data.table.SeriesKey;
import org.sparklstm.job.data.table.SeriesScale;
import org.sparklstm.job.data.table.Statistics;

/**
 * Results of one pass over all rows of the used series; the same for any partitioning.
 *
 * @param moments moments of each column over the train spans
 * @param targets moments of the transformed targets
 * @param extents extent of each column over all spans
 * @param content fingerprint of all spans
 * @param samples samples of some series, in canonical order
 * @param naive see {@link NaiveScales}
 * @param residuals see {@link NaiveResiduals}; empty if no quantiles are forecast
 * @param own means and deviations of each series over its train span, by ordinal; empty if they are
 *     not wanted
 * @param levels levels of the targets of each series over its train span, by ordinal, NaN for none;
 *     empty if they are not wanted
 * @param times for each series, the last time before its test span and the first in it
 */
record SeriesScan(
    List<Moments> moments,
    TargetMoments targets,
    List<Extent> extents,
    ContentSum content,
    List<SeriesSample> samples,
    Map<Integer, double[]> naive,
    Map<Integer, NaiveResiduals.Found> residuals,
    Map<Integer, SeriesScale> own,
    Map<Integer, List<Double>> levels,
    SpanTimes times)
    implements Serializable {

  private static SeriesScan empty(
      int columns, TargetMoments targets, ContentSum content, List<SeriesSample> samples) {
    List<Moments> moments = new ArrayList<>();
    List<Extent> extents = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      moments.add(new Moments());
      extents.add(new Extent());
    }
    return new SeriesScan(
        moments,
        targets,
        extents,
        content,
        samples,
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new HashMap<>(),
        new SpanTimes());
  }

  private void add(int column, double value, boolean isInTrainSpan) {
    extents.get(column).add(value);
    if (isInTrainSpan) {
      moments.get(column).add(value);
      targets.add(column, value);
    }
  }

  private void merge(SeriesScan other) {
    for (int column = 0; column < moments.size(); column++) {
      moments.get(column).add(other.moments.get(column));
      extents.get(column).add(other.extents.get(column));
    }
    targets.merge(other.targets);
    content.add(other.content);
    samples.addAll(other.samples);
    naive.putAll(other.naive);
    residuals.putAll(other.residuals);
    own.putAll(other.own);
    levels.putAll(other.levels);
    times.add(other.times);
  }

  private void end(SeriesPlan plan, OwnMoments found) {
    if (plan != null) {
      found.scale().ifPresent(scale -> own.put(plan.ordinal(), scale));
      found.levels().ifPresent(ofTargets -> levels.put(plan.ordinal(), ofTargets));
    }
  }

  /** The scale of each series that has values of all targets, by the text of its key. */
  Map<String, SeriesScale> scales(ShardLayout layout, Statistics statistics) {
    Map<String, SeriesScale> scales = new HashMap<>();
    if (statistics.seriesScales().isEmpty()) {
      return scales;
    }
    SeriesScale panel = statistics.seriesScales().get().panel();
    List<SeriesKey> keys = layout.keys();
    own.forEach(
        (ordinal, found) ->
            found
                .completedBy(panel, targets.transformed().size())
                .ifPresent(scale -> scales.put(keys.get(ordinal).text(), scale)));
    return scales;
  }

  /** The levels of each series, by the text of its key, with the panel's where it has none. */
  Map<String, List<Double>> levels(ShardLayout layout, Statistics statistics) {
    List<SeriesKey> keys = layout.keys();
    Map<String, List<Double>> byKey = new HashMap<>();
    levels.forEach(
        (ordinal, found) ->
            byKey.put(keys.get(ordinal).text(), statistics.units().orPanels(found)));
    return byKey;
  }

  /** Makes one pass over the rows of a table. */
  static SeriesScan of(
      SeriesTable table,
      Broadcast<ShardLayout> shared,
      ShardLayout layout,
      WindowReader reader,
      DataConfig data) {
    WindowSpec windows = reader.spec();
    SeriesColumns columns = table.columns();
    Missing missing = table.missing();
    List<SeriesKey> sampled =
        SeriesSample.evenlySpaced(
            table.series().stream()
                .map(SeriesSummary::key)
                .filter(key -> layout.hasWindows(key, Split.TEST, windows))
                .toList());
    OwnMoments.Needs needs = OwnMoments.Needs.of(data, reader);
    int targets = reader.targets();
    double[] levels = data.split().wants(Split.TEST) ? reader.answers().quantiles() : new double[0];
    Transform transform = table.transform();
    int history = windows.history();
    int forecast = windows.horizon() * SeriesSample.horizons(windows.horizon());
    List<SeriesScan> perPartition =
        table
            .rows()
            .mapPartitions(
                rows -> {
                  SeriesCursor cursor = new SeriesCursor(rows, columns, missing);
                  SeriesSampler sampler =
                      new SeriesSampler(Set.copyOf(sampled), history, forecast, columns);
                  NaiveScales naive = new NaiveScales(windows.period(), targets);
                  NaiveResiduals residuals = new NaiveResiduals(reader, levels);
                  TargetMoments moments = new TargetMoments(targets, transform);
                  SeriesScan found =
                      scan(
                          cursor,
                          shared.value(),
                          sampler,
                          naive,
                          residuals,
                          moments,
                          columns.panel(),
                          needs);
                  return List.of(found).iterator();
                })
            .collect();
    SeriesScan all =
        SeriesScan.empty(
            columns.values().size(),
            new TargetMoments(targets, transform),
            new ContentSum(),
            new ArrayList<>());
    perPartition.forEach(all::merge);
    all.samples().sort(Comparator.comparing(SeriesSample::name));
    return all;
  }

  private static SeriesScan scan(
      SeriesCursor cursor,
      ShardLayout layout,
      SeriesSampler sampler,
      NaiveScales naive,
      NaiveResiduals residuals,
      TargetMoments targets,
      PanelColumns panel,
      OwnMoments.Needs needs) {
    SeriesContent content = new SeriesContent();
    SeriesScan scan = empty(cursor.values().length, targets, new ContentSum(), new ArrayList<>());
    SeriesPlan plan = null;
    OwnMoments own = null;
    while (cursor.advance()) {
      if (cursor.rowInSeries() == 0) {
        scan.end(plan, own);
        plan = layout.plan(cursor.key());
        own = new OwnMoments(panel, needs);
        if (plan != null) {
          content.begin(cursor.key());
          sampler.begin(cursor.key(), plan);
          naive.begin(plan);
          residuals.begin(plan);
        }
      }
      if (plan != null) {
        content.row(cursor.position(), cursor.values());
        sampler.row(cursor);
        naive.row(cursor);
        residuals.row(cursor);
        scan.times().row(cursor, plan);
        boolean isInTrainSpan = cursor.rowInSeries() < plan.bounds().trainEnd();
        if (isInTrainSpan) {
          own.add(cursor);
        }
        for (int column = 0; column < cursor.values().length; column++) {
          if (!cursor.isAbsent(column)) {
            scan.add(column, cursor.values()[column], isInTrainSpan);
          }
        }
      }
    }
    scan.end(plan, own);
    scan.content().add(content.sum());
    scan.samples().addAll(sampler.samples());
    scan.naive().putAll(naive.scales());
    scan.residuals().putAll(residuals.found());
    return scan;
  }
}
