package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.train.TrainingListener.StepReport;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoint;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.storage.RunLock;

/** Training never waits for storage; a failed write is a warning, and the next is tried. */
@Timeout(20)
class BackgroundWriterTest {
  private static final String PARAMETERS = "parameters.safetensors";

  @TempDir Path directory;
  private Runs runs;
  private MetricsLog metrics;
  private RunLock lock;
  private BackgroundWriter writer;

  @BeforeEach
  void prepare() {
    runs = new Runs(directory);
    metrics = new MetricsLog("before\n");
    lock = runs.lock();
    writer = runs.background(metrics, lock, 10);
  }

  @AfterEach
  void end() {
    writer.close();
    lock.close();
  }

  private void write(long step) {
    writer.write(writer.snapshot(Runs.state(Runs.config(), step, 0)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String file(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  @Test
  void whileStorageIsSlowOnlyTheNewestWaits() throws InterruptedException {
    try (GatedFileSystem.Gate gate = GatedFileSystem.shut(PARAMETERS)) {
      write(1);
      gate.awaitWriter();
      for (int step = 2; step <= 9; step++) {
        write(step);
      }
      assertThat(runs.checkpoints.names()).isEmpty();
      gate.open();
      writer.await();
    }
    assertThat(runs.checkpoints.names()).containsExactly(Runs.name(1, 0), Runs.name(9, 0));
  }

  @Test
  void aSnapshotIsTheStateAsItWas() {
    TrainingState state = Runs.state(Runs.config(), 3, 0);
    float[] parameters = state.parameters().clone();
    float[] moments = state.optimizer().state().values().iterator().next().clone();
    BackgroundWriter.Snapshot snapshot = writer.snapshot(state);
    metrics.onStep(state, new StepReport(0, 2, 1, 1, 1, 1));
    state.become(Runs.state(Runs.config(), 4, 0));
    writer.write(snapshot);
    writer.await();
    Checkpoint checkpoint = runs.checkpoints.newest(found -> {}).orElseThrow();
    TrainingState read =
        checkpoint.state(Runs.LAYOUT, Runs.config().train().newOptimizer(Runs.LAYOUT.size()));
    assertThat(read.step()).isEqualTo(3);
    assertThat(bits(read.parameters())).isEqualTo(bits(parameters));
    assertThat(bits(read.optimizer().state().values().iterator().next())).isEqualTo(bits(moments));
    assertThat(checkpoint.metrics()).isEqualTo("before\n");
    assertThat(checkpoint.origin()).isEqualTo(Runs.origin(Runs.config()));
  }

  private static List<Integer> bits(float[] values) {
    List<Integer> bits = new ArrayList<>();
    for (float value : values) {
      bits.add(Float.floatToRawIntBits(value));
    }
    return bits;
  }

  @Test
  void oldCheckpointsAreDeleted() {
    try (BackgroundWriter two = runs.background(metrics, lock, 2)) {
      for (int step = 1; step <= 4; step++) {
        two.write(two.snapshot(Runs.state(Runs.config(), step, 0)));
        two.await();
      }
    }
    assertThat(runs.checkpoints.names()).containsExactly(Runs.name(3, 0), Runs.name(4, 0));
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsWarnedOfAndTheNextIsTried() throws InterruptedException {
    try (GatedFileSystem.Gate gate = GatedFileSystem.broken(PARAMETERS)) {
      write(1);
      gate.awaitWriter();
      writer.await();
    }
    assertThat(runs.checkpoints.names()).isEmpty();
    assertThat(runs.shown())
        .startsWith("warning: ")
        .contains(Runs.name(1, 0), PARAMETERS, "no space left");
    write(2);
    writer.await();
    assertThat(runs.checkpoints.names()).containsExactly(Runs.name(2, 0));
    assertThat(runs.shown().lines()).hasSize(1);
  }

  @Test
  void aFileThatCannotBeWrittenIsWarnedOfAndTheNextIsTried() throws Exception {
    try (GatedFileSystem.Gate gate = GatedFileSystem.broken("report.html")) {
      writer.write("report.html", () -> utf8("lost"));
      gate.awaitWriter();
      writer.await();
    }
    writer.write(
        "other.html",
        () -> {
          throw new IllegalArgumentException("cannot be drawn");
        });
    writer.await();
    assertThat(runs.shown().lines()).hasSize(2);
    assertThat(runs.shown()).contains("report.html", "no space left", "other.html", "be drawn");
    writer.write("report.html", () -> utf8("there"));
    writer.await();
    assertThat(file("report.html")).isEqualTo("there");
    assertThat(directory.resolve("other.html")).doesNotExist();
  }

  /** Checkpoints come first: a run resumes from a checkpoint, not from a report. */
  @Test
  void aCheckpointThatWaitsIsWrittenBeforeFilesThatWaitLonger() throws InterruptedException {
    List<List<String>> checkpointsThen = new ArrayList<>();
    try (GatedFileSystem.Gate gate = GatedFileSystem.shut("first.html")) {
      writer.write("first.html", () -> utf8("first"));
      gate.awaitWriter();
      writer.write(
          "second.html",
          () -> {
            checkpointsThen.add(runs.checkpoints.names());
            return utf8("second");
          });
      write(5);
      gate.open();
      writer.await();
    }
    assertThat(checkpointsThen).containsExactly(List.of(Runs.name(5, 0)));
    assertThat(runs.checkpoints.names()).containsExactly(Runs.name(5, 0));
  }

  @Test
  void aFileThatWaitsIsWrittenOnceAsItIsWhenItsTurnComes() throws Exception {
    List<String> content = new ArrayList<>(List.of("early"));
    List<String> asked = new ArrayList<>();
    try (GatedFileSystem.Gate gate = GatedFileSystem.shut("first.html")) {
      writer.write("first.html", () -> utf8("first"));
      gate.awaitWriter();
      for (int i = 0; i < 5; i++) {
        writer.write(
            "metrics.jsonl",
            () -> {
              asked.add("once");
              return utf8(content.get(content.size() - 1));
            });
      }
      content.add("late");
      gate.open();
      writer.await();
    }
    assertThat(asked).containsExactly("once");
    assertThat(file("metrics.jsonl")).isEqualTo("late");
    // it has been written, so it may be queued again
    writer.write("metrics.jsonl", () -> utf8("later"));
    writer.await();
    assertThat(file("metrics.jsonl")).isEqualTo("later");
  }

  /** Waits until a thread is in a state, or has ended. */
  private static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
    while (thread.getState() != state && thread.getState() != Thread.State.TERMINATED) {
      if (Thread.interrupted()) {
        throw new InterruptedException("waiting for a thread to be " + state);
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void closeWaitsForWhatIsBeingWrittenAndForWhatWaits() throws Exception {
    Thread closing = new Thread(writer::close);
    try (GatedFileSystem.Gate gate = GatedFileSystem.shut("slow.html")) {
      writer.write("slow.html", () -> utf8("slow"));
      gate.awaitWriter();
      write(7);
      closing.start();
      awaitState(closing, Thread.State.TIMED_WAITING);
      assertThat(writer.hasEnded()).isFalse();
      assertThat(directory.resolve("slow.html")).doesNotExist();
      gate.open();
      closing.join();
    }
    assertThat(writer.hasEnded()).isTrue();
    assertThat(file("slow.html")).isEqualTo("slow");
    assertThat(runs.checkpoints.names()).containsExactly(Runs.name(7, 0));
  }

  @Test
  void awaitWaitsForWhatHasBeenHandedIn() throws Exception {
    CountDownLatch waited = new CountDownLatch(1);
    try (GatedFileSystem.Gate gate = GatedFileSystem.shut("slow.html")) {
      writer.write("slow.html", () -> utf8("slow"));
      gate.awaitWriter();
      Thread waiting =
          new Thread(
              () -> {
                writer.await();
                waited.countDown();
              });
      waiting.start();
      awaitState(waiting, Thread.State.WAITING);
      assertThat(waited.getCount()).isEqualTo(1);
      gate.open();
      waited.await();
    }
    assertThat(file("slow.html")).isEqualTo("slow");
  }

  @Test
  void aRunThatAnotherDriverHasTakenOverWritesNothingMore() {
    runs.directory.below("lock").writeText(".lock-000000009", "{}");
    assertThatThrownBy(lock::requireHeldNow).isInstanceOf(UserException.class);
    write(1);
    assertThatThrownBy(writer::await)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("another driver");
    assertThatThrownBy(() -> write(2)).isInstanceOf(UserException.class);
    assertThatThrownBy(() -> writer.write("report.html", () -> utf8("mine")))
        .isInstanceOf(UserException.class);
    assertThat(runs.checkpoints.names()).isEmpty();
    assertThat(directory.resolve("report.html")).doesNotExist();
  }

  @Test
  void anErrorOfTheWriterEndsTraining() {
    writer.write(
        "report.html",
        () -> {
          throw new OutOfMemoryError("of the writer");
        });
    assertThatThrownBy(writer::await)
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("of the writer");
    assertThatThrownBy(() -> write(1)).isInstanceOf(OutOfMemoryError.class);
  }
}
