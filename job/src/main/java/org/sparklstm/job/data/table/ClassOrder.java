package org.sparklstm.job.data.table;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.sparklstm.job.UserException;

/**
 * The order of classes by the texts of their labels: numeric if all are numbers, else that of text.
 */
public final class ClassOrder {
  private ClassOrder() {}

  /** Labels in that order. */
  public static List<String> sorted(Collection<String> labels) {
    boolean numbers = labels.stream().allMatch(ClassOrder::isNumber);
    Comparator<String> byText = Comparator.naturalOrder();
    return labels.stream()
        .sorted(
            numbers
                ? Comparator.comparingDouble((String name) -> Double.parseDouble(name))
                    .thenComparing(byText)
                : byText)
        .toList();
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** A column has labels that are no classes of a model. */
  public static UserException unknown(
      String column, String table, List<String> unknown, List<String> known) {
    return UserException.of(
        "{data.label}: column '%s' of %s has classes that the model does not know: %s; it knows %s; remove those rows, or train a new model",
        column, table, unknown, known);
  }
}
