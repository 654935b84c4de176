package org.sparklstm.job.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Functions that the public interface of Spark sessions lacks. */
public final class Sessions {
  private Sessions() {}

  /** The Hadoop configuration with the session's own settings. */
  public static Configuration hadoopConfiguration(SparkSession session) {
    return SparkVersion.CURRENT.hadoopConfiguration(session);
  }

  /** An encoder that accepts both Java types of dates and times, however Spark is configured. */
  public static Encoder<Row> encoder(StructType schema) {
    return SparkVersion.CURRENT.encoder(schema);
  }

  /**
   * Whether an error has the given error condition of Spark.
   *
   * @param condition such as {@code PATH_NOT_FOUND}
   */
  public static boolean isCondition(Throwable error, String condition) {
    return condition.equals(SparkVersion.CURRENT.condition(error));
  }
}
