package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/** Train, evaluate and score on a small table with two series. */
class RunTest {
  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
    table = jobs.table("table.csv", Jobs.twoSeries());
  }

  private Path run(String file) {
    return directory.resolve("runs/run").resolve(file);
  }

  private List<String> checkpoints() {
    return new Storage(
            new org.apache.hadoop.fs.Path(run("checkpoints").toUri()), new Configuration())
        .list();
  }

  private JsonObject json(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }

  @Test
  void aRunWritesAllItsFiles() throws Exception {
    JsonObject summary =
        jobs.train(table, Jobs.TWO_SERIES, "train.epochs=5", "checkpoint.every-steps=2");
    assertThat(summary.keySet())
        .contains(
            "run_id",
            "status",
            "epochs",
            "steps",
            "train_loss",
            "validation_loss",
            "test",
            "test_original_units",
            "parameters",
            "weights_sha256",
            "model",
            "seconds",
            "windows_per_second");
    assertThat(summary.getAsJsonObject("test").keySet())
        .contains("mse", "mae", "baseline_mse", "baseline_mae");
    assertThat(summary.get("status").getAsString()).isEqualTo("complete");
    assertThat(json(Files.readString(run("summary.json")))).isEqualTo(summary);
    assertThat(Files.readString(run("config.conf"))).contains("lookback=12", "epochs=5");
    assertThat(checkpoints())
        .contains("step-%012d-epoch-000005.json".formatted(summary.get("steps").getAsLong()));

    long steps = summary.get("steps").getAsLong();
    List<String> metrics = Files.readAllLines(run("metrics.jsonl"));
    assertThat(metrics).hasSize((int) steps + 5);
    assertThat(json(metrics.get(0)).get("step").getAsLong()).isEqualTo(1);
    assertThat(json(metrics.get(metrics.size() - 1)).get("validation_loss").getAsDouble())
        .isPositive();

    Safetensors weights;
    Path file = Jobs.newest(run("model")).resolve("weights.safetensors");
    try (InputStream in = Files.newInputStream(file)) {
      weights = Safetensors.read(in, Files.size(file));
    }
    assertThat(weights.tensors().keySet())
        .containsExactly(
            "lstm.weight_ih_l0",
            "lstm.weight_hh_l0",
            "lstm.bias_ih_l0",
            "lstm.bias_hh_l0",
            "head.weight",
            "head.bias");
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    int parameters = summary.get("parameters").getAsInt();
    byte[] bytes = Files.readAllBytes(file);
    digest.update(bytes, bytes.length - 4 * parameters, 4 * parameters);
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo(summary.get("weights_sha256").getAsString());
  }

  @Test
  void beatsTheNaiveForecast() {
    JsonObject test =
        jobs.train(
                table,
                Jobs.TWO_SERIES,
                "train.epochs=80",
                "train.learning-rate=0.02",
                "train.patience=0")
            .getAsJsonObject("test");
    assertThat(test.get("mse").getAsDouble())
        .isLessThan(test.get("baseline_mse").getAsDouble() / 4);
    assertThat(jobs.shown())
        .contains("The model is better than the naive forecast in all 2 series");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru", "rnn"})
  void otherCellsAreTrainedAndReadBack(String cell) throws IOException {
    String[] changes = {
      "model.cell=" + cell,
      "model.layers=2",
      "model.bidirectional=true",
      "train.epochs=40",
      "train.learning-rate=0.01",
      "train.patience=0"
    };
    JsonObject summary = jobs.train(table, Jobs.TWO_SERIES, changes);
    JsonObject test = summary.getAsJsonObject("test");
    assertThat(test.get("mse").getAsDouble())
        .isLessThan(test.get("baseline_mse").getAsDouble() / 4);
    Path file = Jobs.newest(run("model")).resolve("weights.safetensors");
    try (InputStream in = Files.newInputStream(file)) {
      assertThat(Safetensors.read(in, Files.size(file)).tensors())
          .containsKeys(cell + ".weight_ih_l1_reverse", cell + ".bias_hh_l0", "head.weight");
    }
    JsonObject evaluation =
        json(
            new EvaluateRun(jobs.context(table, Jobs.TWO_SERIES, changes))
                .run(run("model").toString()));
    assertThat(evaluation.get("test")).isEqualTo(test);
  }

  @ParameterizedTest
  @CsvSource({
    "adamw, train.weight-decay=0.01, 0.01",
    "rmsprop, train.momentum=0.5, 0.002",
    "adagrad, train.clip-value=0.5, 0.05",
    "sgd, train.momentum=0.9, 0.1"
  })
  void otherOptimizersTrainWithASchedule(String optimizer, String change, String rate)
      throws IOException {
    JsonObject summary =
        jobs.train(
            table,
            Jobs.TWO_SERIES,
            "train.optimizer=" + optimizer,
            change,
            "train.nesterov=" + optimizer.equals("sgd"),
            "train.learning-rate=" + rate,
            "train.schedule.kind=cosine",
            "train.schedule.warm-up=2",
            "train.epochs=20",
            "train.patience=0");
    assertThat(summary.get("train_loss").getAsDouble()).isLessThan(0.5);
    List<Double> rates =
        Files.readAllLines(run("metrics.jsonl")).stream()
            .map(this::json)
            .filter(line -> line.has("learning_rate"))
            .map(line -> line.get("learning_rate").getAsDouble())
            .distinct()
            .toList();
    assertThat(rates).hasSize(20).contains(Double.valueOf(rate));
    assertThat(rates.get(19)).isLessThan(Double.parseDouble(rate) / 50);
  }

  @Test
  void evaluateGivesTheErrorsOfTrainingToTheBit() throws IOException {
    JsonObject summary = jobs.train(table, Jobs.TWO_SERIES);
    JsonObject evaluation =
        json(new EvaluateRun(jobs.context(table, Jobs.TWO_SERIES)).run(run("model").toString()));
    assertThat(evaluation.get("test")).isEqualTo(summary.get("test"));
    assertThat(evaluation.get("test_original_units")).isEqualTo(summary.get("test_original_units"));
    assertThat(evaluation.get("weights_sha256")).isEqualTo(summary.get("weights_sha256"));
    // evaluating again writes the same file
    assertThat(evaluation.remove("seconds")).isNotNull();
    assertThat(json(Files.readString(run("evaluation.json")))).isEqualTo(evaluation);
  }

  /** Without an input the table of the configuration is scored, whatever it is. */
  @Test
  void scoreReadsPathsQueriesAndTables() {
    jobs.train(table, Jobs.TWO_SERIES);
    String first = "data.source.sql=SELECT * FROM source WHERE store = 's1'";
    assertThat(scored("all", Optional.empty())).isEqualTo(2);
    assertThat(scored("queried", Optional.empty(), first)).isEqualTo(1);
    assertThat(scored("both", Optional.of(table.toString()), first)).isEqualTo(1);
    Jobs.rows(table).createOrReplaceTempView("sales_of_stores");
    String[] catalog = {
      "data.source.path=",
      "data.source.format=parquet",
      "data.source.sql=SELECT * FROM sales_of_stores WHERE store = 's2'"
    };
    assertThat(scored("catalog", Optional.empty(), catalog)).isEqualTo(1);
    // a query about other tables says nothing of an input
    String copy = directory.resolve("copy").toString();
    LocalSpark.session().table("sales_of_stores").write().parquet(copy);
    assertThat(scored("input", Optional.of(copy), catalog)).isEqualTo(2);
  }

  private int scored(String name, Optional<String> input, String... settings) {
    String output = directory.resolve("scores-" + name).toString();
    return json(new ScoreRun(jobs.context(table, Jobs.TWO_SERIES, settings))
            .run(run("model").toString(), input, output, SaveMode.ErrorIfExists))
        .get("series")
        .getAsInt();
  }

  @Test
  void scoreWritesARowPerSeriesAndStep() {
    jobs.train(
        table, Jobs.TWO_SERIES, "train.epochs=80", "train.learning-rate=0.02", "train.patience=0");
    String output = directory.resolve("forecasts").toString();
    JsonObject result =
        json(
            new ScoreRun(jobs.context(table, Jobs.TWO_SERIES))
                .run(
                    run("model").toString(),
                    Optional.of(table.toString()),
                    output,
                    SaveMode.ErrorIfExists));
    assertThat(result.get("rows").getAsLong()).isEqualTo(12);
    Dataset<Row> forecasts = LocalSpark.session().read().parquet(output).orderBy("store", "step");
    assertThat(forecasts.columns()).containsExactly("store", "time", "step", "sales");
    List<Row> rows = forecasts.collectAsList();
    assertThat(rows).hasSize(12);
    assertThat(rows.get(0).getString(0)).isEqualTo("s1");
    assertThat(rows.get(0).getTimestamp(1).toInstant()).hasToString("2024-01-09T08:00:00Z");
    assertThat(rows.get(11).getTimestamp(1).toInstant()).hasToString("2024-01-09T13:00:00Z");
    assertThat(rows.get(11).getInt(2)).isEqualTo(6);
    for (int step = 0; step < 6; step++) {
      double truth = 2 * (10 + 3 * Math.sin((200 + step) * Math.PI / 12)) + (200 + step) * 0.01;
      assertThat(rows.get(6 + step).getDouble(3)).isBetween(truth - 3, truth + 3);
    }
  }

  @Test
  void aRunWithoutValidationOrTestWorks() {
    JsonObject summary =
        jobs.train(
            table, Jobs.TWO_SERIES, "data.split={train=1,validation=0,test=0}", "train.loss=mae");
    assertThat(summary.get("test").isJsonNull()).isTrue();
    assertThat(summary.get("validation_loss").isJsonNull()).isTrue();
    assertThat(summary.get("train_loss").getAsDouble()).isPositive();
  }

  @Test
  void aModelIsEvaluatedOnAnotherTable() {
    jobs.train(table, Jobs.TWO_SERIES);
    JsonObject evaluation =
        json(
            new EvaluateRun(
                    jobs.context(
                        table, Jobs.TWO_SERIES, "data.split={train=0.001,validation=0,test=0.999}"))
                .run(run("model").toString()));
    assertThat(evaluation.getAsJsonObject("test").get("windows").getAsInt()).isEqualTo(2 * 183);
  }

  @Test
  void theReportOfAFailedRunSaysSo() throws IOException {
    jobs.train(table, Jobs.TWO_SERIES, "train.epochs=1");
    assertThat(FileUtil.fullyDelete(run("model").toFile())).isTrue();
    Files.writeString(run("model"), "in the way");
    assertThatThrownBy(() -> jobs.train(table, Jobs.TWO_SERIES, "train.epochs=1"))
        .isInstanceOf(StorageException.class);
    assertThat(run("report.html"))
        .content()
        .contains("\"status\":\"failed\"")
        .doesNotContain("http-equiv=\"refresh\"");
  }

  private interface Meddling {
    void meddle() throws IOException;
  }

  /** Changes the files of a running training. */
  private CompletableFuture<Void> onceItTrains(Meddling meddling) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            while (!Files.exists(run("report.html"))) {
              Thread.sleep(5);
            }
            meddling.meddle();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void aRunWithoutASummaryIsNotComplete() {
    CompletableFuture<Void> meddler =
        onceItTrains(() -> Files.createDirectories(run("summary.json/in the way")));
    assertThatThrownBy(() -> jobs.train(table, Jobs.TWO_SERIES, "train.epochs=20"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("summary.json");
    meddler.join();
    assertThat(run("report.html")).content().contains("\"status\":\"failed\"");
  }

  @Test
  void theReportOfARunThatWasTakenOverIsLeftUnchanged() {
    CompletableFuture<Void> robber =
        onceItTrains(
            () -> {
              Files.writeString(run(".lock-000000009"), "theirs");
              Files.writeString(run("report.html"), "theirs");
            });
    assertThatThrownBy(() -> jobs.train(table, Jobs.TWO_SERIES, "train.epochs=60"))
        .hasMessageContaining("another driver has taken over the run");
    robber.join();
    assertThat(run("report.html")).content().isEqualTo("theirs");
    assertThat(run("model")).doesNotExist();
  }

  @Test
  void seriesAreDistinguishedByTheirIdsNotTheirTexts() {
    String csv = Jobs.twoSeries().replace("s1,", "null,").replace("s2,", ",");
    JsonObject summary =
        jobs.train(
            jobs.table("ids.csv", csv), Jobs.TWO_SERIES, "data.source.options={nullValue=none}");
    assertThat(summary.getAsJsonObject("data").get("series").getAsInt()).isEqualTo(2);
  }

  @Test
  void aColumnMayBeTimeAndFeature() {
    StringBuilder csv = new StringBuilder("time,x\n");
    for (int row = 0; row < 100; row++) {
      csv.append(row).append(',').append(row % 7).append('\n');
    }
    JsonObject summary =
        jobs.train(
            jobs.table("rows.csv", csv.toString()),
            List.of("data.targets=[x]", "window.lookback=8", "window.horizon=2"),
            "data.features=[time]",
            "train.epochs=1");
    assertThat(summary.get("status").getAsString()).isEqualTo("complete");
  }
}
