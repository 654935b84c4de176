package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The published protocol on ETTh1, whose licence keeps it out of the project: runs where the file
 * lies in {@code ../shared/data} or where {@code ETTH1_CSV} names it.
 */
class Etth1IT {
  @TempDir Path directory;

  private static Path table() {
    String named = System.getenv("ETTH1_CSV");
    return named == null
        ? Submit.ROOT.resolveSibling("shared").resolve("data/ETTh1.csv")
        : Path.of(named);
  }

  @Test
  void reachesWhatPyTorchReaches() throws Exception {
    if (!Files.exists(table())) {
      abort("skipped: no ETTh1.csv at %s; set ETTH1_CSV to its path".formatted(table()));
    }
    Submit.Result result =
        Submit.run(
            directory,
            "local[2]",
            "train",
            "--config",
            Submit.ROOT.resolve("conf/etth1.conf").toString(),
            "--set",
            "data.source.path=" + table());
    assertThat(result.exitCode()).as(result.errors()).isZero();
    JsonObject test = result.json().getAsJsonObject("test");
    assertThat(test.get("windows").getAsInt()).isEqualTo(2857);
    assertThat(test.get("baseline_mse").getAsDouble()).isCloseTo(1.222, Offset.offset(0.0005));
    assertThat(test.get("mse").getAsDouble()).isLessThan(0.42);
  }
}
