package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are killed on a standalone cluster; {@code KilledExecutorSoak} does more. */
class KilledExecutorIT {
  private static final String[][] WAYS = {
    {"train.execution=distributed", "data.placement=replicated"},
    {"train.execution=distributed", "data.placement=partitioned", "data.storage=disk"},
    {"train.execution=single"},
  };

  @TempDir Path directory;

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
  static void survives(Path directory, int epochs, int kills)
      throws IOException, InterruptedException {
    Submit.Result expected =
        Submit.run(directory, List.of("--master", "local[2]"), command(directory, epochs));
    assertThat(expected.exitCode()).as(expected.errors()).isZero();
    try (KilledExecutors cluster = new KilledExecutors(directory)) {
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
      for (String[] way : WAYS) {
        Submit.Running running = Submit.start(directory, options, command(directory, epochs, way));
        assertThat(running.hasSaid("parameters; batches of")).isTrue();
        int killed = cluster.kill(kills, running);
        Submit.Result result = running.end();
        System.out.printf("%,d executors killed with %s%n", killed, String.join(", ", way));
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(killed).isEqualTo(kills);
        assertThat(result.json().get("weights_sha256"))
            .isEqualTo(expected.json().get("weights_sha256"));
        assertThat(result.json().get("test")).isEqualTo(expected.json().get("test"));
      }
    }
  }

  @Test
  void aKilledExecutorChangesNotOneBit() throws Exception {
    survives(directory, 4, 2);
  }

  /** Executors come and go, tasks run twice: it never shows. */
  @Test
  void dynamicAllocationAndSpeculationChangeNotOneBit() throws Exception {
    Submit.Result expected =
        Submit.run(directory, List.of("--master", "local[2]"), command(directory, 2));
    Path events = Files.createDirectory(directory.resolve("events"));
    try (KilledExecutors cluster = new KilledExecutors(directory)) {
      List<String> options = new ArrayList<>(List.of("--master", cluster.master()));
      String[] settings = {
        "spark.executor.memory=512m",
        "spark.speculation=true",
        "spark.speculation.quantile=0.1",
        "spark.speculation.multiplier=1.01",
        "spark.speculation.interval=5ms",
        "spark.speculation.minTaskRuntime=1ms",
        "spark.dynamicAllocation.enabled=true",
        "spark.dynamicAllocation.shuffleTracking.enabled=true",
        "spark.dynamicAllocation.schedulerBacklogTimeout=1ms",
        "spark.dynamicAllocation.executorIdleTimeout=1s",
        "spark.dynamicAllocation.cachedExecutorIdleTimeout=1s",
        "spark.dynamicAllocation.shuffleTracking.timeout=1s",
        "spark.dynamicAllocation.minExecutors=0",
        "spark.eventLog.enabled=true",
        "spark.eventLog.compress=false",
        "spark.eventLog.rolling.enabled=false",
        "spark.eventLog.dir=file://" + events
      };
      for (String setting : settings) {
        options.addAll(List.of("--conf", setting));
      }
      Submit.Result result =
          Submit.run(
              directory,
              options,
              command(
                  directory,
                  2,
                  "train.execution=distributed",
                  "data.placement=partitioned",
                  "data.partitions=4"));
      assertThat(result.exitCode()).as(result.errors()).isZero();
      assertThat(result.json().get("weights_sha256"))
          .isEqualTo(expected.json().get("weights_sha256"));
    }
    String log;
    try (Stream<Path> files = Files.list(events)) {
      log = Files.readString(files.findFirst().orElseThrow());
    }
    assertThat(log)
        .contains("SparkListenerExecutorAdded", "SparkListenerExecutorRemoved")
        .contains("\"Speculative\":true");
  }
}
