package org.sparklstm.job.data.table;

import org.apache.spark.sql.Dataset;
import org.sparklstm.job.UserException;

/**
 * Tables without rows: their columns may be of any type, and that they are empty is what matters.
 */
public final class EmptyTable {
  private EmptyTable() {}

  /** What is said of one. */
  public static UserException error(String name) {
    return new UserException("%s has no rows".formatted(name));
  }

  /**
   * What to say of a table whose columns are not as expected.
   *
   * @param name what messages call it
   */
  public static UserException unlessEmpty(Dataset<?> table, String name, UserException unexpected) {
    return table.isEmpty() ? error(name) : unexpected;
  }
}
