package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Python;

/** The lines that Airflow's DAG runs: a model in use and forecasts, and nothing when run again. */
class PipelineIT {
  private static final Path AIRFLOW = Submit.ROOT.resolve("deploy/airflow");

  @TempDir Path directory;

  /** A step on the electricity data. */
  private Submit.Result step(String step) throws IOException, InterruptedException {
    return step(
        step,
        Submit.ROOT.resolve("conf/electricity.conf"),
        Map.of("LSTM_TABLE", Submit.ROOT.resolve("conf/data/electricity_demand.csv").toString()));
  }

  private Submit.Result step(String step, Path configuration, Map<String, String> more)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "output", ".txt");
    Path errors = Files.createTempFile(directory, "errors", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(AIRFLOW.resolve("pipeline").toString(), step, "2026-11-21")
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    environment.remove("SPARK_HOME");
    environment.put("LSTM_ROOT", directory.resolve("root").toString());
    environment.put("LSTM_CONFIG", configuration.toString());
    environment.putAll(more);
    environment.put("LSTM_JAR", Submit.ROOT.resolve("job/target/lstm-job.jar").toString());
    environment.put("LSTM_SUBMIT", submit().toString() + " --master local[2]");
    return new Submit.Running(builder.start(), output, errors).end();
  }

  /** A spark-submit that has the driver that tests share do the work. */
  private Path submit() throws IOException {
    Path script = directory.resolve("submit");
    if (!Files.exists(script)) {
      Files.writeString(
          script,
          """
          #!/usr/bin/env bash
          set -euo pipefail
          name=%s/pipeline-$$
          printf '%%s\\0' "$@" >"$name.part"
          mv "$name.part" "$name%s"
          while [ ! -f "$name%s" ]; do
            kill -0 %d
            sleep 0.05
          done
          cat "$name.out"
          cat "$name.err" >&2
          exit "$(cat "$name%s")"
          """
              .formatted(
                  SharedDriver.get().directory(),
                  Commands.WORDS,
                  Commands.CODE,
                  SharedDriver.get().pid(),
                  Commands.CODE));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
    return script;
  }

  private JsonObject done(String step) throws IOException, InterruptedException {
    Submit.Result result = step(step);
    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(result.output().lines()).hasSize(1);
    return result.json();
  }

  /** All files below the root with what they hold; checksums of Hadoop's aside. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path root = directory.resolve("root");
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().endsWith(".crc")) {
          files.put(
              root.relativize(file).toString(),
              java.util.Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        }
      }
    }
    return files;
  }

  @Test
  void theDaysModelIsPutIntoUseAndForecastsAndNothingChangesWhenRunAgain() throws Exception {
    JsonObject trained = done("train");
    assertThat(trained.get("status").getAsString()).isEqualTo("complete");
    // what the quickstart promises
    JsonObject test = trained.getAsJsonObject("test");
    assertThat(test.get("mse").getAsDouble()).isLessThanOrEqualTo(0.0095);
    assertThat(test.get("baseline_mse").getAsDouble()).isBetween(0.0155, 0.0157);
    JsonObject evaluated = done("evaluate");
    assertThat(evaluated.get("test")).isEqualTo(test);
    JsonObject promoted = done("promote");
    assertThat(promoted.get("status").getAsString()).isEqualTo("promoted");
    assertThat(promoted.get("candidate_error")).isEqualTo(test.get("mse"));
    JsonObject scored = done("score");
    assertThat(scored.get("rows").getAsInt()).isEqualTo(48);
    assertThat(scored.get("model")).isEqualTo(trained.get("model"));
    Map<String, String> files = files();
    assertThat(files.keySet())
        .contains("current", "runs/daily-2026-11-21/report.html")
        .anyMatch(name -> name.matches("forecasts/2026-11-21/part-.*\\.csv"));
    try (Stream<Path> parts = Files.list(directory.resolve("root/forecasts/2026-11-21"))) {
      Path csv = parts.filter(part -> part.toString().endsWith(".csv")).findFirst().orElseThrow();
      assertThat(Files.readAllLines(csv).get(1)).startsWith("2000-08-28 00:00:00,1,");
    }
    assertThat(done("train").get("status").getAsString()).isEqualTo("already-complete");
    assertThat(done("evaluate").get("test")).isEqualTo(test);
    assertThat(done("promote").get("status").getAsString()).isEqualTo("already-current");
    assertThat(done("score").get("status").getAsString()).isEqualTo("already-complete");
    assertThat(files()).isEqualTo(files);
  }

  /** The table is a query of the configuration, and the first models are not good enough. */
  @Test
  void theFirstDaysEndCleanlyWithoutAModel() throws Exception {
    Path configuration =
        Files.writeString(
            directory.resolve("query.conf"),
            """
            include file("%s")
            data.source {
              path = "%s"
              sql = "SELECT timestamp, demand_mw FROM source"
            }
            window.baseline = none
            train.epochs = 0
            """
                .formatted(
                    Submit.ROOT.resolve("conf/electricity.conf"),
                    Submit.ROOT.resolve("conf/data/electricity_demand.csv")));
    assertThat(step("train", configuration, Map.of()).exitCode()).isZero();
    Submit.Result kept = step("promote", configuration, Map.of());
    assertThat(kept.exitCode()).as(kept.errors()).isEqualTo(4);
    assertThat(kept.errors()).contains("no model is in use: the candidate is not better");
    Submit.Result scored = step("score", configuration, Map.of());
    assertThat(scored.exitCode()).as(scored.errors()).isEqualTo(4);
    assertThat(scored.errors()).contains("no model is in use", "nothing is scored");
    assertThat(scored.json().get("status").getAsString()).isEqualTo("no-model");
    // as soon as there is a good one, the same query is scored
    Path good =
        Files.writeString(
            directory.resolve("good.conf"),
            Files.readString(configuration)
                .replace("window.baseline = none", "")
                .replace("train.epochs = 0", "run.resume = never"));
    assertThat(step("train", good, Map.of()).exitCode()).isZero();
    assertThat(step("promote", good, Map.of()).exitCode()).isZero();
    scored = step("score", good, Map.of());
    assertThat(scored.exitCode()).as(scored.errors()).isZero();
    assertThat(scored.json().get("rows").getAsInt()).isEqualTo(48);
  }

  @Test
  void aStepThatIsNoneIsNamed() throws Exception {
    Submit.Result result = step("trian");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).contains("no step 'trian'");
  }

  @Test
  void theDagIsPython() throws Exception {
    Python.require("py_compile");
    List<String> command =
        List.of(
            Python.name(), "-m", "py_compile", AIRFLOW.resolve("spark_lstm_daily.py").toString());
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("PYTHONPYCACHEPREFIX", directory.toString());
    assertThat(builder.start().waitFor()).isZero();
  }
}
