package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The states of streams, of a training whose driver and executors are killed. */
class KilledTokensIT {
  private static final int KILLS = 3;
  private static final int EPOCHS = 6;
  private static final int STEPS_A_CHECKPOINT = 5;

  @TempDir Path directory;

  private String[] command(String output, String... settings) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "train.epochs=" + EPOCHS,
                "checkpoint.every-steps=" + STEPS_A_CHECKPOINT,
                "run.id=" + KilledDrivers.RUN,
                "run.output=" + output));
    all.addAll(List.of(settings));
    return Tokens.train(directory, all.toArray(String[]::new));
  }

  @Test
  void neitherChangesOneBit() throws Exception {
    KilledDrivers drivers = new KilledDrivers(directory, this::command);
    KilledDrivers.Outcome expected = drivers.undisturbed();
    String output = directory.resolve("drivers").toString();
    assertThat(drivers.killed(KILLS, List.of(), output, KilledDrivers.progress(output)))
        .isEqualTo(expected);
    for (String[] way :
        new String[][] {
          {"train.execution=distributed", "data.placement=partitioned"}, {"train.execution=single"}
        }) {
      assertThat(killedExecutor(way).get("weights_sha256")).isEqualTo(expected.weights());
    }
  }

  private JsonObject killedExecutor(String[] way) throws Exception {
    try (KilledExecutors cluster = new KilledExecutors(directory)) {
      List<String> options = new ArrayList<>(Submit.options(cluster.master()));
      options.addAll(List.of("--conf", "spark.executor.memory=512m"));
      String output = directory.resolve(way[0].replaceAll("\\W+", "-")).toString();
      Submit.Running running = Submit.start(directory, options, command(output, way));
      int killed = cluster.kill(1, 2 * STEPS_A_CHECKPOINT, running, KilledDrivers.progress(output));
      JsonObject summary = running.end().success();
      assertThat(killed).as("killed while training went on").isEqualTo(1);
      return summary;
    }
  }
}
