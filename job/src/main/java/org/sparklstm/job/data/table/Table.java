package org.sparklstm.job.data.table;

import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;

/**
 * A table of the user's.
 *
 * @param name of the table in messages
 * @param warnings receives what is odd but no error
 */
public record Table(Dataset<Row> rows, String name, Consumer<Message> warnings) {
  /** Name of a data frame, which has none of its own, in messages. */
  public static final String DATA_FRAME = "the data frame";

  /** The data frame that a stage is given. */
  public static Table ofStage(Dataset<?> rows, Consumer<Message> warnings) {
    return new Table(rows.toDF(), DATA_FRAME, warnings);
  }

  public StructType schema() {
    return rows.schema();
  }

  /** The same table with other rows. */
  public Table with(Dataset<Row> other) {
    return new Table(other, name, warnings);
  }

  /** The error of a table without rows. */
  public UserException empty() {
    return UserException.of("%s has no rows", name);
  }

  /**
   * The error to report if columns are not as expected. The columns of an empty table may have any
   * type; that it is empty is what matters.
   */
  public UserException unlessEmpty(UserException unexpected) {
    return rows.isEmpty() ? empty() : unexpected;
  }
}
