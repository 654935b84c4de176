package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;

/** The model in use has seen all rows, and the one that is judged has not. */
class RefitTest {
  @TempDir Path directory;

  private static JsonObject json(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }

  @Test
  void theFirstTrainingIsJudgedAndTheSecondUsed() throws Exception {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("panel.csv", Jobs.panel());
    JsonObject once = jobs.train(table, Jobs.PANEL);
    JsonObject twice =
        jobs.train(table, Jobs.PANEL, "train.refit=all", "run.id=twice", "data.partitions=2");
    assertThat(twice.get("judged_weights_sha256")).isEqualTo(once.get("weights_sha256"));
    assertThat(twice.get("weights_sha256")).isNotEqualTo(once.get("weights_sha256"));
    assertThat(twice.get("test")).isEqualTo(once.get("test"));

    JobContext context = jobs.context(table, Jobs.PANEL, "train.refit=all", "run.id=twice");
    String model = directory.resolve("runs/twice/model").toString();
    JsonObject evaluated = json(new EvaluateRun(context).run(model));
    assertThat(evaluated.get("test"))
        .as("by the model that has not seen it")
        .isEqualTo(once.get("test"));
    assertThat(evaluated.get("test_span_seen_in_training").getAsString()).isEqualTo("no");

    String first = score(context, directory.resolve("runs/run/model").toString(), "first");
    String second = score(context, model, "second");
    assertThat(second).isNotEqualTo(first);
    assertThat(Files.exists(directory.resolve("runs/twice/model/000000001/judged/model.json")))
        .isTrue();
    JobContext again =
        jobs.context(table, Jobs.PANEL, "train.refit=all", "run.id=twice", "run.resume=auto");
    assertThat(json(new TrainRun(again).run()).get("status").getAsString())
        .isEqualTo("already-complete");
  }

  private String score(JobContext context, String model, String name) {
    String output = directory.resolve(name).toString();
    new ScoreRun(context).run(model, Optional.empty(), output, SaveMode.ErrorIfExists);
    return LocalSpark.session()
        .read()
        .parquet(output)
        .orderBy("store", "time")
        .collectAsList()
        .toString();
  }
}
