package org.sparklstm.job.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;

/**
 * The result does not depend on partitions, placement or execution. Other masters are tested with
 * spark-submit.
 */
class SameBitsTest {
  /** Placement, execution and storage. */
  private static final String[][] WAYS = {
    {"replicated", "distributed"},
    {"replicated", "single"},
    {"replicated", "auto"},
    {"partitioned", "auto"},
    {"partitioned", "auto", "disk"}
  };

  @TempDir Path directory;

  @Test
  void allKindsOfInputGiveTheSameBits() throws Exception {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("panel.csv", Jobs.panel());
    Set<JsonElement> weights = new HashSet<>();
    Set<JsonElement> tests = new HashSet<>();
    for (int partitions : new int[] {1, 3}) {
      for (String[] way : WAYS) {
        JsonObject summary =
            jobs.train(
                table,
                Jobs.PANEL,
                "data.partitions=" + partitions,
                "data.placement=" + way[0],
                "train.execution=" + way[1],
                "data.storage=" + (way.length > 2 ? way[2] : "auto"),
                "data.shard-bytes=600");
        assertThat(summary.getAsJsonObject("data").get("shards").getAsInt()).isGreaterThan(2);
        weights.add(summary.get("weights_sha256"));
        tests.add(summary.get("test"));
      }
    }
    assertThat(weights).hasSize(1);
    assertThat(tests).hasSize(1);
  }

  @Test
  void weightsAndErrorsAreEqualForAllPartitionsPlacementsAndExecutions() throws Exception {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    Set<JsonElement> weights = new HashSet<>();
    Set<JsonElement> tests = new HashSet<>();
    Set<String> metrics = new HashSet<>();
    for (int partitions : new int[] {1, 5, 12}) {
      for (String[] way : WAYS) {
        JsonObject summary =
            jobs.train(
                table,
                Jobs.TWO_SERIES,
                "data.partitions=" + partitions,
                "data.placement=" + way[0],
                "train.execution=" + way[1],
                "data.storage=" + (way.length > 2 ? way[2] : "auto"),
                "train.aggregation-depth=" + (partitions == 12 ? "3" : "auto"),
                "data.shard-bytes=600",
                "model.layers=2",
                "model.dropout=0.2",
                "train.batch=50");
        assertThat(summary.getAsJsonObject("data").get("shards").getAsInt()).isEqualTo(6);
        weights.add(summary.get("weights_sha256"));
        tests.add(summary.get("test"));
        metrics.add(Files.readString(directory.resolve("runs/run/metrics.jsonl")));
      }
    }
    assertThat(weights).hasSize(1);
    assertThat(tests).hasSize(1);
    assertThat(metrics).hasSize(1);
  }

  @Test
  void segmentsAndAveragesGiveTheSameBits() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    Set<JsonElement> weights = new HashSet<>();
    Set<JsonElement> tests = new HashSet<>();
    for (String[] way : WAYS) {
      JsonObject summary =
          jobs.train(
              table,
              Jobs.TWO_SERIES,
              "data.features=[]",
              "data.targets=[sales, price]",
              "data.placement=" + way[0],
              "train.execution=" + way[1],
              "data.storage=" + (way.length > 2 ? way[2] : "auto"),
              "data.shard-bytes=600",
              "data.scale=window-standard",
              "model.kind=segment",
              "model.segment=3",
              "model.cell=gru",
              "model.hidden=6",
              "model.head-dropout=0.2",
              "train.epochs=4",
              "train.average-epochs=2",
              "train.batch=50");
      assertThat(summary.getAsJsonObject("data").get("shards").getAsInt()).isGreaterThan(2);
      weights.add(summary.get("weights_sha256"));
      tests.add(summary.get("test"));
    }
    assertThat(weights).hasSize(1);
    assertThat(tests).hasSize(1);
  }

  @Test
  void distributionsSumsAndNoiseGiveTheSameBits() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    Set<JsonElement> weights = new HashSet<>();
    Set<JsonElement> tests = new HashSet<>();
    for (String[] way : WAYS) {
      JsonObject summary =
          jobs.train(
              table,
              Jobs.TWO_SERIES,
              "data.placement=" + way[0],
              "train.execution=" + way[1],
              "data.storage=" + (way.length > 2 ? way[2] : "auto"),
              "data.shard-bytes=600",
              "data.scale=window",
              "data.split.train=0.5",
              "data.split.validation=0.3",
              "window.baseline=none",
              "forecast.total=true",
              "train.loss=student-t",
              "train.input-noise=0.1",
              "train.batch=50");
      assertThat(summary.getAsJsonObject("data").get("shards").getAsInt()).isGreaterThan(2);
      weights.add(summary.get("weights_sha256"));
      tests.add(summary.get("test_original_units"));
    }
    assertThat(weights).hasSize(1);
    assertThat(tests).hasSize(1);
    String total = tests.iterator().next().toString();
    assertThat(total).contains("\"total\"").contains("baseline_wape");
  }

  /**
   * With more tasks than {@link SparkEngine#MERGED_BY_DRIVER}, executors merge the errors first.
   */
  @Test
  void errorsAreEqualIfExecutorsMergeThem() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    String[] few = {"train.epochs=1", "train.execution=distributed", "data.partitions=2"};
    int tasks = SparkEngine.MERGED_BY_DRIVER + 1;
    String[] many = {"train.epochs=1", "train.execution=distributed", "data.partitions=" + tasks};
    JsonObject expected = jobs.train(table, Jobs.TWO_SERIES, few);
    JsonObject summary = jobs.train(table, Jobs.TWO_SERIES, many);
    assertThat(summary.get("test")).isEqualTo(expected.get("test"));
    assertThat(summary.get("validation_loss")).isEqualTo(expected.get("validation_loss"));
  }
}
