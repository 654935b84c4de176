package org.sparklstm.job.data.sequence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.Fields;

/**
 * Labels of any kind as numbers of classes: the classes are the labels' texts, in the order of
 * numbers where all are, else of text.
 *
 * @param names of the classes, by their numbers
 */
public record ClassLabels(List<String> names) {

  public ClassLabels {
    names = List.copyOf(names);
  }

  /**
   * The classes that a column has.
   *
   * @param table what messages call the table
   */
  public static ClassLabels of(Dataset<Row> rows, String column, String table) {
    SequenceColumns.field(rows.schema(), column, "data.label", table);
    List<String> names = new ArrayList<>();
    Dataset<Row> distinct = rows.select(text(column)).distinct().limit(SequenceSummary.MOST_LABELS);
    for (Row row : distinct.collectAsList()) {
      if (!row.isNullAt(0)) {
        names.add(row.getString(0));
      }
    }
    if (names.size() >= SequenceSummary.MOST_LABELS - 1) {
      throw new UserException(
          "data.label: column '%s' of %s has %,d different values or more: these are no classes"
              .formatted(column, table, SequenceSummary.MOST_LABELS - 1));
    }
    boolean numbers = names.stream().allMatch(ClassLabels::isNumber);
    names.sort(
        numbers
            ? Comparator.comparingDouble((String name) -> Double.parseDouble(name))
                .thenComparing(Comparator.naturalOrder())
            : Comparator.naturalOrder());
    return new ClassLabels(names);
  }

  /** Throws where a column has labels of classes that are not among these. */
  public void requireAll(Dataset<Row> rows, String column, String table) {
    List<String> unknown = new ArrayList<>(of(rows, column, table).names());
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new UserException(
          "data.label: column '%s' of %s has classes that the model does not know: %s; it knows %s"
              .formatted(column, table, unknown, names));
    }
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The table with the numbers of classes instead of labels; null where the class is unknown. */
  public Dataset<Row> number(Dataset<Row> rows, String column) {
    Column[] literals = names.stream().map(functions::lit).toArray(Column[]::new);
    Column position = functions.array_position(functions.array(literals), text(column));
    Column number =
        functions
            .when(position.gt(0), position.minus(1).cast(DataTypes.DoubleType))
            .otherwise(functions.lit(null).cast(DataTypes.DoubleType));
    return rows.withColumn(column, number);
  }

  private static Column text(String column) {
    return Fields.column(column).cast(DataTypes.StringType);
  }
}
