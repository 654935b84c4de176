package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.model.ModelVersions;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.task.ForecastTask;

/** Decides where a run starts, without a Spark session: no test here reads a table. */
class ResumptionTest {
  private static final Origin.Data DATA = Runs.data(10, "abc");

  private static final String LINES =
      """
      {"epoch":1,"step":1,"loss":0.5,"gradient_norm":1.0,"learning_rate":0.1,"windows":4}
      {"epoch":1,"train_loss":0.5,"validation_loss":null,"best":true}
      """;

  @TempDir Path directory;
  private Runs runs;

  @BeforeEach
  void prepare() {
    runs = new Runs(directory);
  }

  private Resumption resumption(JobConfig config) {
    return new Resumption(
        new JobContext(null, config, runs.console), new ForecastTask(config), runs.directory);
  }

  private void write(JobConfig config, TrainingState state) {
    runs.checkpoints.write(state, Runs.LAYOUT, Runs.origin(config), LINES, 3);
  }

  private Optional<TrainingState> resume(JobConfig config, Origin.Data data) {
    Resumption resumption = resumption(config);
    resumption.find(runs.checkpoints);
    return resumption.state(data, Runs.LAYOUT);
  }

  private void assertRefused(JobConfig config, String... words) {
    assertThatThrownBy(() -> resume(config, DATA))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContainingAll(words)
        .hasMessageContaining("run.resume = never");
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  /** The manifest fits them, but no run has written them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lines",
        "{}",
        "[1]",
        "{\"epoch\":\"one\",\"step\":1}",
        "{\"epoch\":1,\"epoch\":1,\"train_loss\":1,\"validation_loss\":1,\"best\":true}",
        "{\"epoch\":1,\"train_loss\":[],\"validation_loss\":1,\"best\":true}"
      })
  void aCheckpointWithOtherMetricsIsSkipped(String line) {
    write(Runs.config(), Runs.state(Runs.config(), 4, 1));
    TrainingState newer = Runs.state(Runs.config(), 8, 2);
    runs.checkpoints.write(newer, Runs.LAYOUT, Runs.origin(Runs.config()), LINES + line + "\n", 3);
    assertThat(resume(Runs.config(), DATA).orElseThrow().step()).isEqualTo(4);
    assertThat(runs.shown())
        .contains("skipping checkpoint " + Runs.name(8, 2))
        .contains("line 3 of metrics.jsonl is not one that a run writes")
        .doesNotContain("\tat ");
  }

  @Test
  void aRunGoesOnFromItsNewestCheckpointWithTheSameBits() {
    JobConfig config = Runs.config();
    TrainingState written = Runs.state(config, 8, 2);
    write(config, Runs.state(config, 4, 1));
    write(config, written);
    Resumption resumption = resumption(config);
    resumption.find(runs.checkpoints);
    TrainingState state = resumption.state(DATA, Runs.LAYOUT).orElseThrow();
    assertThat(state.position()).isEqualTo(written.position());
    assertThat(bits(state.parameters())).isEqualTo(bits(written.parameters()));
    assertThat(bits(state.best())).isEqualTo(bits(written.best()));
    assertThat(state.optimizer().steps()).isEqualTo(written.optimizer().steps());
    assertThat(state.optimizer().state().keySet()).isEqualTo(written.optimizer().state().keySet());
    written
        .optimizer()
        .state()
        .forEach(
            (name, values) ->
                assertThat(bits(state.optimizer().state().get(name))).isEqualTo(bits(values)));
    assertThat(runs.shown()).contains(Runs.name(8, 2), "8 steps", "2 epochs");
    assertThat(resumption.takeMetrics()).isEqualTo(LINES);
    assertThat(resumption.takeMetrics()).as("given away once").isEmpty();
  }

  @Test
  void withoutACheckpointARunBeginsUnlessOneIsRequired() {
    assertThat(resume(Runs.config(), DATA)).isEmpty();
    assertThat(resume(Runs.config("run.resume", "never"), DATA)).isEmpty();
    assertThatThrownBy(() -> resume(Runs.config("run.resume", "required"), DATA))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("run.resume", directory.toString());
    write(Runs.config(), Runs.state(Runs.config(), 4, 1));
    assertThat(resume(Runs.config("run.resume", "required"), DATA)).isPresent();
  }

  @Test
  void aRunThatStartsOverLooksAtNoCheckpoint() {
    write(Runs.config(), Runs.state(Runs.config(), 4, 1));
    JobConfig other = Runs.config("run.resume", "never", "train.batch", 7);
    assertThat(resume(other, Runs.data(11, "other"))).isEmpty();
    Resumption resumption = resumption(other);
    resumption.find(runs.checkpoints);
    assertThat(resumption.takeMetrics()).isEmpty();
  }

  @Test
  void anotherConfigurationIsRefusedNamingEveryKeyThatDiffers() {
    write(Runs.config(), Runs.state(Runs.config(), 4, 1));
    assertRefused(
        Runs.config("train.batch", 32, "run.seed", 7, "data.source.path", "/data/z.csv"),
        "train.batch was 64 and is 32",
        "run.seed was 42 and is 7",
        "data.source.path was /data/y.csv and is /data/z.csv");
    assertRefused(Runs.config("model.hidden", 3), "model.hidden was 2 and is 3");
    assertRefused(
        Runs.config("train.initial-weights", "/w"), "train.initial-weights was not set and is /w");
  }

  @Test
  void keysThatMayChangeMayChange() {
    write(Runs.config(), Runs.state(Runs.config(), 4, 1));
    JobConfig changed =
        Runs.config(
            "train.epochs", 50,
            "train.patience", 9,
            "data.partitions", 3,
            "data.placement", "partitioned",
            "train.execution", "single",
            "checkpoint.keep", 1,
            "train.clip-norm", "1.00");
    assertThat(resume(changed, DATA)).isPresent();
  }

  /** The learning rate of each epoch depends on the number of epochs. */
  @Test
  void withACosineTheNumberOfEpochsMustNotChange() {
    JobConfig config = Runs.config("train.schedule.kind", "cosine");
    write(config, Runs.state(config, 4, 1));
    assertThat(resume(config, DATA)).isPresent();
    assertRefused(
        Runs.config("train.schedule.kind", "cosine", "train.epochs", 30),
        "train.epochs was 20 and is 30");
  }

  @Test
  void aKeyYoungerThanTheRunHadItsDefault() {
    Map<String, String> before = new TreeMap<>(ConfigFile.lastingValues(Runs.config()));
    before.remove("model.dropout");
    runs.checkpoints.write(
        Runs.state(Runs.config(), 4, 1), Runs.LAYOUT, new Origin(before, DATA), "", 3);
    assertThat(resume(Runs.config(), DATA)).isPresent();
    assertRefused(Runs.config("model.dropout", 0.5), "model.dropout was 0 and is 0.5");
  }

  @Test
  void dataThatHasChangedIsRefusedSayingHow() {
    write(Runs.config(), Runs.state(Runs.config(), 4, 1));
    assertThatThrownBy(() -> resume(Runs.config(), Runs.data(1234, "abc")))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("/data/y.csv", directory.toString(), "10 rows", "1,234");
    assertThatThrownBy(() -> resume(Runs.config(), Runs.data(10, "abd")))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("/data/y.csv", directory.toString(), "values", "10 rows");
  }

  /** Zones may have several names. */
  @Test
  void anotherTimeZoneIsRefused() {
    JobConfig config = Runs.config();
    runs.checkpoints.write(
        Runs.state(config, 4, 1),
        Runs.LAYOUT,
        new Origin(Runs.origin(config).configuration(), DATA.in("UTC")),
        LINES,
        3);
    assertThat(resume(config, DATA.in("Etc/UTC"))).isPresent();
    assertThatThrownBy(() -> resume(config, DATA.in("Europe/Berlin")))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(
            "read timestamps in the time zone UTC, and the session's is Europe/Berlin now",
            "set spark.sql.session.timeZone = UTC");
  }

  @Test
  void fewerEpochsThanHaveBeenTrainedAreRefused() {
    write(Runs.config(), Runs.state(Runs.config(), 12, 3));
    assertThat(resume(Runs.config("train.epochs", 3), DATA)).isPresent();
    assertRefused(Runs.config("train.epochs", 2), "3 epochs", "train.epochs = 2");
  }

  @Test
  void aPatienceThatWouldHaveEndedTheRunIsRefused() {
    List<Double> losses = List.of(0.5, 0.7, 0.6, 0.8, 0.4);
    write(Runs.config(), Runs.state(Runs.config(), 20, 5, losses));
    assertThat(resume(Runs.config("train.patience", 4), DATA)).isPresent();
    assertRefused(Runs.config("train.patience", 2), "5 epochs", "train.patience = 2");
  }

  /** Writes the files of a complete run. */
  private void complete(JobConfig config, String sha256) throws IOException {
    TrainedModel model =
        new TrainedModel(
            new ForecastTask(config).spec(),
            InitialValues.of(Runs.NETWORK, 1),
            new Statistics(List.of("y"), List.of(0.0), List.of(1.0)),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    ModelVersions versions = RunDirectory.model(runs.directory);
    Storage version = versions.version(versions.highest() + 1);
    SavedModel.save(model, version, config, Map.of());
    JsonObject summary = new JsonObject();
    summary.addProperty("status", "complete");
    summary.addProperty("steps", 12);
    summary.addProperty(
        "weights_sha256", sha256.isEmpty() ? Fingerprint.sha256(model.weights()) : sha256);
    version.writeText(RunFiles.SUMMARY, summary + "\n");
    Files.writeString(directory.resolve(RunFiles.SUMMARY), summary + "\n");
    Files.writeString(directory.resolve(RunFiles.CONFIGURATION), ConfigFile.render(config));
  }

  @Test
  void aCompleteRunIsNotTrainedAgain() throws IOException {
    complete(Runs.config(), "");
    String line = resumption(Runs.config("data.partitions", 5)).complete().orElseThrow();
    JsonObject summary = JsonParser.parseString(line).getAsJsonObject();
    assertThat(summary.get("status").getAsString()).isEqualTo("already-complete");
    assertThat(summary.get("steps").getAsInt()).isEqualTo(12);
    assertThat(line).doesNotContain("\n");
    assertThat(runs.shown()).isEmpty();
    assertThat(resumption(Runs.config("run.resume", "never")).complete()).isEmpty();
  }

  @Test
  void aRunThatIsToGoOnLongerIsNotComplete() throws IOException {
    complete(Runs.config(), "");
    assertThat(resumption(Runs.config("train.epochs", 21)).complete()).isEmpty();
    assertThat(resumption(Runs.config("train.patience", 6)).complete()).isEmpty();
    assertThat(runs.shown()).isEmpty();
  }

  @Test
  void aCompleteRunOfAnotherConfigurationIsRefused() throws IOException {
    complete(Runs.config(), "");
    assertThatThrownBy(() -> resumption(Runs.config("train.batch", 32)).complete())
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll(directory.toString(), "train.batch was 64 and is 32");
  }

  @Test
  void aRunWithoutItsModelIsNotComplete() throws IOException {
    complete(Runs.config(), "0123");
    assertThat(resumption(Runs.config()).complete()).isEmpty();
    assertThat(runs.shown().lines()).hasSize(1);
    complete(Runs.config(), "");
    Files.delete(Jobs.newest(directory.resolve("model")).resolve("weights.safetensors"));
    assertThat(resumption(Runs.config()).complete()).isEmpty();
    assertThat(runs.shown().lines()).hasSize(2);
    assertThat(runs.shown()).contains("weights.safetensors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "text", "{\"status\": }"})
  void aSummaryThatIsDamagedIsWarnedOfAndNotUsed(String text) throws IOException {
    complete(Runs.config(), "");
    Files.writeString(directory.resolve(RunFiles.SUMMARY), text);
    assertThat(resumption(Runs.config()).complete()).isEmpty();
    assertThat(runs.shown()).startsWith("warning: ");
  }

  @Test
  void aConfigurationThatIsDamagedIsWarnedOfAndNotUsed() throws IOException {
    for (String text : List.of("{", "data { time = t }", "no-such-key = 3")) {
      complete(Runs.config(), "");
      Files.writeString(directory.resolve(RunFiles.CONFIGURATION), text);
      assertThat(resumption(Runs.config()).complete()).isEmpty();
    }
    Files.delete(directory.resolve(RunFiles.CONFIGURATION));
    assertThat(resumption(Runs.config()).complete()).isEmpty();
    assertThat(runs.shown().lines()).hasSize(4).allMatch(line -> line.startsWith("warning: "));
  }

  @Test
  void startingOverIsWarnedOfIfThereAreFilesOfAnEarlierRun() throws IOException {
    resumption(Runs.config()).warnOfStartingOver();
    assertThat(runs.shown()).isEmpty();
    Files.writeString(directory.resolve(MetricsLog.FILE), "");
    resumption(Runs.config("run.resume", "never")).warnOfStartingOver();
    assertThat(runs.shown()).as("asked for").isEmpty();
    resumption(Runs.config()).warnOfStartingOver();
    assertThat(runs.shown()).startsWith("warning: ").contains(directory.toString());
  }
}
