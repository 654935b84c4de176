package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table twice as large as the executor's heap. */
class LargeTableSoak {
  @TempDir Path directory;

  @Test
  void aTableOfOneGigabyteTrainsInHalfOfIt() throws Exception {
    String table = directory.resolve("table").toString();
    Submit.Result written =
        Submit.run(directory, "local[2]", "generate", table, "--series", "250", "--rows", "153392");
    assertThat(written.exitCode()).as(written.errors()).isZero();
    Submit.Result trained =
        Submit.run(
            directory,
            List.of("--master", "local-cluster[1,2,512]", "--conf", "spark.executor.memory=512m"),
            "train",
            "--config",
            Submit.ROOT.resolve("conf/large.conf").toString(),
            "--set",
            "data.source.path=" + table,
            "--set",
            "run.output=" + directory,
            "--set",
            "train.epochs=5");
    assertThat(trained.exitCode()).as(trained.errors()).isZero();
    JsonObject summary = trained.json();
    assertThat(summary.getAsJsonObject("data").get("cached_bytes").getAsLong())
        .isGreaterThan(1 << 30);
    assertThat(summary.getAsJsonObject("test").get("mse").getAsDouble()).isLessThan(0.3);
  }
}
