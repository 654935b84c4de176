package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the series of a panel are measured by, where that is their own mean and deviation.
 *
 * @param features whether features are measured by their series too
 * @param panel the means and deviations of all series
 * @param series those of each series over its train span, by the text of its key
 */
public record SeriesScales(boolean features, SeriesScale panel, Map<String, SeriesScale> series)
    implements Serializable {

  public SeriesScales {
    // sorted, so that a model's file has the same bytes each time
    series = new TreeMap<>(series);
  }

  /** The scale of a series that training has seen. */
  public Optional<SeriesScale> of(SeriesKey key) {
    return Optional.ofNullable(series.get(key.text()));
  }

  /** The same with series that training has not seen. */
  SeriesScales and(Map<String, SeriesScale> others) {
    Map<String, SeriesScale> all = new TreeMap<>(others);
    all.putAll(series);
    return new SeriesScales(features, panel, all);
  }
}
