package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.core.sequence.WindowScale;
import org.sparklstm.job.config.Transform;

/** Moments over the train spans of what is made of the targets; the same for any partitioning. */
final class TargetMoments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Transform transform;
  private final List<Moments> transformed = new ArrayList<>();
  private final List<Moments> absolutes = new ArrayList<>();

  TargetMoments(int targets, Transform transform) {
    this.transform = transform;
    for (int target = 0; target < targets; target++) {
      transformed.add(new Moments());
      absolutes.add(new Moments());
    }
  }

  /** Adds a value of a column; those of other columns than targets are left out. */
  void add(int column, double value) {
    if (column < transformed.size()) {
      double stored = transform.apply(value);
      // values that have no logarithm are refused later
      if (Double.isFinite(stored)) {
        transformed.get(column).add(stored);
      }
      absolutes.get(column).add(Math.abs(value));
    }
  }

  void merge(TargetMoments other) {
    for (int target = 0; target < transformed.size(); target++) {
      transformed.get(target).add(other.transformed.get(target));
      absolutes.get(target).add(other.absolutes.get(target));
    }
  }

  /** Moments of the transformed values of each target. */
  List<Moments> transformed() {
    return transformed;
  }

  /**
   * The level of a target, as it is stored: what a window is measured by, taken over all values.
   *
   * @param scale what windows are measured by
   * @return NaN if there is no value
   */
  double level(int target, WindowScale scale) {
    Moments values = (scale == WindowScale.RATIO ? absolutes : transformed).get(target);
    return values.count() == 0 ? Double.NaN : values.mean();
  }
}
