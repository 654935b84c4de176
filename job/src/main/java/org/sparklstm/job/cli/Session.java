package org.sparklstm.job.cli;

import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.UserException;
import org.sparklstm.job.distributed.KryoRecords;
import org.sparklstm.job.report.GaugesPlugin;

/** The Spark session that commands run in, with the settings that suit many short jobs. */
final class Session {
  private Session() {}

  /** What spark-submit has set. */
  static SparkConf submitted() {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      throw new UserException("no Spark master: start this jar with spark-submit");
    }
    return conf;
  }

  /** Gauges of the training for whatever metrics sinks there are. */
  private static void addPlugin(SparkConf conf) {
    String others = conf.get("spark.plugins", "");
    String ours = GaugesPlugin.class.getName();
    if (!others.contains(ours)) {
      conf.set("spark.plugins", others.isEmpty() ? ours : others + "," + ours);
    }
  }

  /**
   * Starts Spark, works, and stops Spark.
   *
   * @param conf from {@link #submitted}; what the user has not set is added. Modified.
   */
  static String in(SparkConf conf, String name, Function<SparkSession, String> work) {
    KryoRecords.register(conf);
    Umask.apply(conf);
    conf.setIfMissing("spark.app.name", name);
    // text without a time zone means the same everywhere, and no hour is lost or doubled
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // float arrays do not shrink; a step's gradients come straight back, not through block managers
    conf.setIfMissing("spark.broadcast.compress", "false");
    conf.setIfMissing("spark.task.maxDirectResultSize", "64m");
    // only a cap; sums of wide models are larger than its default
    conf.setIfMissing("spark.kryoserializer.buffer.max", "1g");
    // a task that does not wait for the executor with its data fetches them: whole partitions;
    // but one whose executor has just been lost waits as long, where another's data is still there
    conf.setIfMissing("spark.locality.wait.process", "30s");
    // executors that are killed count as failures of the tasks they had
    conf.setIfMissing("spark.task.maxFailures", "8");
    conf.setIfMissing("spark.stage.maxConsecutiveAttempts", "16");
    addPlugin(conf);
    // thousands of short jobs: keep the driver's memory of them bounded
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
