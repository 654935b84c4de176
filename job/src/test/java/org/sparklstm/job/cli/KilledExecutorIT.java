package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** Of 37 steps. */
  private static final int EPOCHS = 6;

  /** More than are ever taken: what ends on request. */
  private static final int MANY_EPOCHS = 100_000;

  private static final int STEPS_A_CHECKPOINT = 5;
  private static final int STOPPED = 3;

  @TempDir static Path directory;
  private static JsonObject expected;
  private static List<String> expectedMetrics;
  private static KilledExecutors cluster;

  @BeforeAll
  static void runUndisturbed() throws IOException, InterruptedException {
    expected = undisturbed(directory, EPOCHS);
    expectedMetrics = progress(directory, "undisturbed").metrics().lines().toList();
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
    List<String> options = List.of("--master", "local[2]");
    return Submit.shared(directory, options, command(directory, "undisturbed", epochs)).success();
  }

  private static Progress progress(Path directory, String id) throws IOException {
    return new Progress(directory.resolve("runs").resolve(id).toString());
  }

  private static String[] command(Path directory, String id, int epochs, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "window.stride=8",
                "window.lookback=24",
                "model.hidden=8",
                "train.batch=8",
                "train.patience=0",
                "train.epochs=" + epochs,
                "checkpoint.every-steps=" + STEPS_A_CHECKPOINT,
                "run.id=" + id,
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
    List<String> options = new ArrayList<>(Submit.options(cluster.master()));
    options.addAll(
        List.of(
            "--conf",
            "spark.executor.memory=512m",
            "--conf",
            "spark.speculation=true",
            "--conf",
            "spark.speculation.quantile=0.5"));
    String id = "killed-" + String.join("-", way).replaceAll("\\W+", "-");
    Submit.Running running = Submit.start(directory, options, command(directory, id, epochs, way));
    int killed = cluster.kill(kills, 2 * STEPS_A_CHECKPOINT, running, progress(directory, id));
    Submit.Result result = running.end();
    System.out.printf("%,d executors killed with %s%n", killed, String.join(", ", way));
    JsonObject summary = result.success();
    assertThat(killed).as("killed while training went on").isEqualTo(kills);
    assertThat(summary.get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
    assertThat(summary.get("test")).isEqualTo(expected.get("test"));
  }

  @Test
  void aKilledExecutorChangesNotOneBit() throws Exception {
    survive(cluster, directory, EPOCHS, 1, expected, WAYS[0]);
    survive(cluster, directory, EPOCHS, 1, expected, WAYS[2]);
  }

  /** A run on the cluster that writes what happens to its executors into a file. */
  private record Watched(Submit.Running running, Progress progress, Path events) {
    String log() throws IOException {
      try (Stream<Path> files = Files.list(events)) {
        Optional<Path> file = files.findFirst();
        return file.isPresent() ? Files.readString(file.get()) : "";
      }
    }
  }

  private static Watched watched(String id, int epochs, String[] settings, String... way)
      throws IOException {
    Path events = Files.createTempDirectory(directory, "events");
    List<String> options = new ArrayList<>(Submit.options(cluster.master()));
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(
        List.of(
            "spark.executor.memory=512m",
            "spark.eventLog.enabled=true",
            "spark.eventLog.compress=false",
            "spark.eventLog.rolling.enabled=false",
            "spark.eventLog.dir=file://" + events));
    for (String setting : all) {
      options.addAll(List.of("--conf", setting));
    }
    Submit.Running running = Submit.start(directory, options, command(directory, id, epochs, way));
    return new Watched(running, progress(directory, id), events);
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
    Watched run =
        watched(
            "speculation", EPOCHS, settings, "train.execution=distributed", "data.partitions=2");
    assertThat(run.running().waitFor(run.progress().hasSaved(1))).isTrue();
    cluster.freezeOne();
    try {
      long steps = run.progress().savedSteps() + 2 * STEPS_A_CHECKPOINT;
      assertThat(run.running().waitFor(run.progress().hasSaved(steps)))
          .as("steps without")
          .isTrue();
    } finally {
      cluster.thaw();
    }
    JsonObject summary = run.running().end().success();
    assertThat(summary.get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
    assertThat(run.log()).contains("\"Speculative\":true");
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
    Watched run =
        watched(
            "allocation",
            MANY_EPOCHS,
            settings,
            "train.execution=distributed",
            "data.partitions=1");
    assertThat(run.running().waitFor(() -> run.log().contains("SparkListenerExecutorRemoved")))
        .as("an executor is given back while training goes on")
        .isTrue();
    long steps = run.progress().savedSteps() + STEPS_A_CHECKPOINT;
    assertThat(run.running().waitFor(run.progress().hasSaved(steps))).isTrue();
    run.running().process().destroy();
    Submit.Result stopped = run.running().end();
    assertThat(stopped.exitCode()).as(stopped.errors()).isEqualTo(STOPPED);
    assertThat(run.log()).contains("SparkListenerExecutorAdded");
    // losses and norms of all steps, to the bit
    List<String> metrics = run.progress().metrics().lines().toList();
    int common = Math.min(metrics.size(), expectedMetrics.size());
    assertThat(common).isGreaterThanOrEqualTo(STEPS_A_CHECKPOINT);
    assertThat(metrics.subList(0, common)).isEqualTo(expectedMetrics.subList(0, common));
  }
}
