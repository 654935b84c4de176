package org.sparklstm.job;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;

/** One Spark session with two cores for all tests that need one inside the JVM. */
public final class LocalSpark {
  private LocalSpark() {}

  public static synchronized SparkSession session() {
    Configurator.setRootLevel(Level.WARN);
    return SparkSession.builder()
        .master("local[2]")
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.hadoop.fs.file.impl", QuickFiles.class.getName())
        .getOrCreate();
  }
}
