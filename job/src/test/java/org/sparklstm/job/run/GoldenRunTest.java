package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.report.Console;

/**
 * Runs of version 0.1.0: their models open and score the same rows, a stopped run resumes to the
 * same weights, and the same configuration trains the same bits. {@link #main} made them; existing
 * runs are never made again, a new version adds a directory.
 */
class GoldenRunTest {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/command-line/0.1.0");
  private static final Path SERIES = DIRECTORY.resolve("series.csv");
  private static final Path STEPS = DIRECTORY.resolve("steps.csv");

  @TempDir Path directory;

  /** Two series of 90 hours and 48 devices of 3 to 6 steps, without random numbers. */
  private static void writeTables() throws IOException {
    StringBuilder series = new StringBuilder("store,time,sales,price\n");
    for (int store = 0; store < 2; store++) {
      for (int hour = 0; hour < 90; hour++) {
        series.append(
            "s%d,2024-01-%02d %02d:00:00,%d,%d%n"
                .formatted(
                    store,
                    1 + hour / 24,
                    hour % 24,
                    (store + 1) * (hour % 24) + hour * 5 % 7,
                    hour % 7));
      }
    }
    StringBuilder steps = new StringBuilder("device,time,a,b,kind,drift\n");
    for (int device = 0; device < 48; device++) {
      for (int t = 0; t < 3 + device % 4; t++) {
        steps.append(
            "d%02d,%d,%d,%d,%s,%d%n"
                .formatted(
                    device,
                    t,
                    (device % 3 - 1) * t,
                    (device * 5 + t * 3) % 7,
                    List.of("falls", "rests", "rises").get(device % 3),
                    device % 3 * 4 + device % 5));
      }
    }
    Files.writeString(SERIES, series);
    Files.writeString(STEPS, steps);
  }

  private static List<String> settings(String task) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "run.id=" + task,
                "data.source.format=csv",
                "data.time=time",
                "model.hidden=4",
                "train.epochs=3",
                "train.batch=16"));
    settings.addAll(
        switch (task) {
          case "classify" ->
              List.of(
                  "task=classify",
                  "data.source.path=" + STEPS,
                  "data.series-id=[device]",
                  "data.features=[a, b]",
                  "data.label=kind",
                  "train.learning-rate=0.02");
          case "regress" ->
              List.of(
                  "task=regress",
                  "data.source.path=" + STEPS,
                  "data.series-id=[device]",
                  "data.features=[a, b]",
                  "data.label=drift",
                  "model.cell=gru",
                  "model.pooling=mean");
          default ->
              List.of(
                  "data.source.path=" + SERIES,
                  "data.series-id=[store]",
                  "data.targets=[sales]",
                  "data.features=[price]",
                  "window.lookback=24",
                  "window.horizon=4",
                  "window.baseline=seasonal",
                  "window.period=24");
        });
    return settings;
  }

  private static JobContext context(String task, Path output, String... more) {
    List<String> all = new ArrayList<>(settings(task));
    all.add("run.output=" + output);
    all.add("score.format=csv");
    all.addAll(List.of(more));
    try {
      Path empty = Files.createTempFile("empty", ".conf");
      return new JobContext(
          LocalSpark.session(),
          ConfigFile.read(
              empty.toString(), all, LocalSpark.session().sparkContext().hadoopConfiguration()),
          Console.plain(new PrintStream(PrintStream.nullOutputStream())));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static JsonObject json(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }

  private static List<String> scored(Path output) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(output)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".csv")).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines.stream().distinct().sorted().toList();
  }

  private static List<String> score(String task, Path model, Path output) throws IOException {
    JobContext context = context(task, output);
    new ScoreRun(context)
        .run(
            model.toString(),
            Optional.of(context.config().data().source().path().orElseThrow()),
            output.resolve("scores").toString(),
            SaveMode.ErrorIfExists);
    return scored(output.resolve("scores"));
  }

  /** An object without the errors that 0.1.0 did not compute. */
  private static JsonElement known(JsonElement value) {
    if (value.isJsonObject()) {
      value
          .getAsJsonObject()
          .keySet()
          .removeAll(
              Set.of(
                  "balanced_accuracy",
                  "log_loss",
                  "average_precision",
                  "wape",
                  "baseline_wape",
                  "mase",
                  "baseline_mase",
                  "series",
                  "series_better"));
      value.getAsJsonObject().asMap().values().forEach(GoldenRunTest::known);
    }
    return value;
  }

  @ParameterizedTest
  @ValueSource(strings = {"forecast", "classify", "regress"})
  void savedModelsGiveTheSameScoresAndErrors(String task) throws IOException {
    Path model = DIRECTORY.resolve(task + "/model").toAbsolutePath();
    assertThat(score(task, model, directory))
        .isEqualTo(Files.readAllLines(DIRECTORY.resolve(task + "-scores.txt")));
    JsonObject evaluated = json(new EvaluateRun(context(task, directory)).run(model.toString()));
    JsonObject summary = json(Files.readString(DIRECTORY.resolve(task + "/summary.json")));
    assertThat(known(evaluated.get("test"))).isEqualTo(summary.get("test"));
    assertThat(evaluated.get("weights_sha256")).isEqualTo(summary.get("weights_sha256"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"forecast", "classify", "regress"})
  void theSameConfigurationTrainsTheSameBits(String task) throws IOException {
    JsonObject now = json(new TrainRun(context(task, directory)).run());
    JsonObject then = json(Files.readString(DIRECTORY.resolve(task + "/summary.json")));
    for (String key : List.of("weights_sha256", "test", "test_original_units", "train_loss")) {
      assertThat(known(now.get(key))).as(key).isEqualTo(then.get(key));
    }
    assertThat(directory.resolve(task + "/metrics.jsonl"))
        .hasSameTextualContentAs(DIRECTORY.resolve(task + "/metrics.jsonl"));
    assertThat(now.getAsJsonObject("data").keySet())
        .isEqualTo(then.getAsJsonObject("data").keySet());
    now.keySet().removeAll(Set.of("weights_file", "kernels"));
    assertThat(now.keySet()).isEqualTo(then.keySet());
  }

  @Test
  void aStoppedRunResumesToTheSameWeights() throws IOException {
    copy(DIRECTORY.resolve("stopped"), directory.resolve("forecast"));
    JsonObject resumed =
        json(new TrainRun(context("forecast", directory, "run.resume=required")).run());
    JsonObject whole = json(Files.readString(DIRECTORY.resolve("forecast/summary.json")));
    assertThat(resumed.get("resumed_after_step").getAsInt()).isEqualTo(1);
    assertThat(resumed.get("weights_sha256")).isEqualTo(whole.get("weights_sha256"));
    assertThat(directory.resolve("forecast/metrics.jsonl"))
        .hasSameTextualContentAs(DIRECTORY.resolve("forecast/metrics.jsonl"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  /** Deletes the files that no test reads. */
  private static void keep(Path run, List<String> names) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        if (!file.equals(run) && !names.contains(run.relativize(file).getName(0).toString())) {
          Files.delete(file);
        }
      }
    }
  }

  /** Makes the runs of this version. */
  public static void main(String[] arguments) throws IOException {
    Files.createDirectories(DIRECTORY);
    writeTables();
    for (String task : List.of("forecast", "classify", "regress")) {
      new TrainRun(context(task, DIRECTORY)).run();
      Path output = Files.createTempDirectory("scores");
      Files.write(
          DIRECTORY.resolve(task + "-scores.txt"),
          score(task, DIRECTORY.resolve(task + "/model"), output),
          StandardCharsets.UTF_8);
      keep(DIRECTORY.resolve(task), List.of("model", "metrics.jsonl", "summary.json"));
      Path summary = DIRECTORY.resolve(task + "/summary.json");
      JsonObject said = json(Files.readString(summary));
      said.addProperty("model", task + "/model");
      Files.writeString(summary, said + "\n");
    }
    Path output = Files.createTempDirectory("stopped");
    JobContext context = context("forecast", output);
    context.stop().request();
    try {
      new TrainRun(context).run();
    } catch (StoppedException e) {
      copy(output.resolve("forecast"), DIRECTORY.resolve("stopped"));
      keep(DIRECTORY.resolve("stopped"), List.of("checkpoints", "metrics.jsonl"));
    }
    LocalSpark.session().stop();
  }
}
