package org.sparklstm.job.data.table;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.UserException;

/** Columns by their names. */
public final class Fields {
  private Fields() {}

  /** The column of exactly that name, whatever characters it has. */
  public static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  /** A schema of these fields; throws where two have the same name. */
  public static StructType distinct(List<StructField> fields) {
    Set<String> names = new HashSet<>();
    for (StructField field : fields) {
      if (!names.add(field.name())) {
        throw new UserException(
            "column '%s' would be there twice in the result: rename it".formatted(field.name()));
      }
    }
    return DataTypes.createStructType(fields);
  }
}
