package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten million parameters, with the driver's memory that deploy/local sets. */
class WideModelSoak {
  private static final String[][] WAYS = {
    {"local[2]", "train.execution=single"},
    {"local[2]", "train.execution=distributed"},
    {"local-cluster[2,1,1024]", "train.execution=auto"},
    {"local-cluster[2,1,1024]", "train.aggregation-depth=2"},
  };

  @TempDir Path directory;

  @Test
  void tenMillionParametersTrainOnOneMachineAndOnTwoExecutors() throws Exception {
    String table = directory.resolve("table").toString();
    Submit.Result written =
        Submit.run(directory, "local[2]", "generate", table, "--series", "3", "--rows", "1000");
    assertThat(written.exitCode()).as(written.errors()).isZero();
    Set<JsonElement> weights = new HashSet<>();
    for (String[] way : WAYS) {
      Submit.Result trained =
          Submit.run(
              directory,
              way[0],
              "train",
              "--config",
              Submit.ROOT.resolve("conf/large.conf").toString(),
              "--set",
              "data.source.path=" + table,
              "--set",
              "data.split.train=0.7",
              "--set",
              "data.split.validation=0.15",
              "--set",
              "data.split.test=0.15",
              "--set",
              "window.stride=16",
              "--set",
              "model.hidden=1600",
              "--set",
              "train.batch=16",
              "--set",
              way[1],
              "--set",
              "run.resume=never",
              "--set",
              "run.output=" + directory);
      assertThat(trained.exitCode()).as(trained.errors()).isZero();
      JsonObject summary = trained.json();
      assertThat(summary.get("parameters").getAsInt()).isGreaterThan(10_000_000);
      weights.add(summary.get("weights_sha256"));
    }
    assertThat(weights).hasSize(1);
  }
}
