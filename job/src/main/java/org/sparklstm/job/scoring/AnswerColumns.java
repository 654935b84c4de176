package org.sparklstm.job.scoring;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.job.UserException;

/** The columns that a network adds to a table, and how its outputs are turned into cells. */
public final class AnswerColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<StructField> fields = new ArrayList<>();
  private final ArrayList<Cell> cells = new ArrayList<>();

  /** Computes a cell from the outputs for a row. */
  @FunctionalInterface
  public interface Cell extends Serializable {
    /**
     * The value in Spark's internal representation; see {@link org.sparklstm.job.spark.Cells}.
     *
     * @param answers (rows, O). Not modified.
     */
    Object of(Matrix answers, int row);
  }

  /** Adds a column and returns this. Modified. */
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
   * @throws UserException if the schema already has a column with one of the names
   */
  public StructType after(StructType schema, String stage) {
    List<String> taken = List.of(schema.fieldNames());
    for (String name : names()) {
      if (taken.contains(name)) {
        throw new UserException(
            "%s: the input already has a column '%s'; choose another name for the output column"
                .formatted(stage, name));
      }
    }
    return after(schema);
  }

  /** The cells for a row. */
  Object[] cells(Matrix answers, int row) {
    Object[] values = new Object[cells.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = cells.get(i).of(answers, row);
    }
    return values;
  }
}
