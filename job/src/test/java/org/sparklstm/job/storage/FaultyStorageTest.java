package org.sparklstm.job.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.storage.FaultyFileSystem.Fault;

/**
 * If storage fails at its n-th operation, the run completes or stops with a message that names the
 * fault, and a restart without faults ends with the same bits. {@code -Dfaults=1} tries every n
 * with every fault; without it each fault is tried at every 211th n.
 */
class FaultyStorageTest {
  private static final int STRIDE = Integer.getInteger("faults", 211);
  private static final List<Fault> FAULTS =
      List.of(Fault.ONCE, Fault.GONE, Fault.FULL, Fault.STALL, Fault.LATE);

  private static final int SHORT_SECONDS = 1;

  private static final int LONG_SECONDS = 60;

  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  @BeforeEach
  void prepare() {
    FaultyFileSystem.configure(LocalSpark.session().sparkContext().hadoopConfiguration());
    jobs = new Jobs(directory);
    table = jobs.table("table.csv", Jobs.twoSeries());
  }

  private JsonObject train(String id, int timeoutSeconds) {
    return jobs.train(
        table,
        Jobs.TWO_SERIES,
        "run.resume=auto",
        "run.output=faulty://" + directory.resolve("runs"),
        "run.id=" + id,
        "run.storage-timeout=" + timeoutSeconds,
        "checkpoint.every-steps=3",
        "checkpoint.keep=2");
  }

  private Path file(String id, String name) {
    return directory.resolve("runs").resolve(id).resolve(name);
  }

  /** Whether there is a report that still reloads itself. */
  private boolean reportReloads(String id) throws IOException {
    Path report = file(id, "report.html");
    return Files.exists(report) && Files.readString(report).contains("http-equiv=\"refresh\"");
  }

  /** Waits until calls that nobody waits for any longer have done what they still do. */
  private static void awaitLateCalls() throws InterruptedException {
    while (Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals("storage"))
        .flatMap(thread -> Arrays.stream(thread.getValue()))
        .anyMatch(frame -> frame.getClassName().startsWith("org.sparklstm"))) {
      Thread.sleep(5);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void theRunCompletesOrStopsAndARestartEndsWithTheSameBits() throws Exception {
    FaultyFileSystem.begin(Fault.NONE, 0);
    JsonObject whole = train("whole", LONG_SECONDS);
    int operations = FaultyFileSystem.operations();
    assertThat(operations).isGreaterThan(100);
    int completed = 0;
    int stopped = 0;
    int offset = 0;
    for (Fault fault : FAULTS) {
      offset += STRIDE / FAULTS.size();
      for (int n = 1 + offset % STRIDE; n <= operations; n += STRIDE) {
        String id = fault + "-" + n;
        FaultyFileSystem.begin(fault, n);
        try {
          train(id, SHORT_SECONDS);
          completed++;
        } catch (UserException | StorageException e) {
          assertThat(e.getMessage())
              .as(id)
              .containsAnyOf(
                  "injected fault",
                  "No space left on device",
                  "storage has not answered for " + SHORT_SECONDS + " seconds");
          stopped++;
          if (fault == Fault.ONCE) {
            assertThat(reportReloads(id)).as(id).isFalse();
          }
        }
        FaultyFileSystem.begin(Fault.NONE, 0);
        awaitLateCalls();
        JsonObject again = train(id, LONG_SECONDS);
        assertThat(again.get("weights_sha256")).as(id).isEqualTo(whole.get("weights_sha256"));
        assertThat(again.get("test")).as(id).isEqualTo(whole.get("test"));
        assertThat(file(id, "metrics.jsonl"))
            .as(id)
            .hasSameTextualContentAs(file("whole", "metrics.jsonl"));
        assertThat(Jobs.newest(file(id, "model")).resolve("weights.safetensors"))
            .as(id)
            .hasSameBinaryContentAs(
                Jobs.newest(file("whole", "model")).resolve("weights.safetensors"));
      }
    }
    System.out.printf(
        "%,d faulty runs: %,d completed, %,d stopped with a message; all ended with the same bits%n",
        completed + stopped, completed, stopped);
    assertThat(completed).isPositive();
    assertThat(stopped).isPositive();
  }
}
