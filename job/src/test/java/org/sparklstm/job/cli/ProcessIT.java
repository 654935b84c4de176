package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver makes of what its surroundings tell it: signals, and the umask. */
class ProcessIT {
  private static final int STOPPED = 3;
  private static final int TERMINATED = 143;

  @TempDir Path directory;

  private static final List<String> LOCAL = List.of("--master", "local[2]");

  private static String[] command(String id, int epochs) {
    return Electricity.train(
        "model.hidden=96", "train.patience=0", "train.epochs=" + epochs, "run.id=" + id);
  }

  @Test
  void theFirstSavesAndASecondDriverIsRefusedMeanwhile() throws Exception {
    Submit.Result expected = Submit.run(directory, LOCAL, command("undisturbed", 25));
    Submit.Running running = Submit.start(directory, LOCAL, command("stopped", 25));
    assertThat(running.hasSaid("epoch 1/25")).isTrue();
    Submit.Running second = Submit.start(directory, LOCAL, command("stopped", 25));
    assertThat(second.hasSaid("another driver is already running in file:")).isTrue();
    assertThat(second.end().exitCode()).isEqualTo(1);
    running.process().destroy();
    Submit.Result stopped = running.end();
    assertThat(stopped.exitCode()).as(stopped.errors()).isEqualTo(STOPPED);
    assertThat(stopped.errors())
        .contains("SIGTERM: saving after this step", "stopped and saved")
        .doesNotContain("\tat ");
    JsonObject said = stopped.json();
    assertThat(said.get("status").getAsString()).isEqualTo("stopped");
    JsonObject resumed = Submit.run(directory, LOCAL, command("stopped", 25)).json();
    assertThat(resumed.get("resumed_after_step")).isEqualTo(said.get("steps"));
    assertThat(resumed.get("weights_sha256")).isEqualTo(expected.json().get("weights_sha256"));
    assertThat(resumed.get("test")).isEqualTo(expected.json().get("test"));
  }

  /** Files are readable by whom the user lets read them. */
  @Test
  void theUmaskOfTheUserHolds() throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 027; exec \"$@\"", "sh"));
    command.addAll(Submit.command(LOCAL, command("private", 1)));
    Submit.Result result = Submit.start(directory, command).end();
    assertThat(result.exitCode()).as(result.errors()).isZero();
    try (Stream<Path> files = Files.walk(directory.resolve("runs"))) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo(Files.isDirectory(file) ? "rwxr-x---" : "rw-r-----");
      }
    }
  }

  @Test
  void theSecondEndsAtOnce() throws Exception {
    // steps of seconds: the first signal has to wait for one
    String[] slow =
        Electricity.train(
            "run.id=ended",
            "model.hidden=512",
            "train.batch=2343",
            "train.block=64",
            "train.execution=distributed");
    Submit.Running running = Submit.start(directory, LOCAL, slow);
    assertThat(running.hasSaid("parameters; batches of")).isTrue();
    running.process().destroy();
    assertThat(running.hasSaid("SIGTERM: saving after this step")).isTrue();
    running.process().destroy();
    assertThat(running.end().exitCode()).isEqualTo(TERMINATED);
  }

  @Test
  void withNothingToSaveTheFirstEndsIt() throws Exception {
    Submit.Running running = Submit.start(directory, LOCAL, command("early", 1));
    // its directory is there before the table has been read
    while (!Files.exists(directory.resolve("runs/early")) && running.process().isAlive()) {
      Thread.sleep(5);
    }
    running.process().destroy();
    assertThat(running.end().exitCode()).isEqualTo(TERMINATED);
  }
}
