package org.sparklstm.job.data;

import java.io.Serializable;
import java.util.List;
import org.sparklstm.job.UserException;

/**
 * Mean and scale of each column: a standardised value is {@code (x - mean) / scale}.
 *
 * @param columns names, targets first
 * @param means one a column
 * @param scales population standard deviations, one a column; 1 for a constant column
 */
public record Statistics(List<String> columns, List<Double> means, List<Double> scales)
    implements Serializable {

  public Statistics {
    columns = List.copyOf(columns);
    means = List.copyOf(means);
    scales = List.copyOf(scales);
    if (means.size() != columns.size() || scales.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d columns, %d means, %d scales: as many of each"
              .formatted(columns.size(), means.size(), scales.size()));
    }
  }

  /**
   * Checks statistics that were read from a file.
   *
   * @param expected the columns they should be of
   * @param name what messages call the model
   */
  public void check(List<String> expected, String name) {
    if (!columns.equals(expected)) {
      throw new UserException(
          "model %s has statistics of the columns %s, expected %s"
              .formatted(name, columns, expected));
    }
    for (int column = 0; column < columns.size(); column++) {
      if (!Double.isFinite(means.get(column))
          || !(scales.get(column) > 0 && Double.isFinite(scales.get(column)))) {
        throw new UserException(
            "model %s: column '%s' has mean %s and scale %s, expected a number and one above 0"
                .formatted(name, columns.get(column), means.get(column), scales.get(column)));
      }
    }
  }

  /** The standardised value. */
  float standardise(double value, int column) {
    return (float) ((value - means.get(column)) / scales.get(column));
  }

  /** The value in its own units. */
  public double restore(float value, int column) {
    return value * scales.get(column) + means.get(column);
  }
}
