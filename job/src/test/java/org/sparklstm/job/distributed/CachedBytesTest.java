package org.sparklstm.job.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparklstm.core.sequence.PanelSpec;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.WindowReaders;
import org.sparklstm.job.data.series.SeriesDataset;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.run.JobContext;

/** Windows are views: the cache holds each value once and little else. */
class CachedBytesTest {
  private static final int ROWS = 8_000;
  private static final int LOOKBACK = 336;

  @TempDir Path directory;

  /** One long series of one column. */
  private static String series() {
    StringBuilder csv = new StringBuilder("time,x\n");
    for (int row = 0; row < ROWS; row++) {
      csv.append(row).append(',').append(Math.sin(row * 0.1)).append('\n');
    }
    return csv.toString();
  }

  @ParameterizedTest
  @CsvSource({"replicated, 8388608", "partitioned, 8388608", "partitioned, 8000", "replicated, 1"})
  void cachedDataStayBelowOneAndAHalfTimesTheFloats(String placement, long shardBytes)
      throws Exception {
    Jobs jobs = new Jobs(directory);
    JobContext context =
        jobs.context(
            jobs.table("series.csv", series()),
            List.of("data.targets=[x]", "window.horizon=24"),
            "window.lookback=" + LOOKBACK,
            "data.placement=" + placement,
            "data.partitions=2",
            "data.shard-bytes=" + shardBytes);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    SeriesDataset dataset = dataset(context, directory.resolve("series.csv").toString());
    try (PlacedShards placed = PlacedShards.place(dataset, placement(context), spark)) {
      long windows = placed.examples(Split.TRAIN)[0];
      assertThat(windows).isPositive();
      // bytes that the JVM holds for all shards: values, indexes, headers
      long held =
          placed.partitions().map(partition -> new Held(partition.shards())).collect().stream()
              .mapToLong(Held::bytes)
              .sum();
      if (placement.equals("replicated")) {
        held /= 2; // both partitions share the same shards
      }
      double raw = (double) ROWS * Float.BYTES;
      assertThat(held / raw).isBetween(1.0, 1.5);
      assertThat(placed.bytes() / raw).isBetween(1.0, 1.5);
    }
  }

  /** Many short series: here the overhead per series weighs most. */
  @Test
  void aPanelOfShortSeriesStaysBelowThatLimit() throws Exception {
    StringBuilder csv = new StringBuilder("id,time,x\n");
    for (int series = 0; series < 2000; series++) {
      for (int row = 0; row < 60; row++) {
        csv.append(series)
            .append(',')
            .append(row)
            .append(',')
            .append((row * 7 + series) % 13)
            .append('\n');
      }
    }
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("series.csv", csv.toString());
    JobContext context =
        jobs.context(
            table,
            List.of("data.targets=[x]", "data.series-id=[id]", "window.horizon=5"),
            "window.lookback=10",
            "data.placement=partitioned",
            "data.partitions=2");
    SeriesDataset dataset = dataset(context, table.toString());
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    try (PlacedShards placed = PlacedShards.place(dataset, placement(context), spark)) {
      long held =
          placed.partitions().map(partition -> new Held(partition.shards())).collect().stream()
              .mapToLong(Held::bytes)
              .sum();
      assertThat(held / (2000.0 * 60 * Float.BYTES)).isBetween(1.0, 1.5);
    }
  }

  private record Held(long bytes) implements java.io.Serializable {
    Held(List<org.sparklstm.core.sequence.Shard> shards) {
      this(SizeEstimator.estimate(shards));
    }
  }

  private static SeriesDataset dataset(JobContext context, String csv) {
    Dataset<Row> rows =
        context.spark().read().option("header", "true").option("inferSchema", "true").csv(csv);
    return SeriesDataset.of(
        new Table(rows, "series.csv", warning -> {}),
        context.config().data(),
        WindowReaders.of(
            context.config().data(), context.config().windows(), PanelSpec.Decoder.DIRECT));
  }

  private static PlacementSpec placement(JobContext context) {
    DataConfig data = context.config().data();
    return new PlacementSpec(data.placement(), data.storage(), data.partitions());
  }
}
