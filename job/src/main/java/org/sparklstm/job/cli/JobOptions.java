package org.sparklstm.job.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.run.Console;
import org.sparklstm.job.run.JobContext;
import picocli.CommandLine.Option;

/** The options that all commands share, and the session they run in. */
final class JobOptions {
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
    SparkConf conf = Session.submitted();
    JobConfig config = ConfigFile.read(file, changes, SparkHadoopUtil.get().newConfiguration(conf));
    Console console = Console.standardError();
    return Session.in(
        conf,
        "spark-lstm " + config.run().id(),
        spark -> work.apply(new JobContext(spark, config, console)));
  }
}
