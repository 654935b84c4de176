package org.sparklstm.job.run;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.Message;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.SourceConfig;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.data.table.TableSource;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.Waiting;
import org.sparklstm.job.storage.PathText;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.task.Task;

/**
 * The context of a command.
 *
 * @param configuration the file of the configuration, if it was read from one
 * @param stop request to stop a training
 */
public record JobContext(
    SparkSession spark,
    JobConfig config,
    Optional<String> configuration,
    Console console,
    Stop stop) {

  /** A context without requests to stop. */
  public JobContext(SparkSession spark, JobConfig config, Console console) {
    this(spark, config, Optional.empty(), console, new Stop());
  }

  /** The same context with another configuration. */
  JobContext with(JobConfig other) {
    return new JobContext(spark, other, configuration, console, stop);
  }

  JavaSparkContext sparkContext() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** The storage of any path. */
  Storage storage(String directory) {
    return new Storage(PathText.of(directory), hadoop(), storageTimeout());
  }

  /** See run.storage-timeout. */
  Duration storageTimeout() {
    return Duration.ofSeconds(config.run().storageTimeout());
  }

  /**
   * The directory of a model.
   *
   * @param path see {@link ModelPath}
   */
  Storage model(String path) {
    return ModelPath.resolve(storage(path));
  }

  /** The task of the configuration. */
  Task task() {
    return Task.of(config);
  }

  /** The table of the configuration. */
  Table table() {
    return table(TableSource.open(spark, config.data().source()), tableName());
  }

  /**
   * A table whose warnings go to the console.
   *
   * @param name name of the table in messages
   */
  Table table(Dataset<Row> rows, String name) {
    return new Table(rows, name, warning -> console.warn(warning.toString()));
  }

  /** Name of the table of the configuration in messages. */
  String tableName() {
    SourceConfig source = config.data().source();
    return source.sql().isPresent() && source.path().isEmpty()
        ? "the query"
        : source.path().or(source::table).orElse("no table");
  }

  /**
   * Does work, and shows meanwhile that Spark works on a table.
   *
   * @param name what is done, in words
   */
  <T> T waiting(String name, Supplier<T> work) {
    try (Waiting waiting = new Waiting(console, name, sparkContext())) {
      waiting.start();
      return work.get();
    }
  }

  /** Shows a message on the console. */
  void say(Message message) {
    console.say(message.toString());
  }
}
