package org.sparklstm.job.data.sequence;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparklstm.job.UserException;
import org.sparklstm.job.data.table.ClassOrder;
import org.sparklstm.job.data.table.Fields;
import org.sparklstm.job.data.table.Table;

/**
 * Maps labels of any type to class numbers. The classes are the texts of the labels, in numeric
 * order if all are numbers, else in text order.
 *
 * @param names names of the classes by number
 */
public record ClassLabels(List<String> names) {

  public ClassLabels {
    names = List.copyOf(names);
  }

  /**
   * The classes of the labels in a column.
   *
   * @throws UserException if it has too many values to be classes
   */
  public static ClassLabels of(Table table, String column) {
    Fields.require(table.schema(), column, "data.label", table.name());
    List<String> names = new ArrayList<>();
    Dataset<Row> distinct =
        table.rows().select(text(column)).distinct().limit(SequenceSummary.MOST_LABELS);
    for (Row row : distinct.collectAsList()) {
      if (!row.isNullAt(0)) {
        names.add(row.getString(0));
      }
    }
    if (names.size() >= SequenceSummary.MOST_LABELS - 1) {
      throw tooMany(column, table.name(), SequenceSummary.MOST_LABELS - 1);
    }
    return new ClassLabels(ClassOrder.sorted(names));
  }

  static UserException tooMany(String column, String table, int count) {
    return UserException.of(
        "{data.label}: column '%s' of %s has %,d distinct values or more, too many to be classes; use regression for numbers, or group the values",
        column, table, count);
  }

  /**
   * Checks that all labels in a column belong to these classes.
   *
   * @throws UserException if some do not; names them
   */
  public void requireAll(Table table, String column) {
    List<String> unknown = new ArrayList<>(of(table, column).names());
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw ClassOrder.unknown(column, table.name(), unknown, names);
    }
  }

  /** The table with class numbers instead of labels; null for labels of unknown classes. */
  public Table number(Table table, String column) {
    Column[] literals = names.stream().map(functions::lit).toArray(Column[]::new);
    Column position = functions.array_position(functions.array(literals), text(column));
    Column number =
        functions
            .when(position.gt(0), position.minus(1).cast(DataTypes.DoubleType))
            .otherwise(functions.lit(null).cast(DataTypes.DoubleType));
    return table.with(table.rows().withColumn(column, number));
  }

  private static Column text(String column) {
    return Fields.column(column).cast(DataTypes.StringType);
  }
}
