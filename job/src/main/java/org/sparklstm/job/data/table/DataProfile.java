package org.sparklstm.job.data.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.exact.Moments;

/**
 * What a table holds, for people to look at.
 *
 * @param facts in words, by name
 * @param columns what the network sees, and the label where it is a number
 */
public record DataProfile(Map<String, String> facts, List<Column> columns) {

  public DataProfile {
    facts = Collections.unmodifiableMap(facts);
    columns = List.copyOf(columns);
  }

  /**
   * A column in its own units.
   *
   * @param smallest of all rows that are used
   * @param largest of all rows that are used
   * @param mean of the train span
   * @param deviation of the train span, the population's
   * @param missing rows without a number
   */
  public record Column(
      String name, double smallest, double largest, double mean, double deviation, long missing) {}

  /**
   * Columns of which this is known.
   *
   * @param missing rows without a number, one a column
   */
  public static List<Column> columns(
      List<String> names, List<Extent> extents, List<Moments> moments, long[] missing) {
    List<Column> columns = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      columns.add(
          new Column(
              names.get(column),
              extents.get(column).smallest(),
              extents.get(column).largest(),
              moments.get(column).mean(),
              moments.get(column).deviation(),
              missing[column]));
    }
    return columns;
  }
}
