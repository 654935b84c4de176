package org.sparklstm.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;

/** One Spark session with two cores for all tests that need one inside the JVM. */
public final class LocalSpark {
  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
  private static final String FACTORY = "spark.sql.codegen.factoryMode";

  /** The ways in which Spark may evaluate a plan: by interpreting it, or by code made for it. */
  public static final List<Map<String, String>> EVALUATIONS =
      List.of(
          Map.of(WHOLE_STAGE, "false", FACTORY, "NO_CODEGEN"),
          Map.of(WHOLE_STAGE, "false", FACTORY, "CODEGEN_ONLY"),
          Map.of(WHOLE_STAGE, "true", FACTORY, "CODEGEN_ONLY"));

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
        // compiling code costs more here than it saves
        .config(WHOLE_STAGE, "false")
        .config(FACTORY, "NO_CODEGEN")
        .config("spark.hadoop.fs.file.impl", QuickFiles.class.getName())
        .getOrCreate();
  }

  /** Does something under settings of the session, which are then as before. */
  public static void under(Map<String, String> settings, Runnable work) {
    RuntimeConfig conf = session().conf();
    Map<String, String> usual = new HashMap<>();
    settings.forEach((key, value) -> usual.put(key, conf.get(key)));
    settings.forEach(conf::set);
    try {
      work.run();
    } finally {
      usual.forEach(conf::set);
    }
  }
}
