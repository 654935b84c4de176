package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are killed on a standalone cluster; {@code KilledExecutorSoak} does more. */
class KilledExecutorIT {
  private static final String[][] WAYS = {
    {"train.execution=distributed", "data.placement=partitioned", "data.storage=disk"},
    {"train.execution=distributed", "data.placement=replicated"},
    {"train.execution=single"},
  };
  private static final int EPOCHS = 3;

  @TempDir static Path directory;
  private static JsonObject expected;
  private static KilledExecutors cluster;

  @BeforeAll
  static void runUndisturbed() throws IOException, InterruptedException {
    expected = undisturbed(directory, EPOCHS);
    cluster = new KilledExecutors(directory);
  }

  @AfterAll
  static void stopCluster() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static JsonObject undisturbed(Path directory, int epochs)
      throws IOException, InterruptedException {
    Submit.Result result =
        Submit.run(directory, List.of("--master", "local[2]"), command(directory, epochs));
    assertThat(result.exitCode()).as(result.errors()).isZero();
    return result.json();
  }

  private static String[] command(Path directory, int epochs, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "model.hidden=64",
                "train.patience=0",
                "train.epochs=" + epochs,
                "run.resume=never",
                "run.output=" + directory.resolve("runs")));
    all.addAll(List.of(settings));
    return Electricity.train(all.toArray(String[]::new));
  }

  /** How trainings of so many epochs take so many kills, however their steps are executed. */
  static void survive(Path directory, int epochs, int kills)
      throws IOException, InterruptedException {
    JsonObject undisturbed = undisturbed(directory, epochs);
    try (KilledExecutors cluster = new KilledExecutors(directory)) {
      for (String[] way : WAYS) {
        survive(cluster, directory, epochs, kills, undisturbed, way);
      }
    }
  }

  private static void survive(
      KilledExecutors cluster,
      Path directory,
      int epochs,
      int kills,
      JsonObject expected,
      String[] way)
      throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "--master",
            cluster.master(),
            "--conf",
            "spark.executor.memory=512m",
            "--conf",
            "spark.speculation=true",
            "--conf",
            "spark.speculation.quantile=0.5");
    Submit.Running running = Submit.start(directory, options, command(directory, epochs, way));
    assertThat(running.hasSaid("parameters; batches of")).isTrue();
    int killed = cluster.kill(kills, running);
    Submit.Result result = running.end();
    System.out.printf("%,d executors killed with %s%n", killed, String.join(", ", way));
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(killed).isEqualTo(kills);
    assertThat(result.json().get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
    assertThat(result.json().get("test")).isEqualTo(expected.get("test"));
  }

  @Test
  void aKilledExecutorChangesNotOneBit() throws Exception {
    survive(cluster, directory, EPOCHS, 1, expected, WAYS[0]);
    survive(cluster, directory, EPOCHS, 1, expected, WAYS[2]);
  }

  /** The events of a run on a cluster, which must give the bits of a run on this machine. */
  private String events(boolean freeze, String[] settings, String[] way)
      throws IOException, InterruptedException {
    Path events = Files.createTempDirectory(directory, "events");
    List<String> options = new ArrayList<>(List.of("--master", cluster.master()));
    for (String setting : settings) {
      options.addAll(List.of("--conf", setting));
    }
    String[] log = {
      "spark.executor.memory=512m",
      "spark.eventLog.enabled=true",
      "spark.eventLog.compress=false",
      "spark.eventLog.rolling.enabled=false",
      "spark.eventLog.dir=file://" + events
    };
    for (String setting : log) {
      options.addAll(List.of("--conf", setting));
    }
    Submit.Running running = Submit.start(directory, options, command(directory, EPOCHS, way));
    if (freeze) {
      assertThat(running.hasSaid("epoch 1/3")).isTrue();
      cluster.freezeOne();
      try {
        assertThat(running.hasSaid("epoch 2/3")).as("an epoch without it").isTrue();
      } finally {
        cluster.thaw();
      }
    }
    Submit.Result result = running.end();
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.json().get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
    try (Stream<Path> files = Files.list(events)) {
      return Files.readString(files.findFirst().orElseThrow());
    }
  }

  /** An executor that no longer moves: its tasks are taken over by others. */
  @Test
  void speculationChangesNotOneBit() throws Exception {
    String[] settings = {
      "spark.speculation=true",
      "spark.speculation.quantile=0.5",
      "spark.speculation.interval=10ms",
      "spark.speculation.minTaskRuntime=50ms",
      // what executors share they fetch from each other, and so from one that does not move
      "spark.executor.heartbeatInterval=5s",
      "spark.network.timeout=20s",
      "spark.network.timeoutInterval=10s"
    };
    String[] way = {"train.execution=distributed", "data.partitions=2"};
    assertThat(events(true, settings, way)).contains("\"Speculative\":true");
  }

  /** Executors that have nothing to do are given back. */
  @Test
  void dynamicAllocationChangesNotOneBit() throws Exception {
    String[] settings = {
      "spark.dynamicAllocation.enabled=true",
      "spark.dynamicAllocation.shuffleTracking.enabled=true",
      "spark.dynamicAllocation.executorIdleTimeout=1s",
      "spark.dynamicAllocation.cachedExecutorIdleTimeout=1s",
      "spark.dynamicAllocation.shuffleTracking.timeout=1s",
      "spark.dynamicAllocation.initialExecutors=2",
      "spark.dynamicAllocation.minExecutors=0"
    };
    String[] way = {"train.execution=distributed", "data.partitions=1"};
    assertThat(events(false, settings, way))
        .contains("SparkListenerExecutorAdded", "SparkListenerExecutorRemoved");
  }
}
