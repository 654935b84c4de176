package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.storage.FaultyFileSystem;
import org.sparklstm.job.storage.FaultyFileSystem.Fault;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;
import org.sparklstm.job.task.Task;

/** A driver that is taken for dead while it publishes, and goes on after its successor is done. */
class TakeoverTest {
  /** Operations at the end of a run, in which it publishes its model, summary and report. */
  private static final int LAST = Integer.getInteger("takeover.last", 60);

  /** A step that has no divisor in common with what repeats. */
  private static final int STRIDE = Integer.getInteger("takeover.stride", 7);

  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  @BeforeEach
  void prepare() {
    FaultyFileSystem.configure(LocalSpark.session().sparkContext().hadoopConfiguration());
    FaultyFileSystem.begin(Fault.NONE, 0);
    jobs = new Jobs(directory);
    table = jobs.table("table.csv", Jobs.twoSeries());
  }

  private JsonObject train(String id, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run.output=faulty://" + directory.resolve("runs"),
                "run.id=" + id,
                "run.storage-timeout=600",
                "train.epochs=1"));
    all.addAll(List.of(settings));
    return jobs.train(table, Jobs.TWO_SERIES, all.toArray(String[]::new));
  }

  private Path file(String id, String name) {
    return directory.resolve("runs").resolve(id).resolve(name);
  }

  private void expireLocks(String id) {
    try (Stream<Path> files = Files.list(file(id, "."))) {
      for (Path lock : files.filter(one -> one.toString().contains("/.lock-")).toList()) {
        Files.writeString(
            lock,
            Files.readString(lock).replace("\"is_released\": false", "\"is_released\": true"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String weightsInUse(String id) {
    JobContext context = jobs.context(table, Jobs.TWO_SERIES);
    Storage place = context.storage(file(id, "model").toString());
    SavedModel saved = SavedModel.read(place);
    return Fingerprint.sha256(Task.of(saved.config()).open(saved).weights());
  }

  @Test
  void theResultOfTheSuccessorStands() throws IOException {
    JsonObject alone = train("alone");
    int operations = FaultyFileSystem.operations();
    int refused = 0;
    for (int n = operations - LAST; n < operations; n += STRIDE) {
      String id = "at-" + n;
      AtomicReference<JsonObject> second = new AtomicReference<>();
      FaultyFileSystem.meanwhile(
          n,
          () -> {
            expireLocks(id);
            second.set(train(id, "run.seed=2", "run.resume=never"));
          });
      try {
        train(id);
      } catch (UserException | StorageException e) {
        assertThat(e).as(id).hasMessageContaining("has taken over the run in");
        refused++;
      }
      FaultyFileSystem.begin(Fault.NONE, 0);
      if (second.get() == null) {
        // this run had fewer operations
        continue;
      }
      String wanted = second.get().get("weights_sha256").getAsString();
      assertThat(wanted).isNotEqualTo(alone.get("weights_sha256").getAsString());
      assertThat(weightsInUse(id)).as(id).isEqualTo(wanted);
      JsonObject summary =
          JsonParser.parseString(Files.readString(file(id, "summary.json"))).getAsJsonObject();
      assertThat(summary.get("weights_sha256").getAsString()).as(id).isEqualTo(wanted);
      assertThat(Files.readString(file(id, "config.conf"))).as(id).contains("seed=2");
      JsonObject again = train(id, "run.seed=2", "run.resume=auto");
      assertThat(again.get("status").getAsString()).as(id).isEqualTo("already-complete");
    }
    assertThat(refused).isGreaterThan(LAST / STRIDE / 2);
  }

  @Test
  void whatFailsAtOnceLeavesNothing() {
    assertThatThrownBy(() -> train("none", "data.time=nowhere"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nowhere");
    assertThat(file("none", ".")).doesNotExist();
  }

  @Test
  void aRunDoesNotWriteAmongForeignFiles() throws IOException {
    for (String name : List.of("config.conf", "report.html", "evaluation.json", "metrics.jsonl")) {
      Files.createDirectories(file(name, "."));
      Files.writeString(file(name, name), "train { epochs = 3 }");
      assertThatThrownBy(() -> train(name))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("would write to " + name + ", which no run has written");
      assertThat(file(name, name)).hasContent("train { epochs = 3 }");
      assertThat(file(name, ".").toFile().list()).containsExactly(name);
    }
    Files.createDirectories(file("notes", "."));
    Files.writeString(file("notes", "notes.txt"), "mine");
    train("notes");
    train("notes", "run.resume=never");
    assertThat(file("notes", "notes.txt")).hasContent("mine");
  }
}
