package org.sparklstm.job.run;

import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.SourceConfig;
import org.sparklstm.job.data.SeriesDataset;
import org.sparklstm.job.data.TableSource;
import org.sparklstm.job.distributed.PlacedShards;

/** What every command works with. */
public record JobContext(SparkSession spark, JobConfig config, Console console) {

  JavaSparkContext sparkContext() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  Configuration hadoop() {
    return spark.sparkContext().hadoopConfiguration();
  }

  /** Any directory. */
  Storage storage(String directory) {
    return new Storage(new Path(directory), hadoop());
  }

  /** The table of the configuration. */
  Dataset<Row> table() {
    return TableSource.open(spark, config.data().source());
  }

  /** The series of the table, with statistics of its own train spans. */
  SeriesDataset dataset() {
    return SeriesDataset.of(
        table(), config.data(), config.window().spec(), tableName(), console::warn);
  }

  /** Lengths have been checked before; what is left is that missing values are everywhere. */
  void refuseSpansWithoutWindows(PlacedShards shards) {
    Map<Split, Double> wanted =
        Map.of(
            Split.TRAIN, config.data().split().train(),
            Split.VALIDATION, config.data().split().validation(),
            Split.TEST, config.data().split().test());
    for (Split split : Split.values()) {
      if (wanted.get(split) > 0 && shards.count(split) == 0) {
        throw new UserException(
            "every %s window of %s touches a missing value; fill the gaps (data.missing = forward-fill) or look back less far"
                .formatted(split.name().toLowerCase(Locale.ROOT), tableName()));
      }
    }
  }

  /** What messages call the table of the configuration. */
  String tableName() {
    SourceConfig source = config.data().source();
    return source.path().or(source::table).orElse("the query");
  }

  static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
