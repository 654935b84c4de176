package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import org.sparklstm.job.config.Transform;

/**
 * What the targets of a panel are in users' units, where that is more than a mean and a scale.
 *
 * @param transform applied to targets before they are standardised
 * @param means means of the targets over the train spans, in users' units
 * @param scales population standard deviations, in users' units; 1 for a constant target
 * @param levels levels of the targets where a window has none, as they are stored
 * @param spreads deviations of the levels
 * @param minimum the smallest value of a forecast, in users' units; null for none
 * @param series what each series is measured by; null if that is not its own mean and deviation
 */
public record TargetUnits(
    Transform transform,
    List<Double> means,
    List<Double> scales,
    List<Double> levels,
    List<Double> spreads,
    Double minimum,
    SeriesScales series)
    implements Serializable {

  public TargetUnits {
    means = List.copyOf(means);
    scales = List.copyOf(scales);
    levels = List.copyOf(levels);
    spreads = List.copyOf(spreads);
    int targets = means.size();
    if (transform == null
        || scales.size() != targets
        || levels.size() != targets
        || spreads.size() != targets) {
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
        null);
  }

  TargetUnits withMinimum(double smallest) {
    return new TargetUnits(transform, means, scales, levels, spreads, smallest, series);
  }

  TargetUnits withSeries(SeriesScales all) {
    return new TargetUnits(transform, means, scales, levels, spreads, minimum, all);
  }

  /** The value of a target in users' units. */
  double restore(double stored) {
    double value = transform.inverse(stored);
    return minimum == null ? value : Math.max(minimum, value);
  }
}
