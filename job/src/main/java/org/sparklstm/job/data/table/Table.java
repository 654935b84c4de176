package org.sparklstm.job.data.table;

import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.spark.Sessions;

/**
 * A table of the user.
 *
 * @param name name of the table in messages
 * @param warnings receives warnings about the table
 */
public record Table(Dataset<Row> rows, String name, Consumer<Message> warnings) {
  /** Name of a data frame in messages. */
  public static final String DATA_FRAME = "the data frame";

  /** The input data frame of a Spark ML stage. */
  public static Table ofStage(Dataset<?> rows, Consumer<Message> warnings) {
    return new Table(rows.toDF(), DATA_FRAME, warnings);
  }

  public StructType schema() {
    return rows.schema();
  }

  /** The time zone in which timestamps are read: that of the session. */
  public ZoneId zone() {
    return Sessions.timeZone(rows.sparkSession());
  }

  /** The same table with other rows. */
  public Table with(Dataset<Row> other) {
    return new Table(other, name, warnings);
  }

  /** The same table, whose warnings are said once however often it is read. */
  public Table saidOnce() {
    Set<String> said = ConcurrentHashMap.newKeySet();
    return new Table(
        rows,
        name,
        warning -> {
          if (said.add(warning.toString())) {
            warnings.accept(warning);
          }
        });
  }

  /** The error for a table without rows. */
  public UserException empty() {
    return UserException.of("%s has no rows", name);
  }

  /**
   * The error to report for unexpected columns. For an empty table that is {@link #empty}: its
   * columns may have any type, so their types explain nothing.
   */
  public UserException unlessEmpty(UserException unexpected) {
    return rows.isEmpty() ? empty() : unexpected;
  }
}
