package org.sparklstm.job.spark;

import org.apache.spark.internal.Logging;
import org.slf4j.Logger;

/**
 * Spark's log. Spark sets it up with the first message of a process, and again with the first
 * message of the program that spark-submit starts, unless the user has configured logging: what is
 * set before is lost.
 */
public final class SparkLog implements Logging {
  private Logger log;

  private SparkLog() {}

  /** Has Spark set up its log now, so that it keeps what is set from here on. */
  public static void initialize() {
    new SparkLog().initializeLogIfNecessary(false);
  }

  @Override
  public Logger org$apache$spark$internal$Logging$$log_() {
    return log;
  }

  @Override
  public void org$apache$spark$internal$Logging$$log__$eq(Logger value) {
    log = value;
  }
}
