package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that are planted everywhere come out nowhere. */
class SecretsIT {
  private static final String PLANTED = "pl4nted-";
  private static final String HIDDEN = "***hidden***";

  @TempDir Path directory;

  /** Each command has secrets of its own: a driver goes on hiding those it has heard of. */
  private int commands;

  private String planted;

  private Submit.Result train(String... settings) throws Exception {
    commands++;
    Path events = Files.createDirectories(directory.resolve("events"));
    planted = PLANTED + UUID.randomUUID() + commands + "-";
    List<String> options = new ArrayList<>(Submit.options("local[1]"));
    options.addAll(
        List.of(
            "--conf",
            "spark.eventLog.enabled=true",
            "--conf",
            "spark.eventLog.compress=false",
            "--conf",
            "spark.eventLog.dir=" + events.toUri(),
            "--conf",
            "spark.hadoop.fs.s3a.secret.key=" + planted + 1,
            "--conf",
            "spark.hadoop.fs.s3a.access.key=" + planted + 2));
    List<String> all =
        new ArrayList<>(
            List.of(
                "train.epochs=1",
                "model.hidden=4",
                "window.stride=16",
                "run.output=" + directory.resolve("runs"),
                "data.source.options.password=" + planted + 3,
                "data.source.options.url=jdbc:h2:mem?user=me&password=" + planted + 4,
                "data.source.options.account=me/" + planted + 2 + "@db",
                "score.options.\"api.token\"=" + planted + 5));
    for (String setting : settings) {
      all.add(setting.replace(PLANTED, planted));
    }
    List<String> arguments =
        new ArrayList<>(List.of(Electricity.train(all.toArray(String[]::new))));
    arguments.add("--stacktrace");
    return Submit.shared(directory, options, arguments.toArray(String[]::new));
  }

  /** In all files below the directory: outputs of drivers, event logs, everything of runs. */
  private void assertNothingPlanted() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(PLANTED);
      }
    }
  }

  @Test
  void aRunKeepsSecretsToItself() throws Exception {
    Submit.Result trained = train();
    assertThat(trained.exitCode()).as(trained.errors()).isZero();
    assertThat(Files.readString(directory.resolve("runs/electricity/config.conf")))
        .contains(HIDDEN)
        .doesNotContain("me/");
    try (Stream<Path> logs = Files.walk(directory.resolve("events"))) {
      assertThat(logs.filter(Files::isRegularFile))
          .anySatisfy(log -> assertThat(log).content().contains("SparkListenerEnvironmentUpdate"));
    }
    assertNothingPlanted();
    // a secret may change while a run goes on; what is hidden counts as the same
    assertThat(train("data.source.options.password=" + PLANTED + 6).json().get("status"))
        .hasToString("\"already-complete\"");
    assertNothingPlanted();
  }

  /**
   * Places where a run fails, each with a secret in what it fails on, and what the error says;
   * {@code -Dplaces=20} tries all of them.
   */
  private static final String[][] FAILURES = {
    {"run.output=s3a://me:" + PLANTED + "7@bucket/runs", HIDDEN},
    {"data.source.path=s3a://me:" + PLANTED + "8@bucket/table", HIDDEN},
    {"data.source.format=" + PLANTED + 3, HIDDEN},
    {"data.source.options.password=[" + PLANTED + "10]", HIDDEN},
    {"data.source.sql=select * from parquet.`s3a://k:" + PLANTED + "@b/t`", "error: "},
    {"data.source.sql=selec password '" + PLANTED + "11'", "error: "},
    {"data.source.sql=select cast('" + PLANTED + "12' as int) as demand, 1 as hour", "error: "},
    {"data.source.sql=select raise_error('" + PLANTED + "13') as demand", "error: "},
    {"data.source.options={token: [\"" + PLANTED + "14\"]}", "error: "},
    {"model.hidden=?password=" + PLANTED + 15, "error: "},
    {"data.targets=[\"token=" + PLANTED + "16\"]", "error: "},
    {"train.initial-weights=s3a://me:" + PLANTED + "17@bucket/model", HIDDEN},
    {"window.lookback=1000000", "error: "},
    {"run.id=../password=" + PLANTED + 18, "error: "},
    {"data.source.path=/nowhere?sig=" + PLANTED + 19, "error: "},
    {"data.source.format=jdbc", "error: "},
    {"data.source.format=kafka", "error: "},
    {"run.resume=required", "error: "},
    {"window.horizon=password=" + PLANTED + 20, "error: "},
    {"data.time=token=" + PLANTED + 21, "error: "},
  };

  @Test
  void soDoErrors() throws Exception {
    int places = Integer.getInteger("places", 5);
    for (int i = 0; i < FAILURES.length; i += FAILURES.length / places) {
      Submit.Result result = train(FAILURES[i][0]);
      assertThat(result.exitCode()).as(FAILURES[i][0] + result.errors()).isEqualTo(1);
      assertThat(result.errors()).as(FAILURES[i][0]).contains("error: ", "\tat ", FAILURES[i][1]);
      assertNothingPlanted();
    }
  }
}
