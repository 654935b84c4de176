package org.sparklstm.job.data.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.exact.Moments;

/**
 * Facts and statistics of a table, for the report.
 *
 * @param facts facts in words, by name
 * @param columns columns that the network sees, and the label if it is a number
 */
public record DataProfile(Map<String, String> facts, List<Column> columns) {

  public DataProfile {
    facts = Collections.unmodifiableMap(facts);
    columns = List.copyOf(columns);
  }

  /**
   * A column in its own units.
   *
   * @param smallest smallest value in the rows that are used
   * @param largest largest value in the rows that are used
   * @param mean mean over the train span
   * @param deviation population standard deviation over the train span
   * @param missing number of rows without a number
   */
  public record Column(
      String name, double smallest, double largest, double mean, double deviation, long missing) {}

  /**
   * Columns from lists with one element per column.
   *
   * @param missing number of rows without a number, per column
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
