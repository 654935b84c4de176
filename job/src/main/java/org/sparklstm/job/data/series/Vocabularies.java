package org.sparklstm.job.data.series;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.sparklstm.job.data.table.Vocabulary;

/** Finds the values of the columns that are classes. */
final class Vocabularies {
  private Vocabularies() {}

  /**
   * The values in arranged rows. Of what is known ahead only rows within the observed part of a
   * series count: the vector of another value would never be trained.
   *
   * @param rows see {@link ObservedRows}
   */
  static List<Vocabulary> of(JavaRDD<Row> rows, SeriesColumns columns) {
    List<String> names = columns.panel().classes();
    if (names.isEmpty()) {
      return List.of();
    }
    int from = columns.timeIndex() + 1 + columns.panel().numbers().size();
    int count = names.size();
    List<Set<String>> values =
        rows.mapPartitions(part -> List.of(distinct(part, from, count)).iterator())
            .reduce(Vocabularies::union);
    List<Vocabulary> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      found.add(new Vocabulary(names.get(i), List.copyOf(values.get(i))));
    }
    return found;
  }

  private static List<Set<String>> distinct(Iterator<Row> rows, int from, int count) {
    List<Set<String>> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(new TreeSet<>());
    }
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int i = 0; i < count; i++) {
        if (!row.isNullAt(from + i)) {
          values.get(i).add(row.getString(from + i));
        }
      }
    }
    return values;
  }

  private static List<Set<String>> union(List<Set<String>> one, List<Set<String>> other) {
    for (int i = 0; i < one.size(); i++) {
      one.get(i).addAll(other.get(i));
    }
    return one;
  }
}
