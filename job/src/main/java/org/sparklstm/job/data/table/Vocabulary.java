package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of a column of classes. The network knows each by its number, from 1; 0 stands for a
 * value that is null or not among them.
 *
 * @param column name of the column
 * @param values the values as text, in order
 */
public record Vocabulary(String column, List<String> values) implements Serializable {
  /** Number of a value that is null or not known. */
  public static final int UNKNOWN = 0;

  /** Widths of embeddings grow with the number of values up to this one. */
  private static final int WIDEST = 50;

  public Vocabulary {
    values = List.copyOf(values);
  }

  /** Number of vectors: one per value, and that of unknown ones. */
  public int count() {
    return values.size() + 1;
  }

  /** Width of the vectors, unless another is asked for. */
  public int width() {
    return Math.max(1, Math.min(WIDEST, (values.size() + 1) / 2));
  }

  /** The value with a number other than {@link #UNKNOWN}. */
  public String value(int number) {
    return values.get(number - 1);
  }

  /** The numbers of the values. */
  public Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      numbers.put(values.get(i), i + 1);
    }
    return numbers;
  }
}
