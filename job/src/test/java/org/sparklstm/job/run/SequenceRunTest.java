package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;

/** Classification and regression of sequences, from the command line. */
class SequenceRunTest {
  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  @BeforeEach
  void table() {
    jobs = new Jobs(directory);
    table = jobs.table("steps.csv", Jobs.devices());
  }

  @Test
  void classifies() {
    JsonObject summary = jobs.train(table, Jobs.CLASSIFY);
    JsonObject test = summary.getAsJsonObject("test");
    assertThat(test.get("accuracy").getAsDouble()).isGreaterThan(0.9);
    assertThat(test.get("baseline_accuracy").getAsDouble()).isLessThan(0.6);
    assertThat(test.getAsJsonObject("classes").keySet()).containsExactly("falls", "rests", "rises");
    assertThat(test.getAsJsonArray("confusion")).hasSize(3);
    assertThat(jobs.shown()).contains("actual \\ predicted", "always class");
    JsonObject data = summary.getAsJsonObject("data");
    assertThat(data.get("sequences").getAsInt()).isEqualTo(120);
    assertThat(
            data.get("train_sequences").getAsInt()
                + data.get("validation_sequences").getAsInt()
                + data.get("test_sequences").getAsInt())
        .isEqualTo(120);
    String model = summary.get("model").getAsString();
    JsonObject evaluation =
        JsonParser.parseString(new EvaluateRun(jobs.context(table, Jobs.CLASSIFY)).run(model))
            .getAsJsonObject();
    assertThat(evaluation.get("test")).isEqualTo(test);
  }

  @Test
  void theResultDoesNotDependOnTheCluster() {
    JsonObject summary = jobs.train(table, Jobs.CLASSIFY);
    String sha = summary.get("weights_sha256").getAsString();
    for (String[] settings :
        new String[][] {
          {"data.placement=partitioned", "data.partitions=3", "train.execution=distributed"},
          {"data.placement=partitioned", "data.partitions=2", "data.storage=disk"},
          {"train.execution=single"}
        }) {
      JsonObject other = jobs.train(table, Jobs.CLASSIFY, settings);
      assertThat(other.get("weights_sha256").getAsString()).isEqualTo(sha);
      assertThat(other.get("test")).isEqualTo(summary.get("test"));
    }
    String small = "data.shard-bytes=1024";
    JsonObject inShards = jobs.train(table, Jobs.CLASSIFY, small);
    assertThat(inShards.getAsJsonObject("data").get("shards").getAsInt()).isGreaterThan(3);
    JsonObject partitioned =
        jobs.train(table, Jobs.CLASSIFY, small, "data.placement=partitioned", "data.partitions=3");
    assertThat(partitioned.get("weights_sha256")).isEqualTo(inShards.get("weights_sha256"));
    // more shards than sequences: some have none
    String tiny = "data.shard-bytes=16";
    JsonObject inTinyShards = jobs.train(table, Jobs.CLASSIFY, tiny, "train.epochs=2");
    assertThat(inTinyShards.getAsJsonObject("data").get("shards").getAsInt()).isGreaterThan(120);
    partitioned =
        jobs.train(
            table,
            Jobs.CLASSIFY,
            tiny,
            "train.epochs=2",
            "data.placement=partitioned",
            "data.partitions=3");
    assertThat(partitioned.get("weights_sha256")).isEqualTo(inTinyShards.get("weights_sha256"));
  }

  @Test
  void regresses() {
    List<String> regress = new ArrayList<>(Jobs.CLASSIFY);
    regress.addAll(List.of("task=regress", "data.label=drift", "train.epochs=20"));
    JsonObject summary = jobs.train(table, regress);
    JsonObject test = summary.getAsJsonObject("test");
    assertThat(test.get("r2").getAsDouble()).isGreaterThan(0.9);
    JsonObject units = summary.getAsJsonObject("test_original_units");
    assertThat(units.get("rmse").getAsDouble()).isLessThan(0.15);
    assertThat(Math.sqrt(units.get("baseline_mse").getAsDouble())).isBetween(0.3, 0.6);
    Dataset<Row> scored = score(summary.get("model").getAsString(), regress, "numbers");
    assertThat(scored.columns()).containsExactly("device", "prediction");
    Dataset<Row> truth = table(table.toString()).select("device", "drift").distinct();
    double off =
        scored
            .join(truth, "device")
            .select(functions.expr("avg(abs(prediction - drift))"))
            .first()
            .getDouble(0);
    assertThat(off).isLessThan(0.1);
  }

  private static Dataset<Row> table(String path) {
    return LocalSpark.session().read().option("header", true).option("inferSchema", true).csv(path);
  }

  private Dataset<Row> score(String model, List<String> settings, String name) {
    String output = directory.resolve(name).toString();
    String line =
        new ScoreRun(jobs.context(table, settings, "score.format=csv"))
            .run(model, Optional.of(table.toString()), output, SaveMode.ErrorIfExists);
    JsonObject result = JsonParser.parseString(line).getAsJsonObject();
    assertThat(result.get("sequences").getAsInt()).isEqualTo(120);
    return table(output);
  }

  @Test
  void evaluateUsesTheClassWeightsOfTraining() {
    String balanced = "train.class-weights=balanced";
    JsonObject summary = jobs.train(table, Jobs.CLASSIFY, balanced, "data.split.train=0.5");
    String model = summary.get("model").getAsString();
    String line =
        new EvaluateRun(jobs.context(table, Jobs.CLASSIFY, "data.split.train=0.5")).run(model);
    assertThat(JsonParser.parseString(line).getAsJsonObject().get("test"))
        .isEqualTo(summary.get("test"));
  }

  @Test
  void anotherTableIsEvaluatedAsAWhole() {
    String model = jobs.train(table, Jobs.CLASSIFY).get("model").getAsString();
    String[] all = {"data.split.train=0", "data.split.validation=0", "data.split.test=1"};
    String line = new EvaluateRun(jobs.context(table, Jobs.CLASSIFY, all)).run(model);
    JsonObject test = JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("test");
    assertThat(test.get("sequences").getAsInt()).isEqualTo(120);
    assertThat(test.get("accuracy").getAsDouble()).isGreaterThan(0.9);
    assertThat(test.get("baseline_accuracy").getAsDouble()).isEqualTo(40 / 120.0);
    refuses("has nothing to train on: 120 of 120 rows can be used, and none of them is in", all);
    String gaps = "x,1,,2,falls\nx,2,5,2,falls\ny,1,,2,rises\ny,2,6,2,rises\n";
    Path gap = jobs.table("gap.csv", "device,time,a,b,kind\n" + gaps);
    assertThatThrownBy(() -> new EvaluateRun(jobs.context(gap, Jobs.CLASSIFY, all)).run(model))
        .hasMessageContaining("data.features: column '[a, b]' of")
        .hasMessageContaining("has a value that is null, NaN or infinite in 2 of 2 rows");
    String[] skipping = {all[0], all[1], all[2], "data.missing=skip-window"};
    assertThatThrownBy(() -> new EvaluateRun(jobs.context(gap, Jobs.CLASSIFY, skipping)).run(model))
        .hasMessageContaining("has no valid sequence: all 2 rows are left out");
  }

  @Test
  void duplicateTime() {
    Path twice =
        jobs.table(
            "twice.csv", "device,time,a,b,kind\nx,1,1,2,falls\nx,1,3,4,falls\ny,1,1,2,rises\n");
    assertThatThrownBy(() -> jobs.train(twice, Jobs.CLASSIFY))
        .satisfies(
            e ->
                assertThat(Failures.rootMessage(e))
                    .contains("column 'time' of", "has the same time twice in one sequence"));
  }

  @Test
  void scoreNamesTheClass() {
    JsonObject summary = jobs.train(table, Jobs.CLASSIFY);
    Dataset<Row> scored = score(summary.get("model").getAsString(), Jobs.CLASSIFY, "classes");
    assertThat(scored.columns()).containsExactly("device", "prediction", "probability");
    Dataset<Row> truth = table(table.toString()).select("device", "kind").distinct();
    assertThat(scored.join(truth, "device").filter("prediction = kind").count()).isGreaterThan(110);
    assertThat(scored.filter("probability between 0.33 and 1").count()).isEqualTo(120);
  }

  @Test
  void rowsMayHoldWholeSequences() {
    String parquet = directory.resolve("sequences").toString();
    table(table.toString())
        .groupBy("device")
        .agg(
            functions.expr(
                "transform(array_sort(collect_list(struct(time, array(a, b) as v))), x -> x.v) as steps"),
            functions.first("kind").alias("kind"))
        .write()
        .parquet(parquet);
    JsonObject rows = jobs.train(table, Jobs.CLASSIFY);
    JsonObject whole =
        jobs.train(
            Path.of(parquet),
            Jobs.CLASSIFY,
            "data.source.format=parquet",
            "data.series-id=[]",
            "data.features=[steps]",
            "data.time=");
    assertThat(whole.get("weights_sha256")).isEqualTo(rows.get("weights_sha256"));
  }

  private void refuses(String message, String... settings) {
    assertThatThrownBy(() -> jobs.train(table, Jobs.CLASSIFY, settings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aTableWithoutRows() {
    Path empty = jobs.table("empty.csv", "device,time,a,b,kind,drift\n");
    assertThatThrownBy(() -> jobs.train(empty, Jobs.CLASSIFY))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith("empty.csv has no rows");
    assertThatThrownBy(() -> jobs.train(empty, Jobs.CLASSIFY, "data.time=", "data.features=[a]"))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith("empty.csv has no rows");
  }

  @Test
  void columnsThatDoNotFit() {
    refuses(
        "data.label must be given: column with the class or the number of a sequence; for task tag",
        "data.label=");
    refuses("data.label: no column 'sort' in", "data.label=sort");
    refuses(
        "data.targets is given, which is for task forecast, next or tag: remove it, or set task; found task classify",
        "data.targets=[a]");
    refuses("data.series-id is empty", "data.series-id=[]");
    refuses(
        "data.features has 2 columns, but data.time is empty: expected one column of whole sequences",
        "data.time=");
    refuses(
        "data.split.train is 100.0: sequences are split by shares, at most 1",
        "data.split.train=100",
        "data.split.validation=10",
        "data.split.test=10");
    refuses(
        "train.loss is mae, which suits task forecast or regress, not classify", "train.loss=mae");
    refuses("data.features: no column 'c' in", "data.features=[c]");
    refuses(
        "data.features names 'kind', which is also data.label: the network would see the answer",
        "data.features=[a, kind]");
    refuses(
        "train.label-smoothing is given, which is for task classify or tag: remove it, or set task; found task regress",
        "task=regress",
        "data.label=drift",
        "train.label-smoothing=0.1");
    refuses(
        "0 to validate and ",
        "data.split.train=0.8",
        "data.split.validation=1e-9",
        "data.split.test=0.1");
  }

  @Test
  void aLabelThatChangesWithinASequence() {
    String[] changing = {"data.label=b", "data.features=[a]", "task=regress"};
    assertThatThrownBy(() -> jobs.train(table, Jobs.CLASSIFY, changing))
        .satisfies(
            e ->
                assertThat(Failures.rootMessage(e))
                    .contains("column 'b' of", "has several values in one sequence"));
  }

  @Test
  void classesThatAModelDoesNotKnow() {
    String model = jobs.train(table, Jobs.CLASSIFY).get("model").getAsString();
    assertThatThrownBy(
            () ->
                new EvaluateRun(jobs.context(table, Jobs.CLASSIFY, "data.label=device")).run(model))
        .hasMessageContaining("data.label is kind in the model and device in the configuration");
    Path other = jobs.table("other.csv", "device,time,a,b,kind\nx,1,1,2,falls\ny,1,1,2,flies\n");
    assertThatThrownBy(() -> new EvaluateRun(jobs.context(other, Jobs.CLASSIFY)).run(model))
        .hasMessageContaining("data.label: column 'kind' of")
        .hasMessageContaining(
            "has classes that the model does not know: [flies]; it knows [falls, rests, rises]");
  }
}
