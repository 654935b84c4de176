package org.sparklstm.job.data.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.spark.Sessions;

/**
 * A reproducible table of noisy sine waves: columns {@code series}, {@code time} (whole numbers
 * from 0) and {@code x0, x1 …} with periods of 24, 48, 72 … rows and a different phase in each
 * series.
 *
 * @param series number of series
 * @param rows rows per series
 * @param columns number of value columns
 */
public record SyntheticTable(long series, long rows, int columns) {
  /** Values per file: about 128 MB. */
  private static final long VALUES_PER_FILE = 32L << 20;

  private static final int PERIOD = 24;

  /**
   * Writes the table as Parquet files.
   *
   * @return the size of the table, in one sentence
   */
  public String write(SparkSession spark, String path) {
    long all = Math.multiplyExact(series, rows);
    long values = Math.multiplyExact(all, (long) columns);
    int files = Math.toIntExact(1 + values / VALUES_PER_FILE);
    List<String> select = new ArrayList<>();
    select.add("concat('s', id div %d) AS series".formatted(rows));
    select.add("id %% %d AS time".formatted(rows));
    for (int column = 0; column < columns; column++) {
      select.add(
          "CAST(sin(2 * pi() * ((id %% %d) / %d + (id div %d) * 0.618)) + 0.3 * (pmod(xxhash64(id, %d), 2000003) / 1000001.5 - 1) AS FLOAT) AS x%d"
              .formatted(rows, PERIOD * (column + 1), rows, column, column));
    }
    try {
      spark.range(0, all, 1, files).selectExpr(select.toArray(String[]::new)).write().parquet(path);
    } catch (Exception e) {
      if (Sessions.isCondition(e, "PATH_ALREADY_EXISTS")) {
        throw new UserException(path + " already exists: choose another path or remove it", e);
      }
      throw new UserException(
          Message.of("%s cannot be written: %s", path, Failures.rootMessage(e)), e);
    }
    return "%s: %,d rows of %,d series, %,d columns of values (%,d MB as floats)"
        .formatted(path, all, series, columns, (values * Float.BYTES) >> 20);
  }
}
