package org.sparklstm.job.data.series;

import java.util.Map;
import org.sparklstm.core.sequence.WindowReader;
import org.sparklstm.core.train.NaiveQuantiles;
import org.sparklstm.job.data.table.Statistics;

/**
 * The naive forecast with the quantiles of its own errors over the train span added, by series and
 * lag: what quantiles of a network are compared with. A series with fewer than {@value #ENOUGH}
 * errors takes those of the panel, each measured by the mean absolute naive error of its series.
 */
final class NaiveIntervals implements NaiveQuantiles {
  private static final long serialVersionUID = 1L;

  /** Fewest errors of a series whose own quantiles are used. */
  private static final int ENOUGH = 20;

  private final WindowReader reader;
  private final float[][] offsets;

  /** The smallest value of a forecast of each target, as errors are measured. */
  private final double[] smallest;

  NaiveIntervals(
      WindowReader reader,
      Statistics statistics,
      Map<Integer, NaiveResiduals.Found> found,
      Map<Integer, double[]> scales,
      int series) {
    this.reader = reader;
    int targets = reader.targets();
    double[][] measures = new double[series][];
    double[] panel = panelScales(scales, targets);
    for (int ordinal = 0; ordinal < series; ordinal++) {
      double[] own = scales.get(ordinal);
      measures[ordinal] = new double[targets];
      for (int target = 0; target < targets; target++) {
        boolean isKnown = own != null && Double.isFinite(own[target]);
        measures[ordinal][target] = isKnown ? own[target] : panel[target];
      }
    }
    double[] pooled = pooled(found, measures);
    offsets = new float[series][];
    for (int ordinal = 0; ordinal < series; ordinal++) {
      offsets[ordinal] = offsets(found.get(ordinal), measures[ordinal], pooled, statistics);
    }
    smallest = new double[targets];
    Double minimum = statistics.units() == null ? null : statistics.units().minimum();
    for (int target = 0; target < targets; target++) {
      smallest[target] =
          minimum == null
              ? Double.NEGATIVE_INFINITY
              : minimum / statistics.unit(target) + reader.zero(target);
    }
  }

  private static double[] panelScales(Map<Integer, double[]> scales, int targets) {
    double[] means = new double[targets];
    for (int target = 0; target < targets; target++) {
      int column = target;
      means[target] =
          scales.keySet().stream()
              .sorted()
              .mapToDouble(ordinal -> scales.get(ordinal)[column])
              .filter(Double::isFinite)
              .average()
              .orElse(0);
    }
    return means;
  }

  /** Means over the series of their measured quantiles, weighted by their numbers of errors. */
  private double[] pooled(Map<Integer, NaiveResiduals.Found> found, double[][] measures) {
    int levels = reader.answers().levels().size();
    double[] sums = null;
    double[] weights = null;
    for (int ordinal = 0; ordinal < measures.length; ordinal++) {
      NaiveResiduals.Found own = found.get(ordinal);
      if (own == null) {
        continue;
      }
      if (sums == null) {
        sums = new double[own.quantiles().length];
        weights = new double[own.counts().length];
      }
      for (int at = 0; at < weights.length; at++) {
        double measure = measures[ordinal][at % reader.targets()];
        if (own.counts()[at] > 0 && measure > 0) {
          weights[at] += own.counts()[at];
          for (int level = 0; level < levels; level++) {
            int of = at * levels + level;
            sums[of] += own.counts()[at] * own.quantiles()[of] / measure;
          }
        }
      }
    }
    for (int of = 0; sums != null && of < sums.length; of++) {
      double weight = weights[of / levels];
      sums[of] = weight > 0 ? sums[of] / weight : 0;
    }
    return sums;
  }

  private float[] offsets(
      NaiveResiduals.Found own, double[] measures, double[] pooled, Statistics statistics) {
    if (pooled == null) {
      return null;
    }
    int levels = reader.answers().levels().size();
    int targets = reader.targets();
    float[] found = new float[pooled.length];
    for (int of = 0; of < found.length; of++) {
      int at = of / levels;
      int target = at % targets;
      boolean isOwn = own != null && own.counts()[at] >= ENOUGH;
      double offset = isOwn ? own.quantiles()[of] : pooled[of] * measures[target];
      found[of] = (float) (offset / statistics.unit(target));
    }
    return found;
  }

  @Override
  public double of(int series, int step, int target, int level, double naive) {
    float[] own = offsets[series];
    if (own == null) {
      return Double.NaN;
    }
    int at = NaiveResiduals.lag(reader, step) * reader.targets() + target;
    return Math.max(smallest[target], naive + own[at * reader.answers().levels().size() + level]);
  }
}
