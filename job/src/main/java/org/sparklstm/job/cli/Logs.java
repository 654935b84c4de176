package org.sparklstm.job.cli;

import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;
import org.apache.spark.SparkConf;
import org.sparklstm.job.spark.SparkLog;

/** Spark's log on standard error: warnings, unless the user has configured logging. */
final class Logs {
  /** Name of this project's own configuration of the log, and of that in its conf directory. */
  private static final String OURS = "spark-lstm";

  /** Part of the path of Spark's default configurations of the log. */
  private static final String SPARKS_OWN = "org/apache/spark/log4j2-";

  /** As Spark writes its log. */
  private static final String PATTERN = "%d{yy/MM/dd HH:mm:ss} %p %c{1}: %m%n%ex";

  /** Loggers that repeat our own messages. */
  private static final Map<String, Level> SILENT =
      Map.of(
          // these log the exception that they also throw
          "org.apache.spark.SparkContext",
          Level.OFF,
          "org.apache.spark.sql.execution.datasources.FileFormatWriter",
          Level.OFF,
          "org.apache.spark.util.Utils",
          Level.OFF,
          "org.apache.spark.metrics.MetricsSystem",
          Level.ERROR,
          // warns at every step that tasks are large, because they carry the parameters
          "org.apache.spark.scheduler.DAGScheduler",
          Level.ERROR,
          "org.apache.hadoop.util.NativeCodeLoader",
          Level.ERROR,
          // warns that it cuts the text of plans of wide tables, which only Spark's own pages show
          "org.apache.spark.util.SparkStringUtils",
          Level.ERROR,
          // the same in Spark 3.5
          "org.apache.spark.sql.catalyst.util.SparkStringUtils",
          Level.ERROR,
          // warns that renames on S3 are not atomic, which our marker makes up for
          "org.apache.hadoop.fs.s3a.commit.AbstractS3ACommitterFactory",
          Level.ERROR,
          // logs a stack trace for every path that does not exist; our own message follows
          "org.apache.spark.sql.execution.streaming.sinks.FileStreamSink",
          Level.ERROR);

  /** Our message reports a failed task; with a local master these repeat it twice. */
  private static final List<String> TWICE =
      List.of("org.apache.spark.executor.Executor", "org.apache.spark.scheduler.TaskSetManager");

  private Logs() {}

  /** Levels of {@code --log-level}. */
  enum Threshold {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** Limits the log to warnings, unless the user has configured logging. */
  static void quiet() {
    if (new SparkConf().contains("spark.log.level") || isConfigured()) {
      return;
    }
    install();
    limitTo(Level.WARN);
    SILENT.forEach(Logs::set);
    if (new SparkConf().get("spark.master", "").startsWith("local[")) {
      TWICE.forEach(name -> set(name, Level.OFF));
    }
    context().updateLoggers();
  }

  /** Limits the log to a level, whatever the user has configured. */
  static void limit(Threshold threshold) {
    install();
    Level level = Level.valueOf(threshold.name());
    limitTo(level);
    SILENT.keySet().forEach(name -> set(name, level));
    TWICE.forEach(name -> set(name, level));
    context().updateLoggers();
  }

  private static void limitTo(Level level) {
    context().getConfiguration().getRootLogger().setLevel(level);
    set("org.apache.spark", level);
  }

  private static void set(String name, Level level) {
    Configuration configuration = context().getConfiguration();
    if (!configuration.getLoggers().containsKey(name)) {
      configuration.addLogger(name, new LoggerConfig(name, level, true));
    }
    configuration.getLoggerConfig(name).setLevel(level);
  }

  private static boolean isConfigured() {
    return System.getProperty("log4j2.configurationFile") != null
        || System.getProperty("log4j.configurationFile") != null
        || !(isUnconfigured() || OURS.equals(context().getConfiguration().getName()));
  }

  /** Spark's own context: spark-submit loads this class with another class loader. */
  private static LoggerContext context() {
    return (LoggerContext) LogManager.getContext(SparkConf.class.getClassLoader(), false);
  }

  /** Whether the log is as the logging library or Spark itself sets it up. */
  private static boolean isUnconfigured() {
    Configuration configuration = context().getConfiguration();
    String location = configuration.getConfigurationSource().getLocation();
    return configuration instanceof DefaultConfiguration
        || (location != null && location.contains(SPARKS_OWN));
  }

  /** Spark would replace the logging library's default configuration by one of its own. */
  private static void install() {
    SparkLog.initialize();
    if (!isUnconfigured()) {
      return;
    }
    ConfigurationBuilder<BuiltConfiguration> builder =
        ConfigurationBuilderFactory.newConfigurationBuilder();
    builder.setConfigurationName(OURS);
    builder.add(
        builder
            .newAppender("console", ConsoleAppender.PLUGIN_NAME)
            .addAttribute("target", ConsoleAppender.Target.SYSTEM_ERR)
            .add(builder.newLayout("PatternLayout").addAttribute("pattern", PATTERN)));
    builder.add(builder.newRootLogger(Level.WARN).add(builder.newAppenderRef("console")));
    context().reconfigure(builder.build());
  }
}
