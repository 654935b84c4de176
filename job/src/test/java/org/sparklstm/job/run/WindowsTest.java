package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.ml.LstmRegressionModel;
import org.sparklstm.job.ml.SequenceAssembler;

/** A label per row: windows of the rows up to each are classified or regressed. */
class WindowsTest {
  private static final int MACHINES = 24;
  private static final int ROWS = 30;
  private static final List<String> REGRESS =
      List.of(
          "task=regress",
          "data.series-id=[machine]",
          "data.features=[load, heat]",
          "data.label=wear",
          "window.lookback=5",
          "model.hidden=8",
          "train.batch=16",
          "train.epochs=12",
          "train.learning-rate=0.02");

  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  /** The wear is the mean of the load of the last five rows; it is high where that is above 0. */
  private static String machines() {
    Random random = new Random(3);
    StringBuilder csv = new StringBuilder("machine,time,load,heat,wear,state\n");
    for (int machine = 0; machine < MACHINES; machine++) {
      double[] load = new double[ROWS];
      for (int t = 0; t < ROWS; t++) {
        load[t] = random.nextGaussian();
        double sum = 0;
        for (int back = 0; back < 5; back++) {
          sum += t >= back ? load[t - back] : 0;
        }
        csv.append(
            "m%02d,%d,%.4f,%.4f,%.4f,%s%n"
                .formatted(
                    machine, t, load[t], random.nextGaussian(), sum / 5, sum > 0 ? "high" : "low"));
      }
    }
    return csv.toString();
  }

  @BeforeEach
  void table() {
    jobs = new Jobs(directory);
    table = jobs.table("machines.csv", machines());
  }

  private Dataset<Row> score(String model, String name, Path from, String... settings) {
    String output = directory.resolve(name).toString();
    new ScoreRun(jobs.context(from, REGRESS, settings))
        .run(model, Optional.of(from.toString()), output, SaveMode.ErrorIfExists);
    return LocalSpark.session().read().parquet(output);
  }

  /** Predictions by machine and time. */
  private static Map<String, Double> predictions(Dataset<Row> scored) {
    Map<String, Double> all = new HashMap<>();
    for (Row row : scored.select("machine", "time", "prediction").collectAsList()) {
      all.put(row.get(0) + " " + row.get(1), row.isNullAt(2) ? null : row.getDouble(2));
    }
    return all;
  }

  @Test
  void eachRowWithEnoughBeforeItIsAWindow() {
    JsonObject summary = jobs.train(table, REGRESS);
    JsonObject data = summary.getAsJsonObject("data");
    assertThat(data.get("sequences").getAsInt()).isEqualTo(MACHINES * (ROWS - 4));
    assertThat(data.get("longest").getAsInt()).isEqualTo(5);
    // whole machines are in one span
    for (String span : List.of("train", "validation", "test")) {
      assertThat(data.get(span + "_sequences").getAsInt() % (ROWS - 4)).as(span).isZero();
      assertThat(data.get(span + "_sequences").getAsInt()).as(span).isPositive();
    }
    // steps are kept once, not once for each of their windows
    assertThat(data.get("cached_bytes").getAsLong()).isLessThan(4L * 2 * 2 * MACHINES * ROWS * 4);
    assertThat(jobs.shown()).contains("624 windows of up to 5 steps");
    assertThat(summary.getAsJsonObject("test").get("r2").getAsDouble()).isGreaterThan(0.9);

    String model = summary.get("model").getAsString();
    Map<String, Double> all = predictions(score(model, "all", table, "score.windows=all"));
    assertThat(all).hasSize(MACHINES * (ROWS - 4));
    Map<String, Double> last = predictions(score(model, "last", table));
    assertThat(last).hasSize(MACHINES);
    last.forEach((key, value) -> assertThat(all).containsEntry(key, value));
    assertThat(last.keySet()).allMatch(key -> key.endsWith(" " + (ROWS - 1)));

    // the same windows in a data frame, for the same model as a stage
    SequenceAssembler windows =
        new SequenceAssembler()
            .setGroupCols(new String[] {"machine"})
            .setTimeCol("time")
            .setInputCols(new String[] {"load", "heat"})
            .setKeepCols(new String[] {"wear"})
            .setLookback(5);
    Dataset<Row> cut = windows.transform(Jobs.rows(table));
    assertThat(cut.columns()).containsExactly("machine", "time", "wear", "features");
    LstmRegressionModel stage = LstmRegressionModel.load(model);
    Dataset<Row> answered = stage.transform(cut);
    assertThat(predictions(answered)).isEqualTo(all);
    assertThat(
            predictions(
                stage.transform(
                    windows
                        .copy(windows.extractParamMap())
                        .setWindows("last")
                        .transform(Jobs.rows(table)))))
        .isEqualTo(last);
    double off = answered.selectExpr("avg(abs(prediction - wear))").first().getDouble(0);
    assertThat(off).isLessThan(0.15);
    String line = new EvaluateRun(jobs.context(table, REGRESS)).run(model);
    assertThat(JsonParser.parseString(line).getAsJsonObject().get("test"))
        .isEqualTo(summary.get("test"));
  }

  @Test
  void theResultDoesNotDependOnTheCluster() {
    String small = "data.shard-bytes=512";
    String sha = jobs.train(table, REGRESS, small).get("weights_sha256").getAsString();
    for (String[] settings :
        new String[][] {
          {small, "data.placement=partitioned", "data.partitions=3", "train.execution=distributed"},
          {small, "data.placement=partitioned", "data.partitions=2", "data.storage=disk"},
          {small, "train.execution=single"}
        }) {
      JsonObject other = jobs.train(table, REGRESS, settings);
      assertThat(other.getAsJsonObject("data").get("shards").getAsInt()).isGreaterThan(3);
      assertThat(other.get("weights_sha256").getAsString()).isEqualTo(sha);
    }
    Path shuffled = directory.resolve("shuffled");
    Jobs.rows(table)
        .orderBy("heat")
        .repartition(5)
        .write()
        .option("header", true)
        .csv(shuffled.toString());
    assertThat(jobs.train(shuffled, REGRESS, small).get("weights_sha256").getAsString())
        .isEqualTo(sha);
  }

  @Test
  void theStrideIsThatOfTraining() {
    JsonObject data = jobs.train(table, REGRESS, "window.stride=7").getAsJsonObject("data");
    int perMachine = data.get("train_sequences").getAsInt();
    JsonObject dense = jobs.train(table, REGRESS).getAsJsonObject("data");
    // windows end in rows 4, 11, 18 and 25
    assertThat(perMachine * 26).isEqualTo(dense.get("train_sequences").getAsInt() * 4);
    assertThat(data.get("test_sequences")).isEqualTo(dense.get("test_sequences"));
  }

  @Test
  void windowsOfOneMachineOnBothSidesCauseAWarning() {
    jobs.train(table, REGRESS);
    assertThat(jobs.shown()).doesNotContain("which are alike");
    JsonObject summary = jobs.train(table, REGRESS, "data.split.by=[]");
    assertThat(jobs.shown()).contains("data.split.by is empty: windows of one series");
    assertThat(summary.getAsJsonObject("data").get("test_sequences").getAsInt() % (ROWS - 4))
        .isNotZero();
  }

  @Test
  void wholeSequencesAreSplitByAKeyToo() {
    List<String> devices = new ArrayList<>(Jobs.CLASSIFY);
    Path other = directory.resolve("batches");
    Jobs.rows(jobs.table("devices.csv", Jobs.devices()))
        .withColumn("site", org.apache.spark.sql.functions.expr("int(substr(device, 2)) div 5"))
        .write()
        .option("header", true)
        .csv(other.toString());
    JsonObject data =
        jobs.train(
                other,
                devices,
                "data.split.by=[site]",
                "data.split.train=0.5",
                "data.split.validation=0.25",
                "data.split.test=0.25")
            .getAsJsonObject("data");
    for (String span : List.of("train", "validation", "test")) {
      assertThat(data.get(span + "_sequences").getAsInt() % 5).as(span).isZero();
    }
    refuses("data.split.by: no column 'plant'", other, devices, "data.split.by=[plant]");
  }

  @Test
  void seriesShorterThanAWindowAreNamed() {
    StringBuilder csv = new StringBuilder(machines());
    csv.append("short,0,1,1,1,high\nshort,1,1,1,1,high\n");
    Path some = jobs.table("some.csv", csv.toString());
    String model = jobs.train(some, REGRESS).get("model").getAsString();
    assertThat(jobs.shown())
        .contains("1 series of", "window.lookback = 5 rows and give no window", "machine=short");
    assertThat(predictions(score(model, "skipped", some))).hasSize(MACHINES);
    assertThat(jobs.shown())
        .contains("1 of 25 series of", "series machine=short (2); they get no answer");
    assertThat(predictions(score(model, "kept", some, "score.invalid=keep")))
        .hasSize(MACHINES + 1)
        .containsEntry("short 1", null);
    assertThat(predictions(score(model, "every", some, "score.invalid=keep", "score.windows=all")))
        .hasSize(MACHINES * (ROWS - 4) + 1)
        .containsEntry("short 1", null);
    assertThatThrownBy(() -> score(model, "refused", some, "score.invalid=error"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("machine=short (2); with score.invalid = skip they get no answer");
    Path only = jobs.table("only.csv", csv.substring(0, csv.indexOf("\n") + 1) + "x,1,1,1,1,low\n");
    refuses("none of the 1 series of", only, REGRESS);
    assertThatThrownBy(() -> score(model, "none", only))
        .hasMessageContaining("a window has window.lookback = 5 rows, the longest series 1");
  }

  @Test
  void missingValuesConcernTheirWindowsOnly() {
    String csv = machines().replaceFirst("(m05,10,)[^,]*", "$1");
    Path gap = jobs.table("gap.csv", csv);
    refuses("is null, NaN or infinite in 5 of 624 windows", gap, REGRESS);
    refuses("Values that are missing: 1 of column 'load'", gap, REGRESS);
    JsonObject skipped = jobs.train(gap, REGRESS, "data.missing=skip-window");
    assertThat(skipped.getAsJsonObject("data").get("sequences").getAsInt()).isEqualTo(624 - 5);
    String[] all = {"data.missing=skip-window", "score.windows=all"};
    String sparse = skipped.get("model").getAsString();
    assertThat(predictions(score(sparse, "sparse", gap, all))).hasSize(624 - 5);
    assertThat(jobs.shown()).contains("predictions of 619 windows (5 more are left out, because");
    Map<String, Double> kept =
        predictions(score(sparse, "nulls", gap, all[0], all[1], "score.invalid=keep"));
    assertThat(kept).hasSize(624).containsEntry("m05 12", null);
    JsonObject filled = jobs.train(gap, REGRESS, "data.missing=forward-fill");
    assertThat(filled.getAsJsonObject("data").get("sequences").getAsInt()).isEqualTo(624);
    String model = filled.get("model").getAsString();
    assertThat(jobs.shown())
        .contains("null, NaN or infinite: 1 of column 'load'; each is replaced");
    // the window that begins with the missing value has the value before it
    Map<String, Double> carried =
        predictions(score(model, "filled", gap, "data.missing=forward-fill", "score.windows=all"));
    String before = csv.replaceFirst("(?s).*m05,9,([^,]*),.*", "$1");
    Path whole = jobs.table("whole.csv", csv.replaceFirst("(m05,10,)", "$1" + before));
    assertThat(
            predictions(
                score(model, "whole", whole, "data.missing=forward-fill", "score.windows=all")))
        .isEqualTo(carried);
    String label = machines().replaceFirst("(m05,10,[^,]*,[^,]*,)[^,]*", "$1");
    refuses(
        "is null, NaN or infinite in the last row of 1 windows, one of them the window of series machine=m05 up to row 11",
        jobs.table("label.csv", label),
        REGRESS);
    assertThat(
            jobs.train(jobs.table("label.csv", label), REGRESS, "data.missing=skip-window")
                .getAsJsonObject("data")
                .get("sequences")
                .getAsInt())
        .isEqualTo(624 - 1);
    assertThat(jobs.shown()).contains("in the last row of 1 windows; they are left out");
    // no window ends in the first four rows
    String unused = machines().replaceFirst("(m05,2,[^,]*,[^,]*,)[^,]*", "$1");
    jobs.train(jobs.table("unused.csv", unused), REGRESS);
  }

  @Test
  void windowsAreClassified() {
    List<String> classify = new ArrayList<>(REGRESS);
    classify.addAll(List.of("task=classify", "data.label=state"));
    JsonObject summary = jobs.train(table, classify);
    assertThat(summary.getAsJsonObject("test").get("accuracy").getAsDouble()).isGreaterThan(0.85);
    String output = directory.resolve("classes").toString();
    new ScoreRun(jobs.context(table, classify))
        .run(summary.get("model").getAsString(), Optional.empty(), output, SaveMode.ErrorIfExists);
    assertThat(LocalSpark.session().read().parquet(output).columns())
        .containsExactly("machine", "time", "prediction", "probability");
  }

  private void refuses(String message, Path from, List<String> base, String... settings) {
    assertThatThrownBy(() -> jobs.train(from, base, settings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void settingsWithoutEffectAreRefused() {
    refuses(
        "window.stride is 2, but window.lookback is 0",
        table,
        REGRESS,
        "window.lookback=0",
        "window.stride=2");
    refuses(
        "window.lookback is 5, but data.time is empty",
        table,
        REGRESS,
        "data.time=",
        "data.features=[load]");
    refuses(
        "window.horizon is given, which is for task forecast", table, REGRESS, "window.horizon=3");
    refuses("window.stride is -1, expected at least 1", table, REGRESS, "window.stride=-1");
    refuses(
        "data.split.by names 'state', expected columns of data.series-id",
        table,
        REGRESS,
        "data.split.by=[state]");
    refuses("data.label: column 'state' of", table, REGRESS, "data.label=state");
    assertThatThrownBy(
            () ->
                new ScoreRun(
                        jobs.context(
                            jobs.table("d.csv", Jobs.devices()),
                            Jobs.CLASSIFY,
                            "score.windows=all"))
                    .run(
                        jobs.train(jobs.table("d.csv", Jobs.devices()), Jobs.CLASSIFY)
                            .get("model")
                            .getAsString(),
                        Optional.empty(),
                        directory.resolve("x").toString(),
                        SaveMode.ErrorIfExists))
        .hasMessageContaining("score.windows is all, but window.lookback is 0");
  }
}
