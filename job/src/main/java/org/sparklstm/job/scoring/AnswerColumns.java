package org.sparklstm.job.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.job.UserException;

/** The columns that a network adds to a table, and the cells that its answers become. */
public final class AnswerColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<StructField> fields = new ArrayList<>();
  private final ArrayList<Cell> cells = new ArrayList<>();

  /** Makes a cell of an answer. */
  @FunctionalInterface
  public interface Cell extends Serializable {
    /**
     * The value as Spark itself holds it; see {@link org.sparklstm.job.spark.Cells}.
     *
     * @param answers (rows, O). Not modified.
     */
    Object of(Matrix answers, int row);
  }

  /** Adds a column. Modified. */
  public AnswerColumns add(StructField field, Cell cell) {
    fields.add(field);
    cells.add(cell);
    return this;
  }

  /** Number of columns. */
  int size() {
    return fields.size();
  }

  /** Names of the columns. */
  public List<String> names() {
    return fields.stream().map(StructField::name).toList();
  }

  /** A schema followed by these columns. */
  StructType after(StructType schema) {
    StructType result = schema;
    for (StructField field : fields) {
      result = result.add(field);
    }
    return result;
  }

  /**
   * A schema followed by these columns.
   *
   * @param stage uid of the stage that adds them, for messages
   * @throws UserException if a column of that name exists
   */
  public StructType after(StructType schema, String stage) {
    List<String> taken = List.of(schema.fieldNames());
    for (String name : names()) {
      if (taken.contains(name)) {
        throw new UserException(
            "%s: there is a column '%s' already; set another name for the column of the result"
                .formatted(stage, name));
      }
    }
    return after(schema);
  }

  /** The cells of an answer. */
  Object[] cells(Matrix answers, int row) {
    Object[] values = new Object[cells.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = cells.get(i).of(answers, row);
    }
    return values;
  }
}
