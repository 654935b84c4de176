package org.sparklstm.job.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.job.UserException;
import org.sparklstm.job.scoring.Predictions;

/** The columns that a model adds, those that have a name, and what goes into them. */
final class Outputs {
  private final List<StructField> fields = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();

  /** What goes into a column. */
  interface Cell extends java.io.Serializable {
    /** The value as Spark itself holds it. */
    Object of(Matrix answers, int row);
  }

  /** Makes the column of a name. */
  interface Named {
    StructField of(String name);
  }

  /** Adds a column if it has a name. */
  Outputs add(Optional<String> name, Named field, Cell cell) {
    name.ifPresent(
        given -> {
          fields.add(field.of(given));
          cells.add(cell);
        });
    return this;
  }

  List<StructField> fields() {
    return fields;
  }

  /** A schema with these columns. */
  StructType after(StructType schema, String stage) {
    StructType result = schema;
    for (StructField field : fields) {
      if (List.of(result.fieldNames()).contains(field.name())) {
        throw new UserException(
            "%s: there is a column '%s' already; name another for what is added"
                .formatted(stage, field.name()));
      }
      result = result.add(field);
    }
    return result;
  }

  Predictions.Answer answer() {
    List<Cell> all = List.copyOf(cells);
    return (answers, row) -> {
      Object[] values = new Object[all.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = all.get(i).of(answers, row);
      }
      return values;
    };
  }
}
