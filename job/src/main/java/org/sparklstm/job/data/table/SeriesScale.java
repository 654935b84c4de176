package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Means and deviations over what one series, or the panel, has of its targets, past and future
 * features, as they are stored; NaN is the mean of nothing, and its deviation 0.
 */
public record SeriesScale(List<Double> means, List<Double> deviations) implements Serializable {

  public SeriesScale {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size()) {
      throw new IllegalArgumentException("the scale of a series is not complete");
    }
  }

  /**
   * The same with the panel's values where the series has none, or none that vary.
   *
   * @param targets number of targets, which are first
   * @return empty if a target has no value
   */
  public Optional<SeriesScale> completedBy(SeriesScale panel, int targets) {
    List<Double> centres = new ArrayList<>();
    List<Double> widths = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      boolean isKnown = !means.get(i).isNaN();
      if (!isKnown && i < targets) {
        return Optional.empty();
      }
      centres.add(isKnown ? means.get(i) : panel.means.get(i));
      widths.add(deviations.get(i) > 0 ? deviations.get(i) : panel.deviations.get(i));
    }
    return Optional.of(new SeriesScale(centres, widths));
  }
}
