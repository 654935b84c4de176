package org.sparklstm.job.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What the public interface of Spark sessions leaves out. */
public final class Sessions {
  private Sessions() {}

  /** The Hadoop configuration of a session, with the settings of its own. */
  public static Configuration hadoopConfiguration(SparkSession session) {
    return SparkVersion.CURRENT.hadoopConfiguration(session);
  }

  /** An encoder that accepts dates and times of both kinds, whatever Spark is configured for. */
  public static Encoder<Row> encoder(StructType schema) {
    return SparkVersion.CURRENT.encoder(schema);
  }

  /**
   * Whether Spark reports an error under a condition.
   *
   * @param condition such as {@code PATH_NOT_FOUND}
   */
  public static boolean isCondition(Throwable error, String condition) {
    return condition.equals(SparkVersion.CURRENT.condition(error));
  }
}
