package org.sparklstm.job.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The data and configuration that determine a run's weights. A run resumes only from a checkpoint
 * with the same origin.
 *
 * @param configuration keys that must not change on resume, with their values
 * @param data identifies the training data
 */
public record Origin(Map<String, String> configuration, Data data) {
  public Origin {
    configuration = new TreeMap<>(configuration);
  }

  /**
   * Identifies the data of a run.
   *
   * @param rows number of rows in the table
   * @param content fingerprint of the rows, independent of their order
   * @param columns column names, one per mean and scale
   * @param means means of the columns over the train span
   * @param scales scales of the columns over the train span
   * @param zone time zone in which timestamps were read; null if there are none, and in checkpoints
   *     of 0.1.0
   */
  public record Data(
      long rows,
      String content,
      List<String> columns,
      List<Double> means,
      List<Double> scales,
      String zone) {
    public Data {
      columns = List.copyOf(columns);
      means = List.copyOf(means);
      scales = List.copyOf(scales);
    }

    /** The same data, as read in another time zone. */
    public Data in(String other) {
      return new Data(rows, content, columns, means, scales, other);
    }
  }
}
