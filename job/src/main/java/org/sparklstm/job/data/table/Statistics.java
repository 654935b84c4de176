package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.exact.Moments;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;

/**
 * Mean and scale of each column: a standardised value is {@code (x - mean) / scale}.
 *
 * @param columns names of the columns, targets first
 * @param means means, one per column
 * @param scales population standard deviations, one per column; 1 for a constant column
 */
public record Statistics(List<String> columns, List<Double> means, List<Double> scales)
    implements Serializable {

  public Statistics {
    columns = List.copyOf(columns);
    means = List.copyOf(means);
    scales = List.copyOf(scales);
    if (means.size() != columns.size() || scales.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%d columns, %d means, %d scales: expected as many of each"
              .formatted(columns.size(), means.size(), scales.size()));
    }
  }

  /**
   * Statistics from the moments of each column.
   *
   * @param table table of the columns, for messages
   * @param data whether to standardise; if not, means are 0 and scales 1
   * @throws UserException if a column has no numbers, or numbers that cannot be scaled
   */
  public static Statistics of(
      List<String> columns, List<Moments> moments, Table table, DataConfig data) {
    List<Double> means = new ArrayList<>();
    List<Double> scales = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      Moments total = moments.get(column);
      if (total.count() == 0) {
        throw UserException.of(
            "column '%s' of %s has no number in any train span; fill it, or remove it from the configuration",
            columns.get(column), table.name());
      }
      double deviation = total.deviation();
      requireNumbers(columns.get(column), total, table, data.standardize());
      if (deviation == 0) {
        table
            .warnings()
            .accept(
                Message.of(
                    "column '%s' is constant (%s) over the train span; it is not scaled, and the network learns nothing from it",
                    columns.get(column), total.mean()));
      }
      means.add(data.standardize() ? total.mean() : 0);
      scales.add(data.standardize() && deviation > 0 ? deviation : 1);
    }
    return new Statistics(columns, means, scales);
  }

  /** Refuses a column that varies, but not by what the network can see. */
  private static void requireNumbers(
      String column, Moments moments, Table table, boolean standardize) {
    boolean varies = moments.smallest() < moments.largest();
    boolean isTooLarge =
        standardize
            ? moments.isOverflow()
            : Math.max(Math.abs(moments.smallest()), Math.abs(moments.largest())) > Float.MAX_VALUE;
    boolean isTooSmall =
        varies
            && (standardize
                ? moments.deviation() == 0
                : (float) moments.smallest() == (float) moments.largest());
    if (isTooLarge || isTooSmall) {
      throw UserException.of(
          "column '%s' of %s ranges from %s to %s over the train span: these numbers are too %s to be %s; multiply the column by a constant in a query",
          column,
          table.name(),
          moments.smallest(),
          moments.largest(),
          isTooLarge ? "large" : "close to each other",
          standardize ? "scaled" : "told apart by 32-bit numbers");
    }
  }

  /**
   * Checks statistics that were read from a file.
   *
   * @param name name of the model in messages
   * @throws UserException if a mean or scale is invalid
   */
  public void check(String name) {
    for (int column = 0; column < columns.size(); column++) {
      if (!Double.isFinite(means.get(column))
          || !(scales.get(column) > 0 && Double.isFinite(scales.get(column)))) {
        throw UserException.of(
            "model %s: column '%s' has mean %s and scale %s, expected finite numbers and a scale above 0; the model's files are damaged, save it again",
            name, columns.get(column), means.get(column), scales.get(column));
      }
    }
  }

  /** The standardised value. */
  public float standardise(double value, int column) {
    return (float) ((value - means.get(column)) / scales.get(column));
  }

  /** The value in its own units. */
  public double restore(float value, int column) {
    return value * scales.get(column) + means.get(column);
  }
}
