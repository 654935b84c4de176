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

  @TempDir Path directory;

  /** Each command has secrets of its own: a driver goes on hiding those it has heard of. */
  private int commands;

  private String planted;

  private Submit.Result train(String... settings) throws Exception {
    commands++;
    planted = PLANTED + UUID.randomUUID() + commands + "-";
    List<String> options = new ArrayList<>(Submit.quick("local[1]"));
    options.addAll(
        List.of(
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

  /** In all files below the directory: outputs of drivers and everything of runs. */
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
        .contains("***hidden***")
        .doesNotContain("me/");
    assertNothingPlanted();
    // a secret may change while a run goes on; what is hidden counts as the same
    assertThat(train("data.source.options.password=" + PLANTED + 6).json().get("status"))
        .hasToString("\"already-complete\"");
    assertNothingPlanted();
  }

  @Test
  void soDoErrors() throws Exception {
    String[] failures = {
      "run.output=s3a://me:" + PLANTED + "7@bucket/runs",
      "data.source.path=s3a://me:" + PLANTED + "8@bucket/table",
      "data.source.format=" + PLANTED + 3,
      "data.source.options.password=[" + PLANTED + "10]"
    };
    for (String failure : failures) {
      Submit.Result result = train(failure);
      assertThat(result.exitCode()).as(failure).isEqualTo(1);
      assertThat(result.errors()).as(failure).contains("error: ", "\tat ", "***hidden***");
    }
    assertNothingPlanted();
  }
}
