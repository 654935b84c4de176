package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
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
import org.sparklstm.job.ml.LstmClassificationModel;
import org.sparklstm.job.ml.SequenceAssembler;

/** One device in ten is broken, which its rows show imperfectly. */
class RareClassesTest {
  private static final List<String> CLASSIFY =
      List.of(
          "task=classify",
          "data.series-id=[device]",
          "data.features=[a]",
          "data.label=state",
          "data.split.train=0.5",
          "data.split.validation=0.25",
          "data.split.test=0.25",
          "model.hidden=4",
          "train.epochs=6",
          "train.learning-rate=0.02");

  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  @BeforeEach
  void table() {
    Random random = new Random(4);
    StringBuilder csv = new StringBuilder("device,time,a,state\n");
    for (int device = 0; device < 1000; device++) {
      boolean broken = device % 10 == 0;
      for (int t = 0; t < 3; t++) {
        csv.append(
            "d%03d,%d,%.4f,%s%n"
                .formatted(
                    device,
                    t,
                    (broken ? 1.3 : 0) + random.nextGaussian(),
                    broken ? "broken" : "ok"));
      }
    }
    jobs = new Jobs(directory);
    table = jobs.table("devices.csv", csv.toString());
  }

  private static JsonObject broken(JsonObject summary) {
    return summary.getAsJsonObject("test").getAsJsonObject("classes").getAsJsonObject("broken");
  }

  @Test
  void aThresholdFindsWhatTheLikelierClassMisses() {
    JsonObject plain = jobs.train(table, CLASSIFY);
    JsonObject careful = jobs.train(table, CLASSIFY, "train.miss-cost=20");
    assertThat(careful.get("weights_sha256")).isEqualTo(plain.get("weights_sha256"));
    assertThat(broken(careful).get("recall").getAsDouble())
        .isGreaterThan(broken(plain).get("recall").getAsDouble())
        .isGreaterThan(0.8);
    assertThat(broken(careful).get("average_precision"))
        .isEqualTo(broken(plain).get("average_precision"));
    assertThat(jobs.shown()).contains("class broken is answered where its probability is above");
    // more wrong answers than always "ok", and yet what was asked for
    assertThat(jobs.shown()).contains("The model finds ", "(balanced accuracy)");
    JsonObject precise = jobs.train(table, CLASSIFY, "train.target-precision=0.7");
    assertThat(broken(precise).get("precision").getAsDouble()).isGreaterThan(0.5);
    assertThat(broken(precise).get("recall").getAsDouble())
        .isLessThan(broken(careful).get("recall").getAsDouble());
    long sum = 0;
    for (var row : careful.getAsJsonObject("test").getAsJsonArray("confusion")) {
      for (var cell : (JsonArray) row) {
        sum += cell.getAsLong();
      }
    }
    assertThat(sum).isEqualTo(careful.getAsJsonObject("test").get("sequences").getAsLong());
  }

  @Test
  void everyDoorUsesTheThresholdOfTheModel() throws IOException {
    String cost = "train.miss-cost=20";
    JsonObject summary = jobs.train(table, CLASSIFY, cost);
    String model = summary.get("model").getAsString();
    String line = new EvaluateRun(jobs.context(table, CLASSIFY)).run(model);
    assertThat(JsonParser.parseString(line).getAsJsonObject().get("test"))
        .isEqualTo(summary.get("test"));
    String output = directory.resolve("scores").toString();
    new ScoreRun(jobs.context(table, CLASSIFY, "score.probabilities=all"))
        .run(model, Optional.empty(), output, SaveMode.ErrorIfExists);
    Dataset<Row> scored = LocalSpark.session().read().parquet(output);
    assertThat(scored.columns())
        .containsExactly(
            "device", "prediction", "probability", "probability_broken", "probability_ok");
    assertThat(scored.filter("abs(probability_broken + probability_ok - 1) > 1e-12").count())
        .isZero();
    assertThat(
            scored
                .filter("prediction = 'broken' and probability_broken < 0.5")
                .filter("probability = probability_broken")
                .count())
        .isGreaterThan(50);
    // what is answered is what was judged
    String[] all = {"data.split.train=0", "data.split.validation=0", "data.split.test=1"};
    JsonArray confusion =
        JsonParser.parseString(new EvaluateRun(jobs.context(table, CLASSIFY, all)).run(model))
            .getAsJsonObject()
            .getAsJsonObject("test")
            .getAsJsonArray("confusion");
    long broken =
        confusion.get(0).getAsJsonArray().get(0).getAsLong()
            + confusion.get(1).getAsJsonArray().get(0).getAsLong();
    assertThat(scored.filter("prediction = 'broken'").count()).isEqualTo(broken);
    LstmClassificationModel stage = LstmClassificationModel.load(model);
    Dataset<Row> sequences =
        new SequenceAssembler()
            .setGroupCols(new String[] {"device"})
            .setTimeCol("time")
            .setInputCols(new String[] {"a"})
            .transform(Jobs.rows(table));
    Map<String, String> expected = new HashMap<>();
    for (Row row : scored.select("device", "prediction").collectAsList()) {
      expected.put(row.getString(0), row.getString(1));
    }
    assertThat(answers(stage, sequences)).isEqualTo(expected);
    String saved = directory.resolve("stage").toString();
    stage.write().overwrite().save(saved);
    assertThat(answers(LstmClassificationModel.load(saved), sequences)).isEqualTo(expected);
    stage.setThresholds(new double[] {0.5, 0.5});
    assertThat(answers(stage, sequences)).isNotEqualTo(expected);
    assertThatThrownBy(() -> stage.setThresholds(new double[] {1}).transform(sequences))
        .hasMessageContaining("thresholds is [1.0], expected one for each of the 2 classes");
    assertThatThrownBy(() -> stage.setThresholds(new double[] {1, -1}))
        .hasMessageContaining("expected a number above 0 for each class");
  }

  private static Map<String, String> answers(LstmClassificationModel stage, Dataset<Row> rows) {
    Map<String, String> answers = new HashMap<>();
    for (Row row : stage.transform(rows).select("device", "prediction").collectAsList()) {
      answers.put(row.getString(0), stage.classNames()[(int) row.getDouble(1)]);
    }
    return answers;
  }

  @Test
  void modelsAreComparedByTheMetricThatIsAskedFor() {
    JsonObject first = jobs.train(table, CLASSIFY, "train.epochs=3", "run.id=first");
    JsonObject second = jobs.train(table, CLASSIFY, "run.id=second");
    for (String metric : List.of("log-loss", "average-precision")) {
      boolean isError = metric.equals("log-loss");
      double before = metric(first, isError);
      double after = metric(second, isError);
      boolean isBetter = isError ? after < before : after > before;
      String pointer = directory.resolve("in-use-" + metric).toString();
      PromoteRun promote =
          new PromoteRun(jobs.context(table, CLASSIFY, "promote.metric=" + metric));
      assertThat(promote.run(first.get("model").getAsString(), pointer, 0).inUse()).isTrue();
      PromoteRun.Outcome outcome = promote.run(second.get("model").getAsString(), pointer, 0);
      assertThat(outcome.inUse()).as(metric).isEqualTo(isBetter);
      JsonObject line = JsonParser.parseString(outcome.line()).getAsJsonObject();
      assertThat(line.get("judged_by").getAsString())
          .isEqualTo(isError ? "log loss" : "1 - area under the precision-recall curve");
      assertThat(line.get("candidate_error").getAsDouble()).isEqualTo(isError ? after : 1 - after);
    }
    assertThatThrownBy(() -> jobs.config(with("promote.metric=mase")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("promote.metric is mase, which suits task forecast, not classify");
  }

  private static double metric(JsonObject summary, boolean isError) {
    return isError
        ? summary.getAsJsonObject("test").get("log_loss").getAsDouble()
        : broken(summary).get("average_precision").getAsDouble();
  }

  private static List<String> with(String... settings) {
    List<String> all = new ArrayList<>(CLASSIFY);
    all.add("data.source.path=x");
    all.addAll(List.of(settings));
    return all;
  }

  @Test
  void whatAThresholdNeedsIsSaid() {
    refuses(
        "a threshold follows from one of them", "train.miss-cost=2", "train.target-precision=0.9");
    refuses(
        "train.target-precision is 1.0, expected at least 0 and below 1",
        "train.target-precision=1.0");
    refuses(
        "choose a threshold on the validation span, which has no sequences",
        "train.miss-cost=2",
        "data.split.validation=0");
    Path three = jobs.table("three.csv", Jobs.devices());
    assertThatThrownBy(() -> jobs.train(three, Jobs.CLASSIFY, "train.miss-cost=2"))
        .hasMessageContaining("are for two classes, found 3");
  }

  private void refuses(String message, String... settings) {
    assertThatThrownBy(() -> jobs.train(table, CLASSIFY, settings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }
}
