package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.UserException;

/** Models of the class of each token, from the command line. */
class TagRunTest {
  /** Whether an event is the last of its kind in its sequence: what only the future tells. */
  private static final List<String> EVENTS =
      List.of(
          "task=tag",
          "data.series-id=[visit]",
          "data.targets=[page]",
          "data.label=kind",
          "model.hidden=16",
          "model.bidirectional=true",
          "train.batch=16",
          "train.learning-rate=0.02",
          "train.epochs=25");

  @TempDir Path directory;
  private Jobs jobs;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
  }

  /** A label is missing here and there. */
  private Path table() {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder("visit,time,page,kind\n");
    for (int visit = 0; visit < 150; visit++) {
      int[] pages = random.ints(1 + random.nextInt(8), 0, 4).toArray();
      for (int t = 0; t < pages.length; t++) {
        boolean comesAgain = false;
        for (int later = t + 1; later < pages.length; later++) {
          comesAgain |= pages[later] == pages[t];
        }
        String kind = random.nextInt(12) == 0 ? "" : comesAgain ? "again" : "last";
        csv.append("v%d,%d,p%d,%s%n".formatted(visit, t, pages[t], kind));
      }
    }
    return jobs.table("events.csv", csv.toString());
  }

  @Test
  void learnsWhatOnlyTheRestOfASequenceTells() {
    Path table = table();
    JsonObject summary = jobs.train(table, EVENTS);
    JsonObject test = summary.getAsJsonObject("test");
    assertThat(test.get("accuracy").getAsDouble()).isGreaterThan(0.93);
    assertThat(test.get("baseline_accuracy").getAsDouble()).isLessThan(0.75);
    String model = summary.get("model").getAsString();
    JobContext all =
        jobs.context(
            table, EVENTS, "data.split.train=0", "data.split.validation=0", "data.split.test=1");
    JsonObject errors =
        JsonParser.parseString(new EvaluateRun(all).run(model))
            .getAsJsonObject()
            .getAsJsonObject("test");
    Dataset<Row> scores = jobs.score(all, model, table);
    assertThat(scores.columns()).containsExactly("visit", "page", "prediction", "probability");
    // the accuracy over all tokens with a label, once more
    Dataset<Row> labels =
        all.spark()
            .read()
            .option("header", true)
            .csv(table.toString())
            .groupBy("visit")
            .agg(
                functions
                    .sort_array(
                        functions.collect_list(
                            functions.expr("struct(time, coalesce(kind, '?') as kind)")))
                    .alias("known"));
    Row found =
        scores
            .join(labels, "visit")
            .selectExpr("explode(arrays_zip(known.kind, prediction)) as pair")
            .selectExpr("pair.kind as kind", "pair.prediction as prediction")
            .filter("kind <> '?'")
            .selectExpr("avg(cast(kind = prediction as double))", "count(*)")
            .first();
    assertThat(found.getDouble(0)).isEqualTo(errors.get("accuracy").getAsDouble());
    assertThat(found.getLong(1))
        .isEqualTo(
            errors.getAsJsonObject("classes").entrySet().stream()
                .mapToLong(one -> one.getValue().getAsJsonObject().get("tokens").getAsLong())
                .sum());
  }

  @Test
  void theResultDoesNotDependOnTheCluster() {
    Path table = table();
    Set<Object> weights = new HashSet<>();
    for (String[] way :
        new String[][] {{"replicated", "single", "1"}, {"partitioned", "distributed", "3"}}) {
      JsonObject summary =
          jobs.train(
              table,
              EVENTS,
              "train.epochs=3",
              "model.head-dropout=0.2",
              "train.regularization.masks=streams",
              "data.shard-bytes=800",
              "data.placement=" + way[0],
              "train.execution=" + way[1],
              "data.partitions=" + way[2]);
      assertThat(summary.getAsJsonObject("data").get("shards").getAsInt()).isGreaterThan(2);
      weights.add(summary.get("weights_sha256"));
    }
    assertThat(weights).hasSize(1);
  }

  @Test
  void refusesWhatCannotBeLearnt() {
    Path one = jobs.table("one.csv", "visit,time,page,kind\n1,1,a,x\n1,2,b,x\n2,1,a,x\n2,2,b,\n");
    assertThatThrownBy(() -> jobs.train(one, EVENTS))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has the classes [x], expected at least two");
    Path unknown = jobs.table("unknown.csv", "visit,time,page,kind\n1,1,a,\n1,2,b,\n2,1,a,\n");
    assertThatThrownBy(() -> jobs.train(unknown, EVENTS))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data.label: column 'kind'")
        .hasMessageContaining("is null for all tokens");
    assertThatThrownBy(() -> jobs.train(table(), EVENTS, "data.split.unit=share"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data.split.unit is share, but sequences");
    assertThatThrownBy(() -> jobs.train(table(), EVENTS, "data.label=sort"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no column 'sort'");
    assertThatThrownBy(() -> jobs.train(table(), EVENTS, "train.bptt=5"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("train.bptt");
  }
}
