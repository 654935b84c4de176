package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a driver reacts to what its surroundings tell it: signals, and the umask. Signals are sent at
 * states that the run has written, to drivers that cannot get past them meanwhile.
 */
class ProcessIT {
  private static final int STOPPED = 3;
  private static final int TERMINATED = 143;

  @TempDir Path directory;

  private String[] command(String id, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "window.stride=8",
                "window.lookback=24",
                "model.hidden=8",
                "train.batch=8",
                "train.patience=0",
                "checkpoint.every-steps=1",
                "run.output=" + directory.resolve("runs"),
                "run.id=" + id));
    all.addAll(List.of(settings));
    return Electricity.train(all.toArray(String[]::new));
  }

  private Progress progress(String id) throws IOException {
    return new Progress(directory.resolve("runs").resolve(id).toString());
  }

  @Test
  void theFirstSavesAndASecondDriverIsRefusedMeanwhile() throws Exception {
    String epochs = "train.epochs=8";
    List<String> local = Submit.options("local[2]");
    JsonObject expected =
        Submit.shared(directory, List.of("--master", "local[2]"), command("undisturbed", epochs))
            .success();
    Submit.Running running = Submit.start(directory, local, command("stopped", epochs));
    assertThat(running.waitFor(progress("stopped").hasSaved(1))).isTrue();
    // it gets no further while the second one starts
    running.freeze();
    Submit.Result second = Submit.run(directory, local, command("stopped", epochs));
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.errors()).contains("another driver is already running in file:");
    running.process().destroy();
    running.thaw();
    Submit.Result stopped = running.end();
    assertThat(stopped.exitCode()).as(stopped.errors()).isEqualTo(STOPPED);
    assertThat(stopped.errors())
        .contains("SIGTERM: saving after this step", "stopped and saved")
        .doesNotContain("\tat ");
    JsonObject said = stopped.json();
    assertThat(said.get("status").getAsString()).isEqualTo("stopped");
    JsonObject resumed =
        Submit.shared(directory, List.of("--master", "local[2]"), command("stopped", epochs))
            .success();
    assertThat(resumed.get("resumed_after_step")).isEqualTo(said.get("steps"));
    assertThat(resumed.get("steps").getAsInt()).isGreaterThan(said.get("steps").getAsInt());
    assertThat(resumed.get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
    assertThat(resumed.get("test")).isEqualTo(expected.get("test"));
  }

  /** On a real file system of 16 KiB, which only this driver sees: a model has more. */
  @Test
  void aFullDiskLosesCheckpointsOnly() throws Exception {
    Path full = Files.createDirectories(directory.resolve("runs/full/checkpoints"));
    List<String> mounted =
        List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs -o size=16k tmpfs \"$0\" && exec \"$@\"",
            full.toString());
    List<String> probe = new ArrayList<>(mounted);
    probe.add("true");
    assumeTrue(
        Submit.start(directory, probe).end().exitCode() == 0,
        "not tried: this machine does not let a process mount a file system of its own");
    String epochs = "train.epochs=2";
    List<String> command = new ArrayList<>(mounted);
    command.addAll(Submit.command(Submit.options("local[2]"), command("full", epochs)));
    Submit.Result result = Submit.start(directory, command).end();
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.errors()).contains("No space left on device").doesNotContain("\tat ");
    JsonObject expected =
        Submit.shared(directory, List.of("--master", "local[2]"), command("roomy", epochs))
            .success();
    assertThat(result.json().get("weights_sha256")).isEqualTo(expected.get("weights_sha256"));
  }

  /** Files are readable by whom the user lets read them. */
  @Test
  void theUmaskOfTheUserHolds() throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 027; exec \"$@\"", "sh"));
    command.addAll(
        Submit.command(Submit.options("local[2]"), command("private", "train.epochs=1")));
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
    Submit.Running running =
        Submit.start(
            directory,
            Submit.options("local-cluster[1,1,1024]"),
            command("ended", "train.epochs=100000", "train.execution=distributed"));
    assertThat(running.waitFor(progress("ended").hasSaved(1))).isTrue();
    // a step that never ends: the first signal has to wait for it
    List<ProcessHandle> executors = running.executors();
    assertThat(executors).hasSize(1);
    try {
      Submit.signal(executors.get(0), "STOP");
      running.process().destroy();
      assertThat(running.hasSaid("SIGTERM: saving after this step")).isTrue();
      assertThat(running.process().isAlive()).isTrue();
      running.process().destroy();
      assertThat(running.end().exitCode()).isEqualTo(TERMINATED);
    } finally {
      executors.get(0).destroyForcibly();
    }
  }

  @Test
  void withNothingToSaveTheFirstEndsIt() throws Exception {
    // a table that takes a day to read
    Path slow =
        Files.writeString(
            directory.resolve("slow.conf"),
            """
            data {
              source.sql = "SELECT timestamp_seconds(id * 3600) AS time, double(id) AS y FROM range(100000) WHERE reflect('java.lang.Thread', 'sleep', 1000L) IS NOT NULL"
              time = time
              targets = [y]
              split { train = 0.7, validation = 0.1, test = 0.2 }
            }
            window { lookback = 24, horizon = 4 }
            """);
    Submit.Running running =
        Submit.start(
            directory,
            Submit.options("local[2]"),
            "train",
            "--config",
            slow.toString(),
            "--set",
            "run.output=" + directory.resolve("runs"),
            "--set",
            "run.id=early");
    assertThat(running.waitFor(progress("early").isLocked())).isTrue();
    running.process().destroy();
    assertThat(running.end().exitCode()).isEqualTo(TERMINATED);
  }
}
