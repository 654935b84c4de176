package org.sparklstm.job.run;

import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.SourceConfig;
import org.sparklstm.job.data.table.TableSource;
import org.sparklstm.job.model.ModelPath;
import org.sparklstm.job.report.Console;

/** What every command works with. */
public record JobContext(SparkSession spark, JobConfig config, Console console, Stop stop) {

  /** For work that nobody stops half way. */
  public JobContext(SparkSession spark, JobConfig config, Console console) {
    this(spark, config, console, new Stop());
  }

  /** The same with another configuration. */
  JobContext with(JobConfig other) {
    return new JobContext(spark, other, console, stop);
  }

  public JavaSparkContext sparkContext() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** Any directory. */
  Storage storage(String directory) {
    return new Storage(
        new Path(directory), hadoop(), Duration.ofSeconds(config.run().storageTimeout()));
  }

  /**
   * The directory of a model.
   *
   * @param path its own, or that of a file with it
   */
  Storage model(String path) {
    return ModelPath.resolve(storage(path));
  }

  /** The table of the configuration. */
  public Dataset<Row> table() {
    return TableSource.open(spark, config.data().source());
  }

  /** What messages call the table of the configuration. */
  public String tableName() {
    SourceConfig source = config.data().source();
    return source.path().or(source::table).orElse("the query");
  }

  public static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
