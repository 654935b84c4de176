package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;

/**
 * Accuracy on two tables about machines, {@code -Ddevices=DIRECTORY}: faults.parquet, and
 * life_train.parquet with life_test.parquet.
 */
class DevicesSoak {
  @TempDir Path directory;
  private Path tables;
  private Jobs jobs;

  @BeforeEach
  void tables() {
    tables = Path.of(System.getProperty("devices", "no-directory"));
    assumeTrue(Files.isDirectory(tables), "needs -Ddevices=DIRECTORY with the tables");
    jobs = new Jobs(directory);
  }

  @ParameterizedTest
  @ValueSource(ints = {42, 0, 1})
  void rareFaultsOfUnseenDevicesAreFound(int seed) {
    List<String> settings =
        List.of(
            "task=classify",
            "data.series-id=[device]",
            "data.features=[temp, vib, pressure, current, volt, rpm]",
            "data.label=label",
            "window.lookback=48",
            "window.stride=6");
    JsonObject summary =
        jobs.train(
            tables.resolve("faults.parquet"),
            settings,
            "data.source.format=parquet",
            "run.seed=" + seed);
    double area =
        summary
            .getAsJsonObject("test")
            .getAsJsonObject("classes")
            .getAsJsonObject("1")
            .get("average_precision")
            .getAsDouble();
    System.out.printf("faults, seed %d: area under the curve %.3f%n", seed, area);
    assertThat(area).isGreaterThan(0.62);
  }

  @ParameterizedTest
  @ValueSource(ints = {42, 0, 1})
  void theLifeThatIsLeftOfUnseenEnginesIsPredicted(int seed) {
    String sensors =
        String.join(", ", IntStream.range(0, 14).mapToObj(sensor -> "s" + sensor).toList());
    List<String> settings =
        List.of(
            "task=regress",
            "data.series-id=[unit]",
            "data.features=[" + sensors + "]",
            "data.label=left",
            "window.lookback=30");
    Path train = tables.resolve("life_train.parquet");
    String[] query = {
      "data.time=cycle",
      "data.source.format=parquet",
      "run.seed=" + seed,
      "data.source.sql=SELECT *, least(rul, 125) AS left FROM source"
    };
    String model = jobs.train(train, settings, query).get("model").getAsString();
    String test = tables.resolve("life_test.parquet").toString();
    String output = directory.resolve("answers").toString();
    new ScoreRun(jobs.context(train, settings, "data.time=cycle", "data.source.format=parquet"))
        .run(model, Optional.of(test), output, SaveMode.ErrorIfExists);
    double error =
        LocalSpark.session()
            .read()
            .parquet(output)
            .join(LocalSpark.session().read().parquet(test), new String[] {"unit", "cycle"})
            .selectExpr("sqrt(avg(pow(prediction - least(rul, 125), 2)))")
            .first()
            .getDouble(0);
    System.out.printf("life, seed %d: root mean square error %.1f%n", seed, error);
    assertThat(error).isLessThan(25.5);
  }
}
