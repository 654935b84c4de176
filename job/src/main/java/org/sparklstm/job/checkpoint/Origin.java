package org.sparklstm.job.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run is a function of: a checkpoint of another origin is none of this run.
 *
 * @param configuration the keys that must stay as they are, with their values
 * @param data what it is trained on
 */
public record Origin(Map<String, String> configuration, Data data) {
  public Origin {
    configuration = new TreeMap<>(configuration);
  }

  /**
   * The data of a run.
   *
   * @param rows of the table
   * @param content stands for what the rows hold; equal for equal rows in any order
   * @param columns names, one a mean and scale
   * @param means of the columns over the train span
   * @param scales of the columns over the train span
   */
  public record Data(
      long rows, String content, List<String> columns, List<Double> means, List<Double> scales) {
    public Data {
      columns = List.copyOf(columns);
      means = List.copyOf(means);
      scales = List.copyOf(scales);
    }
  }
}
