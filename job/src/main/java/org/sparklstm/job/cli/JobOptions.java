package org.sparklstm.job.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.run.Console;
import org.sparklstm.job.run.JobContext;
import picocli.CommandLine.Option;

/** The options that all commands share, and the Spark session they run in. */
final class JobOptions {
  private static final String SERIALIZER = "spark.serializer";
  private static final String JAVA_SERIALIZER = "org.apache.spark.serializer.JavaSerializer";

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Configuration (HOCON): a local file or any Hadoop path.")
  private String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes a key of the configuration; may be given again and again.")
  private List<String> changes = new ArrayList<>();

  /** Reads the configuration, starts Spark, works, and stops Spark. */
  String inSession(Function<JobContext, String> work) {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      throw new UserException("no Spark master: start this jar with spark-submit");
    }
    JobConfig config = ConfigFile.read(file, changes, SparkHadoopUtil.get().newConfiguration(conf));
    Console console = Console.standardError();
    if (conf.get(SERIALIZER, JAVA_SERIALIZER).contains("Kryo")) {
      console.warn("spark.serializer is set to Java's for this job: Kryo cannot write records");
    }
    conf.set(SERIALIZER, JAVA_SERIALIZER);
    conf.setIfMissing("spark.app.name", "spark-lstm " + config.run().id());
    // text without a time zone means the same everywhere, and no hour is lost or doubled
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // thousands of short jobs: keep the driver's memory of them bounded
    conf.setIfMissing("spark.ui.retainedJobs", "200");
    conf.setIfMissing("spark.ui.retainedStages", "200");
    conf.setIfMissing("spark.ui.retainedTasks", "2000");
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    try {
      return work.apply(new JobContext(spark, config, console));
    } finally {
      spark.stop();
    }
  }
}
