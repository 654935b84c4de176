package org.sparklstm.job.cli;

import java.io.IOException;
import java.util.function.Function;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.UserException;
import org.sparklstm.job.distributed.KryoRecords;
import org.sparklstm.job.report.GaugesPlugin;

/** The Spark session of a command, with settings for many short jobs. */
final class Session {
  private Session() {}

  /** The configuration that spark-submit has set. */
  static SparkConf submitted() {
    requireJava();
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      throw new UserException("no Spark master: start this jar with spark-submit");
    }
    return conf;
  }

  /** Refuses versions of Java on which Hadoop fails with a message that explains nothing. */
  private static void requireJava() {
    try {
      UserGroupInformation.getCurrentUser();
    } catch (UnsupportedOperationException e) {
      throw new UserException(
          "Hadoop %s does not run on Java %d: use Java 17 or 21, or a Spark with a later Hadoop"
              .formatted(VersionInfo.getVersion(), Runtime.version().feature()),
          e);
    } catch (IOException e) {
      // who the user is matters to storages only, which say so
    }
  }

  /** Adds the plugin that publishes the training's gauges. */
  private static void addPlugin(SparkConf conf) {
    String others = conf.get("spark.plugins", "");
    String ours = GaugesPlugin.class.getName();
    if (!others.contains(ours)) {
      conf.set("spark.plugins", others.isEmpty() ? ours : others + "," + ours);
    }
  }

  /**
   * Keeps secrets out of Spark's pages, logs and event log: settings and options by their names,
   * what looks like one in plans, and the command line of this process.
   */
  private static void hideSecrets(SparkConf conf) {
    conf.setIfMissing("spark.redaction.regex", "(?i)" + Secrets.NAMES);
    conf.setIfMissing("spark.sql.redaction.options.regex", "(?i)url|" + Secrets.NAMES);
    conf.setIfMissing("spark.sql.redaction.string.regex", Secrets.IN_PLANS);
    String command = System.getProperty("sun.java.command", "");
    System.setProperty("sun.java.command", command.replaceFirst("(?s)\\s.*", ""));
  }

  /**
   * Starts Spark, does the work and stops Spark.
   *
   * @param conf configuration from {@link #submitted}; defaults are added for settings that the
   *     user has not made. Modified.
   * @param name application name
   */
  static String in(SparkConf conf, String name, Function<SparkSession, String> work) {
    KryoRecords.register(conf);
    Umask.apply(conf);
    conf.setIfMissing("spark.app.name", name);
    // timestamps without a zone mean the same everywhere, and no hour is skipped or repeated
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // float arrays hardly compress; gradients return directly, not through block managers
    conf.setIfMissing("spark.broadcast.compress", "false");
    conf.setIfMissing("spark.task.maxDirectResultSize", "64m");
    // an upper limit only; gradient sums of wide models exceed the default
    conf.setIfMissing("spark.kryoserializer.buffer.max", "1g");
    // without the wait a task on another executor fetches whole partitions; the price: after an
    // executor is lost, its tasks wait this long too
    conf.setIfMissing("spark.locality.wait.process", "30s");
    // a killed executor counts as a failure of each of its tasks
    conf.setIfMissing("spark.task.maxFailures", "8");
    conf.setIfMissing("spark.stage.maxConsecutiveAttempts", "16");
    addPlugin(conf);
    hideSecrets(conf);
    // bounds the driver memory that Spark uses to remember thousands of short jobs
    conf.setIfMissing("spark.ui.retainedJobs", "200");
    conf.setIfMissing("spark.ui.retainedStages", "200");
    conf.setIfMissing("spark.ui.retainedTasks", "2000");
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    try {
      return work.apply(spark);
    } finally {
      spark.stop();
    }
  }
}
