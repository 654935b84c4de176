package org.sparklstm.job.spark;

import java.lang.reflect.Constructor;
import java.time.ZoneId;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkUserAppException;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Functions that the public interface of Spark sessions lacks. */
public final class Sessions {
  private Sessions() {}

  /**
   * The exception that spark-submit turns into an exit code, without a stack trace. Its constructor
   * takes a cause since Spark 4.1.
   */
  public static SparkUserAppException exit(int code) {
    Constructor<?> constructor = SparkUserAppException.class.getConstructors()[0];
    try {
      return (SparkUserAppException)
          (constructor.getParameterCount() == 1
              ? constructor.newInstance(code)
              : constructor.newInstance(code, null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The Hadoop configuration with the session's own settings. */
  public static Configuration hadoopConfiguration(SparkSession session) {
    return SparkVersion.CURRENT.hadoopConfiguration(session);
  }

  /** The time zone of a session, {@code spark.sql.session.timeZone}. */
  public static ZoneId timeZone(SparkSession session) {
    // Spark allows offsets such as +8:00
    return DateTimeUtils.getZoneId(session.conf().get("spark.sql.session.timeZone"));
  }

  /**
   * A text by which Spark compares values of a type of text: equal for all that are equal to Spark,
   * as 'A' and 'a' are in some collations.
   */
  public static String comparable(String value, DataType type) {
    return SparkVersion.CURRENT.comparable(value, type);
  }

  /** An encoder that accepts both Java types of dates and times, however Spark is configured. */
  public static Encoder<Row> encoder(StructType schema) {
    return SparkVersion.CURRENT.encoder(schema);
  }

  /** Whether names of columns that differ in case are different to Spark. */
  public static boolean isCaseSensitive() {
    return SQLConf.get().caseSensitiveAnalysis();
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
