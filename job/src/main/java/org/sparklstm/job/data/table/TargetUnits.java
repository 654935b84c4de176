package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.sparklstm.job.config.Transform;

/**
 * What the targets of a panel are in users' units, where that is more than a mean and a scale.
 *
 * @param transform applied to targets before they are standardised
 * @param means means of the targets over the train spans, in users' units
 * @param scales population standard deviations, in users' units; 1 for a constant target
 * @param levels levels of the targets where neither a window nor its series has one, as they are
 *     stored
 * @param spreads deviations of the levels
 * @param minimum the smallest value of a forecast, in users' units; null for none
 * @param series what each series is measured by; null if that is not its own mean and deviation
 * @param seriesLevels levels of the targets over the train span of each series, by the text of its
 *     key; null if windows are not measured by their levels
 */
public record TargetUnits(
    Transform transform,
    List<Double> means,
    List<Double> scales,
    List<Double> levels,
    List<Double> spreads,
    Double minimum,
    SeriesScales series,
    Map<String, List<Double>> seriesLevels)
    implements Serializable {

  public TargetUnits {
    means = List.copyOf(means);
    scales = List.copyOf(scales);
    levels = List.copyOf(levels);
    spreads = List.copyOf(spreads);
    // sorted, so that a model's file has the same bytes each time
    seriesLevels = seriesLevels == null ? null : new TreeMap<>(seriesLevels);
    int targets = means.size();
    if (transform == null
        || scales.size() != targets
        || levels.size() != targets
        || spreads.size() != targets
        || (seriesLevels != null
            && seriesLevels.values().stream()
                .anyMatch(own -> own.size() != targets || own.contains(null)))) {
      throw new IllegalArgumentException("the units of the targets are not complete");
    }
  }

  /** Units of targets that mean and scale say all about. */
  static TargetUnits of(List<Double> means, List<Double> scales) {
    return new TargetUnits(
        Transform.NONE,
        means,
        scales,
        Collections.nCopies(means.size(), 0.0),
        Collections.nCopies(means.size(), 1.0),
        null,
        null,
        null);
  }

  TargetUnits withMinimum(double smallest) {
    return new TargetUnits(
        transform, means, scales, levels, spreads, smallest, series, seriesLevels);
  }

  TargetUnits withSeries(SeriesScales all) {
    return new TargetUnits(transform, means, scales, levels, spreads, minimum, all, seriesLevels);
  }

  /** The same with the levels of further series; those that are known stay. */
  TargetUnits withSeriesLevels(Map<String, List<Double>> others) {
    Map<String, List<Double>> all = new TreeMap<>(others);
    if (seriesLevels != null) {
      all.putAll(seriesLevels);
    }
    return new TargetUnits(transform, means, scales, levels, spreads, minimum, series, all);
  }

  /** The levels with those of the panel where one is NaN. */
  public List<Double> orPanels(List<Double> own) {
    return IntStream.range(0, own.size())
        .mapToObj(target -> (own.get(target).isNaN() ? levels : own).get(target))
        .toList();
  }

  /** The level of a target where a window of a series has none. */
  double level(SeriesKey key, int target) {
    List<Double> own = seriesLevels == null ? null : seriesLevels.get(key.text());
    return (own == null ? levels : own).get(target);
  }

  /** The value of a target in users' units. */
  double restore(double stored) {
    double value = transform.inverse(stored);
    return minimum == null ? value : Math.max(minimum, value);
  }
}
