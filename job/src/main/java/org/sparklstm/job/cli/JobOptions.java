package org.sparklstm.job.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.sparklstm.job.Secrets;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.run.JobContext;
import org.sparklstm.job.run.Stop;
import picocli.CommandLine.Option;
import scala.Tuple2;

/** The options of all commands that read a configuration. Starts their Spark session. */
final class JobOptions {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Configuration file (HOCON): a local file or any Hadoop path.")
  private String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Overrides a key of the configuration; can be repeated.")
  private List<String> changes = new ArrayList<>();

  /** Overrides a key with the value of an option of its own. */
  void set(String key, String value) {
    changes.add(key + "=" + value);
  }

  /**
   * Reads the configuration, starts Spark, does the work and stops Spark.
   *
   * @param paths given on the command line
   */
  String inSession(Function<JobContext, String> work, String... paths) {
    SparkConf conf = Session.submitted();
    Map<String, String> environment = new HashMap<>(System.getenv());
    // these are directories; their names only look like passwords
    environment.keySet().removeAll(Set.of("PWD", "OLDPWD"));
    Secrets.keep(environment);
    Secrets.keep(settings(conf));
    Configuration hadoop = SparkHadoopUtil.get().newConfiguration(conf);
    Secrets.keep(settings(hadoop));
    JobConfig config = ConfigFile.read(file, changes, hadoop);
    Secrets.keepOptions(config.data().source().options());
    Secrets.keepOptions(config.score().options());
    openly(config, paths).forEach(Secrets::open);
    Console console = Console.standardError();
    return Session.in(
        conf,
        "spark-lstm " + config.run().id(),
        spark -> {
          Stop stop = new Stop();
          Signals.install(stop, console);
          return work.apply(new JobContext(spark, config, Optional.of(file), console, stop));
        });
  }

  /** The paths and tables of a run, which stay readable even if a password occurs in them. */
  private List<String> openly(JobConfig config, String... paths) {
    List<String> open = new ArrayList<>(List.of(paths));
    open.addAll(List.of(file, config.run().directory()));
    config.data().source().path().ifPresent(open::add);
    config.data().source().table().ifPresent(open::add);
    config.data().futureSource().ifPresent(open::add);
    config.train().initialWeights().ifPresent(open::add);
    return open;
  }

  private static Map<String, String> settings(SparkConf conf) {
    Map<String, String> settings = new HashMap<>();
    for (Tuple2<String, String> setting : conf.getAll()) {
      settings.put(setting._1(), setting._2());
    }
    return settings;
  }

  /** Settings from the user's files, without Hadoop's defaults. */
  private static Map<String, String> settings(Configuration hadoop) {
    Map<String, String> settings = new HashMap<>();
    for (Map.Entry<String, String> setting : hadoop) {
      String[] sources = hadoop.getPropertySources(setting.getKey());
      if (sources == null || !sources[sources.length - 1].endsWith("-default.xml")) {
        settings.put(setting.getKey(), setting.getValue());
      }
    }
    return settings;
  }
}
