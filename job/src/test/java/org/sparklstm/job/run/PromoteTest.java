package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SaveMode;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.UserException;
import org.sparklstm.job.report.Console;

/** Promotes a new model if it is better than the model in use. */
class PromoteTest {
  private static final String[] GOOD = {"train.epochs=12", "train.learning-rate=0.02"};

  @TempDir Path directory;
  private Jobs jobs;
  private Path table;
  private Path pointer;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
    table = jobs.table("table.csv", Jobs.twoSeries());
    pointer = directory.resolve("in-use/current");
  }

  private String train(String id, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("run.id=" + id);
    return jobs.train(table, Jobs.TWO_SERIES, all.toArray(String[]::new))
        .get("model")
        .getAsString();
  }

  private JsonObject promote(String candidate, double margin, String... settings) {
    PromoteRun.Outcome outcome =
        new PromoteRun(jobs.context(table, Jobs.TWO_SERIES, settings))
            .run(candidate, pointer.toString(), margin);
    JsonObject line = JsonParser.parseString(outcome.line()).getAsJsonObject();
    assertThat(outcome.inUse()).isEqualTo(!line.get("status").getAsString().equals("kept"));
    return line;
  }

  private String inUse() throws IOException {
    return Files.readString(pointer).strip();
  }

  @Test
  void onlyABetterModelIsPromoted() throws Exception {
    String good = train("good", GOOD);
    String better = train("better", "train.epochs=40", "train.learning-rate=0.02");
    JsonObject first = promote(good, 0);
    assertThat(first.get("status").getAsString()).isEqualTo("promoted");
    assertThat(first.get("current").isJsonNull()).isTrue();
    assertThat(inUse()).isEqualTo(good);
    JsonObject again = promote(good, 0);
    assertThat(again.get("status").getAsString()).isEqualTo("already-current");
    JsonObject second = promote(better, 0);
    assertThat(second.get("status").getAsString()).isEqualTo("promoted");
    assertThat(inUse()).isEqualTo(better);
    double betterError = second.get("candidate_error").getAsDouble();
    double goodError = second.get("current_error").getAsDouble();
    assertThat(goodError).isEqualTo(first.get("candidate_error").getAsDouble());
    assertThat(betterError).isLessThan(goodError);
    JsonObject worse = promote(good, 0);
    assertThat(worse.get("status").getAsString()).isEqualTo("kept");
    assertThat(inUse()).isEqualTo(better);
    assertThat(jobs.shown())
        .contains("the current model stays in use: the candidate is not better (mean");
    Files.writeString(pointer, good + "\n");
    double gain = 1 - betterError / goodError;
    assertThat(promote(better, gain + 0.01).get("status").getAsString()).isEqualTo("kept");
    assertThat(promote(better, gain - 0.01).get("status").getAsString()).isEqualTo("promoted");
  }

  /** What the model in use answers is its own, as its windows and its network are. */
  @Test
  void aModelWithQuantilesIsComparedWithOneWithout() throws Exception {
    String[] spans = {"data.split.train=0.4", "data.split.validation=0.4"};
    String calibrated = train("calibrated", and(spans, and(GOOD, "forecast.calibrate=conformal")));
    assertThat(promote(calibrated, 0, and(spans, "forecast.calibrate=conformal")).get("status"))
        .hasToString("\"promoted\"");
    String refitted = train("refitted", and(spans, "train.epochs=1", "train.refit=all"));
    JsonObject kept = promote(refitted, 0, and(spans, "train.refit=all"));
    assertThat(kept.get("status").getAsString()).isEqualTo("kept");
    String learnt = train("learnt", and(spans, "train.loss=quantile"));
    assertThat(promote(learnt, 0, and(spans, "train.loss=quantile")).get("status").getAsString())
        .isEqualTo("kept");
  }

  private static String[] and(String[] settings, String... more) {
    return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void errorsOfOneSeriesAreComparedInTheSameUnits() throws Exception {
    table = jobs.table("table.csv", Jobs.twoSeries().replaceAll("(?m)^s2.*\n", ""));
    String good = train("good", GOOD);
    double scaled = promote(good, 0).get("candidate_error").getAsDouble();
    JsonObject evaluated =
        JsonParser.parseString(
                new EvaluateRun(jobs.context(table, Jobs.TWO_SERIES)).run(pointer.toString()))
            .getAsJsonObject();
    assertThat(evaluated.getAsJsonObject("test").get("mse").getAsDouble()).isEqualTo(scaled);
    // other statistics: its standardised errors would be smaller
    String other = train("other", "data.split.train=0.3", "train.epochs=1");
    JsonObject kept = promote(other, 0);
    assertThat(kept.get("status").getAsString()).isEqualTo("kept");
    Files.writeString(pointer, other + "\n");
    JsonObject others =
        JsonParser.parseString(
                new EvaluateRun(jobs.context(table, Jobs.TWO_SERIES)).run(pointer.toString()))
            .getAsJsonObject();
    JsonObject back = promote(good, 0);
    assertThat(back.get("candidate_error").getAsDouble()).isEqualTo(scaled);
    // both in units of the candidate's deviation: the ratio is that of the errors in table units
    double ratio =
        others.getAsJsonObject("test_original_units").get("mse").getAsDouble()
            / evaluated.getAsJsonObject("test_original_units").get("mse").getAsDouble();
    assertThat(back.get("current_error").getAsDouble())
        .isCloseTo(scaled * ratio, Percentage.withPercentage(1e-6));
    assertThat(back.get("status").getAsString()).isEqualTo("promoted");
  }

  /** Their scaled errors have other scales. */
  @Test
  void panelsWithOtherSeasonsAreNotCompared() {
    promote(train("good", GOOD), 0);
    String seasonal = train("seasonal", "window.period=24", "train.epochs=1");
    assertThatThrownBy(() -> promote(seasonal, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("mean absolute scaled error with window.period = 24")
        .hasMessageContaining("remove the file of --current");
  }

  @Test
  void modelsOfOtherShapesAreCompared() throws Exception {
    promote(train("good", GOOD), 0);
    String other =
        train(
            "other",
            "model.cell=gru",
            "model.hidden=12",
            "window.lookback=24",
            "train.epochs=40",
            "train.learning-rate=0.02");
    assertThat(promote(other, 0).get("status").getAsString()).isEqualTo("promoted");
    // the model in use keeps its own windows and network, whatever the configuration says
    JobContext today = jobs.context(table, Jobs.TWO_SERIES);
    JsonObject evaluated =
        JsonParser.parseString(new EvaluateRun(today).run(pointer.toString())).getAsJsonObject();
    assertThat(evaluated.get("model").getAsString()).isEqualTo(other);
    assertThatThrownBy(() -> new EvaluateRun(today).run(other))
        .hasMessageContaining("was trained with another configuration: window.lookback is 24");
    Path scores = directory.resolve("scores");
    new ScoreRun(today)
        .run(pointer.toString(), Optional.of(table.toString()), scores.toString(), SaveMode.Ignore);
    assertThat(scores.resolve("_SUCCESS")).exists();
    assertThatThrownBy(() -> promote(train("third", "window.horizon=5"), 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "cannot be compared: its window.horizon is 5, that of the configuration is 6");
  }

  @Test
  void aModelNotBetterThanTheNaiveForecastIsNotPromoted() {
    JsonObject bad = promote(train("bad", "train.epochs=0"), 0);
    assertThat(bad.get("status").getAsString()).isEqualTo("kept");
    assertThat(pointer).doesNotExist();
    assertThat(jobs.shown())
        .contains(
            "no epoch to train (train.epochs = 0)",
            "the candidate is not better than the naive prediction");
  }

  @Test
  void onlyModelsOfTheSameDataAreCompared() {
    Path devices = jobs.table("steps.csv", Jobs.devices());
    List<String> regress = new ArrayList<>(Jobs.CLASSIFY);
    regress.set(0, "task=regress");
    regress.set(regress.indexOf("data.label=kind"), "data.label=drift");
    String model = jobs.train(devices, regress, "run.id=drift").get("model").getAsString();
    PromoteRun swapped = new PromoteRun(jobs.context(devices, regress, "data.features=[b, a]"));
    assertThatThrownBy(() -> swapped.run(model, pointer.toString(), 0))
        .hasMessageContaining(
            "data.features is [a, b] in the model and [b, a] in the configuration");
    PromoteRun other = new PromoteRun(jobs.context(devices, regress, "data.label=time"));
    assertThatThrownBy(() -> other.run(model, pointer.toString(), 0))
        .hasMessageContaining("data.label is drift in the model");
    PromoteRun classify = new PromoteRun(jobs.context(devices, Jobs.CLASSIFY));
    assertThatThrownBy(() -> classify.run(model, pointer.toString(), 0))
        .hasMessageContaining("is regress, but the configuration has task = classify");
    assertThat(
            new PromoteRun(jobs.context(devices, regress))
                .run(model, pointer.toString(), 0)
                .inUse())
        .isTrue();
  }

  /** A model that does not know a class cannot be compared: it is not merely worse. */
  @Test
  void modelsWithOtherClassesAreNotCompared() throws Exception {
    Path devices = jobs.table("steps.csv", Jobs.devices());
    List<String> task = Jobs.CLASSIFY;
    String first = jobs.train(devices, task, "run.id=first").get("model").getAsString();
    new PromoteRun(jobs.context(devices, task)).run(first, pointer.toString(), 0);
    Path renamed = jobs.table("renamed.csv", Jobs.devices().replace(",falls,", ",drops,"));
    String second = jobs.train(renamed, task, "run.id=second").get("model").getAsString();
    PromoteRun run = new PromoteRun(jobs.context(renamed, task));
    assertThatThrownBy(() -> run.run(second, pointer.toString(), 0))
        .hasMessageContaining(
            "its classes are [falls, rests, rises], those of the candidate [drops, rests, rises]; to promote the candidate anyway, remove file:"
                + pointer);
    assertThat(inUse()).endsWith("first/model");
  }

  @Test
  void modelsWithOtherTestWindowsAreNotCompared() {
    String good = train("good", GOOD);
    String longer = train("longer", "window.lookback=60", "train.epochs=1");
    Path later = jobs.table("later.csv", Jobs.twoSeries().replace("2024-", "2025-"));
    String[] all = {
      "data.source.path=" + later,
      "data.split.train=0",
      "data.split.validation=0",
      "data.split.test=1"
    };
    promote(good, 0);
    assertThatThrownBy(() -> promote(longer, 0, all))
        .hasMessageContaining("because their histories differ");
  }

  @Test
  void onlyCompleteForecastsAreSkipped() throws Exception {
    String good = train("good", GOOD);
    Path output = Files.createDirectories(directory.resolve("scores"));
    ScoreRun run = new ScoreRun(jobs.context(table, Jobs.TWO_SERIES));
    assertThatThrownBy(
            () -> run.run(good, Optional.of(table.toString()), output.toString(), SaveMode.Ignore))
        .hasMessageContaining("already exists, but is not complete");
    Files.delete(output);
    assertThat(run.run(good, Optional.of(table.toString()), output.toString(), SaveMode.Ignore))
        .contains("\"complete\"");
    assertThat(run.run(good, Optional.of(table.toString()), output.toString(), SaveMode.Ignore))
        .contains("\"already-complete\"");
  }

  @Test
  void mistakesAreReportedAndChangeNothing() throws Exception {
    String good = train("good", GOOD);
    Files.createDirectories(pointer.getParent());
    Files.writeString(pointer, directory.resolve("gone") + "\n");
    assertThatThrownBy(() -> promote(good, 0))
        .hasMessageContaining("no model.json in")
        .hasMessageContaining("to promote the candidate anyway, remove file:" + pointer);
    assertThatThrownBy(
            () -> new EvaluateRun(jobs.context(table, Jobs.TWO_SERIES)).run(pointer.toString()))
        .hasMessageContaining(pointer + " points to the model file:" + directory.resolve("gone"));
    assertThat(inUse()).endsWith("gone");
    Files.writeString(pointer, "");
    assertThatThrownBy(() -> promote(good, 0))
        .hasMessageContaining(
            "expected a directory, or a file with the path of a directory on one line");
    Files.writeString(pointer, "models:v1/current");
    assertThatThrownBy(() -> promote(good, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "expected a directory, or a file with the path of a directory on one line");
    Files.delete(pointer);
    Files.createDirectory(pointer);
    assertThatThrownBy(() -> promote(good, 0))
        .hasMessageContaining("--current file:" + pointer + " is a directory, expected a file");
    Files.delete(pointer);
    assertThatThrownBy(() -> promote(directory.resolve("none").toString(), 0))
        .hasMessageContaining("no model.json in");
    assertThat(pointer).doesNotExist();
  }

  @Test
  void exportedWeightsCanBeImported() throws Exception {
    String good = train("good", GOOD);
    Path weights = directory.resolve("w/weights.safetensors");
    new ExportRun(jobs.context(table, Jobs.TWO_SERIES).hadoop(), Console.standardError())
        .run(good, ExportRun.Format.SAFETENSORS, weights.toString());
    JsonObject back =
        jobs.train(
            table,
            Jobs.TWO_SERIES,
            "run.id=back",
            "train.epochs=0",
            "train.initial-weights=" + weights);
    JsonObject evaluated =
        JsonParser.parseString(new EvaluateRun(jobs.context(table, Jobs.TWO_SERIES)).run(good))
            .getAsJsonObject();
    assertThat(back.get("test")).isEqualTo(evaluated.get("test"));
    assertThat(back.get("steps").getAsInt()).isZero();
    assertThat(directory.resolve("runs/back/report.html")).exists();
  }
}
