package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.UserException;

/** A resumed run ends as if it had never been interrupted, or reports why it cannot resume. */
class ResumeTest {
  private static final List<String> RESULT =
      List.of(
          "epochs",
          "best_epoch",
          "steps",
          "train_loss",
          "validation_loss",
          "test",
          "test_original_units",
          "weights_sha256",
          "data");

  private static final String[] AUTO = {"run.resume=auto"};

  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
    table = jobs.table("table.csv", Jobs.twoSeries());
  }

  private Path run(String id, String file) {
    return directory.resolve("runs").resolve(id).resolve(file);
  }

  private JsonObject train(String... settings) {
    return jobs.train(table, Jobs.TWO_SERIES, with(AUTO, settings));
  }

  private JsonObject trainOneStep(String... settings) {
    return jobs.trainOneStep(table, Jobs.TWO_SERIES, with(AUTO, settings));
  }

  private static String[] with(String[] settings, String... more) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private void assertSameRun(JsonObject found, String id, JsonObject expected) throws IOException {
    for (String key : RESULT) {
      assertThat(found.get(key)).as(key).isEqualTo(expected.get(key));
    }
    assertThat(run(id, "metrics.jsonl")).hasSameTextualContentAs(run("whole", "metrics.jsonl"));
    assertThat(Jobs.newest(run(id, "model")).resolve("weights.safetensors"))
        .hasSameBinaryContentAs(Jobs.newest(run("whole", "model")).resolve("weights.safetensors"));
  }

  @Test
  void soDoesOneWithAllKindsOfInput() throws IOException {
    Path panel = jobs.table("panel.csv", Jobs.panel());
    JsonObject whole = jobs.train(panel, Jobs.PANEL, with(AUTO, "run.id=whole"));
    String[] parts = with(AUTO, "run.id=parts");
    for (int step = 1; step < 3; step++) {
      assertThat(jobs.trainOneStep(panel, Jobs.PANEL, parts).get("steps").getAsInt())
          .isEqualTo(step);
    }
    JsonObject resumed = jobs.train(panel, Jobs.PANEL, parts);
    assertThat(resumed.get("resumed_after_step").getAsInt()).isEqualTo(2);
    for (String key : List.of("test", "weights_sha256", "validation_loss")) {
      assertThat(resumed.get(key)).as(key).isEqualTo(whole.get(key));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train.optimizer=adam",
        "train.optimizer=sgd,train.momentum=0.9,train.execution=distributed",
        "train.optimizer=adagrad,train.schedule.kind=plateau,train.schedule.epochs=1",
        "model.dropout=0.3,model.layers=2,data.split={train=0.8,validation=0,test=0.2}",
        "train.epochs=6,train.patience=1,train.learning-rate=0.1,train.execution=auto"
      })
  void stoppedAfterEveryStepARunEndsWithTheSameBits(String settings) throws IOException {
    String[] given = with(settings.split(",(?=[a-z.-]+\\.[a-z.-]+=)", -1), "train.batch=100");
    JsonObject whole = train(with(given, "run.id=whole"));
    long steps = whole.get("steps").getAsLong();
    for (long step = 1; step < steps; step++) {
      JsonObject part = trainOneStep(with(given, "run.id=parts"));
      assertThat(part.get("status").getAsString()).isEqualTo("stopped");
      assertThat(part.get("steps").getAsLong()).isEqualTo(step);
    }
    JsonObject last = train(with(given, "run.id=parts", "run.resume=required"));
    assertThat(last.get("resumed_after_step").getAsLong()).isEqualTo(steps - 1);
    assertSameRun(last, "parts", whole);
  }

  @Test
  void aCompleteRunIsLeftUnchanged() throws IOException {
    JsonObject whole = train("run.id=whole");
    String summary = Files.readString(run("whole", "summary.json"));
    JsonObject again = train("run.id=whole", "data.partitions=7");
    assertThat(again.get("status").getAsString()).isEqualTo("already-complete");
    assertThat(again.get("weights_sha256")).isEqualTo(whole.get("weights_sha256"));
    assertThat(Files.readString(run("whole", "summary.json"))).isEqualTo(summary);
    assertThat(jobs.shown()).contains("is complete: nothing to do", "run.resume = never");
    JsonObject anew = train("run.id=whole", "run.resume=never");
    assertThat(anew.get("status").getAsString()).isEqualTo("complete");
    assertThat(anew.get("resumed_after_step").isJsonNull()).isTrue();
  }

  @Test
  void aCompleteRunWithoutItsModelSavesItAgain() throws IOException {
    JsonObject whole = train("run.id=whole");
    Files.delete(Jobs.newest(run("whole", "model")).resolve("weights.safetensors"));
    JsonObject again = train("run.id=whole");
    assertThat(again.get("status").getAsString()).isEqualTo("complete");
    assertThat(again.get("resumed_after_step")).isEqualTo(whole.get("steps"));
    assertSameRun(again, "whole", whole);
    assertThat(jobs.shown()).contains("the saved model is invalid, it is saved again: ");
  }

  @Test
  void moreEpochsResumeACompleteRun() throws IOException {
    JsonObject whole = train("run.id=whole", "train.epochs=5");
    train("run.id=longer", "train.epochs=2");
    JsonObject longer = train("run.id=longer", "train.epochs=5", "data.partitions=3");
    assertThat(longer.get("resumed_after_step").getAsLong()).isPositive();
    assertSameRun(longer, "longer", whole);
    assertThatThrownBy(() -> train("run.id=longer", "train.epochs=3"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has already been trained for 5 epochs")
        .hasMessageContaining("longer than train.epochs = 3 allows");
  }

  @Test
  void patienceThatWouldHaveEndedItEarlierIsRefused() {
    train("train.epochs=6", "train.patience=0", "train.learning-rate=0.5");
    assertThatThrownBy(() -> train("train.epochs=6", "train.patience=1", "train.learning-rate=0.5"))
        .hasMessageContaining("longer than train.patience = 1 allows");
  }

  @Test
  void anotherConfigurationIsRefusedByKey() {
    trainOneStep();
    assertThatThrownBy(() -> train("train.batch=32", "run.seed=7", "model.dropout=0.1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("was started with another configuration")
        .hasMessageContaining("train.batch was 64 and is 32")
        .hasMessageContaining("run.seed was 42 and is 7")
        .hasMessageContaining("model.dropout was 0.0 and is 0.1")
        .hasMessageContaining("run.resume = never");
    assertThatThrownBy(() -> train("data.source.options={nullValue=x}"))
        .hasMessageContaining("data.source.options.\"nullValue\" was not set and is x");
    train();
    assertThatThrownBy(() -> train("train.batch=32"))
        .hasMessageContaining("train.batch was 64 and is 32");
    assertThat(train("train.batch=32", "run.resume=never").get("status").getAsString())
        .isEqualTo("complete");
  }

  @Test
  void epochsMustNotChangeWithACosineSchedule() {
    trainOneStep("train.schedule.kind=cosine");
    assertThatThrownBy(() -> train("train.schedule.kind=cosine", "train.epochs=9"))
        .hasMessageContaining("train.epochs was 2 and is 9");
  }

  @Test
  void changedDataIsDetected() {
    trainOneStep();
    String[] lines = Jobs.twoSeries().split("\n", -1);
    StringBuilder reversed = new StringBuilder(lines[0]).append('\n');
    for (int line = lines.length - 2; line > 0; line--) {
      reversed.append(lines[line]).append('\n');
    }
    // another order of rows is not a change
    jobs.table("table.csv", reversed.toString());
    assertThat(trainOneStep().get("steps").getAsInt()).isEqualTo(2);
    jobs.table("table.csv", Jobs.twoSeries() + "s2,2024-01-09 08:00:00,1,1\n");
    assertThatThrownBy(this::train)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("table.csv has changed since")
        .hasMessageContaining("400 rows then, 401 now");
    // two rows swap their times: mean and deviation stay the same
    jobs.table(
        "table.csv",
        Jobs.twoSeries()
            .replace("s1,2024-01-02 00:", "s1,2024-01-02 x:")
            .replace("s1,2024-01-02 06:", "s1,2024-01-02 00:")
            .replace("s1,2024-01-02 x:", "s1,2024-01-02 06:"));
    assertThatThrownBy(this::train).hasMessageContaining("the values of its 400 rows differ");
  }

  @Test
  void aRequiredCheckpointMustExist() {
    assertThatThrownBy(() -> train("run.resume=required"))
        .hasMessageContaining("run.resume = required, but there is no checkpoint in");
  }

  @Test
  void startingOverWithoutARequestIsWarnedOf() throws IOException {
    train("checkpoint.every-epochs=0", "checkpoint.every-seconds=0");
    assertThat(jobs.shown())
        .contains("no checkpoints are written (checkpoint.every-steps")
        .doesNotContain("there is no checkpoint to resume from");
    train("checkpoint.every-epochs=0", "checkpoint.every-seconds=0", "train.epochs=3");
    assertThat(jobs.shown())
        .contains("there is no checkpoint to resume from", "training starts from the beginning");
  }

  @Test
  void resumeNeverStartsOver() {
    trainOneStep();
    assertThat(trainOneStep("run.resume=never").get("steps").getAsInt()).isEqualTo(1);
  }

  @Test
  void noCheckpointsAreWrittenIfTurnedOff() {
    train("checkpoint.every-epochs=0", "checkpoint.every-seconds=0");
    assertThat(run("run", "checkpoints")).doesNotExist();
  }
}
