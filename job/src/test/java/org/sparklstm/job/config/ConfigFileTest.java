package org.sparklstm.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.job.UserException;

class ConfigFileTest {
  private static final String SMALL =
      "data { time = t, targets = [x] }, window { lookback = 5, horizon = 2 }";

  @TempDir Path directory;

  private JobConfig read(String text, String... changes) throws Exception {
    Path file = Files.writeString(directory.resolve("a.conf"), text);
    return ConfigFile.read(file.toString(), List.of(changes), new Configuration());
  }

  @Test
  void absentKeysHaveTheirDefaults() throws Exception {
    JobConfig config = read(SMALL);
    assertThat(config.train().batch()).isEqualTo(64);
    assertThat(config.train().block()).isEqualTo(OptionalInt.empty());
    assertThat(config.data().split().train()).isEqualTo(0.7);
    assertThat(config.window().baseline()).isEqualTo(Baseline.LAST);
    assertThat(config.data().source().path()).isEmpty();
  }

  @Test
  void changesOverrideTheFileAndMayContainAnything() throws Exception {
    JobConfig config =
        read(
            SMALL,
            "run.output=s3a://bucket/a b#c",
            "train.epochs=7",
            "data.targets=[a, \"b c\"]",
            "data.features=d,e",
            "data.partitions=3",
            "data.source.options.sep=;");
    assertThat(config.run().directory()).isEqualTo("s3a://bucket/a b#c/run");
    assertThat(config.train().epochs()).isEqualTo(7);
    assertThat(config.data().columns()).containsExactly("a", "b c", "d", "e");
    assertThat(config.data().partitions()).hasValue(3);
    assertThat(config.data().source().options()).containsEntry("sep", ";");
    assertThatThrownBy(() -> read(SMALL, "train.epochs"))
        .isInstanceOf(UserException.class)
        .hasMessage("--set train.epochs: expected key=value");
  }

  @Test
  void aRenderedConfigurationReadsBackAsItself() throws Exception {
    JobConfig config =
        read(
            SMALL,
            "data.source.path=/a/b.csv",
            "data.source.options.dateFormat=yyyy",
            "train.block=5",
            "data.series-id=[p,q]",
            "window.baseline=seasonal",
            "window.period=3",
            "data.missing=forward-fill");
    assertThat(read(ConfigFile.render(config))).isEqualTo(config);
  }

  @Test
  void secretsAreNotRendered() throws Exception {
    JobConfig config =
        read(SMALL, "data.source.options={password=hunter2,\"fs.s3a.access.key\"=AKIA,header=me}");
    assertThat(ConfigFile.render(config)).doesNotContain("hunter2", "AKIA").contains("header=me");
  }

  @Test
  void theRecordsThemselvesRefuseValuesOutOfRange() {
    assertThatThrownBy(() -> new CheckpointConfig(-1, 1, 1, 1))
        .isInstanceOf(UserException.class)
        .hasMessage("checkpoint.every-steps is -1, expected at least 0");
  }

  @Test
  void conflictingKeysAreNamed() {
    assertThatThrownBy(() -> read(SMALL, "train.momentum=0.5"))
        .hasMessageContaining("train.momentum is 0.5: only sgd and rmsprop have a momentum");
    assertThatThrownBy(() -> read(SMALL, "train.optimizer=sgd", "train.nesterov=true"))
        .hasMessageContaining("train.nesterov needs train.optimizer = sgd and train.momentum");
    assertThatThrownBy(
            () ->
                read(
                    SMALL,
                    "train.schedule.kind=cosine",
                    "train.schedule.warm-up=3",
                    "train.epochs=3"))
        .hasMessageContaining("train.schedule.warm-up is 3: it must be below train.epochs (3)");
    assertThatThrownBy(() -> read(SMALL, "train.schedule.lowest=1"))
        .hasMessageContaining("train.schedule.lowest is 1.0: it must not be above");
    assertThatThrownBy(() -> read(SMALL, "train.schedule.kind=plateau", "train.schedule.epochs=4"))
        .hasMessageContaining("train.patience is 5: training would stop before the rate falls");
    assertThatThrownBy(() -> read(SMALL, "train.schedule.kind=cosin"))
        .hasMessageContaining("expected one of constant, step, cosine, plateau");
  }

  @Test
  void splitsAreSharesOrRows() {
    assertThat(Splits.of(0.7, 0.1, 0.2, SplitConfig.Unit.AUTO).bounds(1000))
        .isEqualTo(new SplitBounds(700, 800, 1000));
    assertThat(Splits.of(8640, 2880, 2880, SplitConfig.Unit.AUTO).bounds(17420))
        .isEqualTo(new SplitBounds(8640, 11520, 14400));
    assertThat(Splits.of(8640, 2880, 2880, SplitConfig.Unit.AUTO).bounds(10_000))
        .isEqualTo(new SplitBounds(8640, 10_000, 10_000));
    assertThatThrownBy(() -> Splits.of(100, 0.5, 20, SplitConfig.Unit.AUTO))
        .hasMessageContaining("must all be whole");
  }

  @Test
  void aSourceIsAPathATableOrAQuery() {
    Optional<String> none = Optional.empty();
    Optional<String> path = Optional.of("/p");
    Optional<String> query = Optional.of("SELECT 1");
    Map<String, String> option = Map.of("sep", ";");
    assertThat(new SourceConfig("csv", path, option, none, query).sql()).isEqualTo(query);
    assertThatThrownBy(() -> new SourceConfig("parquet", path, Map.of(), path, none))
        .hasMessageContaining("data.source.table is given beside data.source.path");
    assertThatThrownBy(() -> new SourceConfig("parquet", none, Map.of(), path, query))
        .hasMessageContaining("data.source.table is given beside data.source.sql");
    assertThatThrownBy(() -> new SourceConfig("parquet", none, option, none, query))
        .hasMessageContaining("data.source.options has no effect on a query")
        .hasMessageContaining("set data.source.path too");
    assertThatThrownBy(() -> new SourceConfig("csv", none, Map.of(), path, none))
        .hasMessageContaining("data.source.format has no effect on a table");
  }

  @Test
  void theLastRowsCanBeHeldOut() {
    SplitConfig last = Splits.of(0.7, 14, 28, SplitConfig.Unit.ROWS_FROM_END);
    assertThat(last.bounds(1000)).isEqualTo(new SplitBounds(958, 972, 1000));
    assertThat(last.bounds(30)).isEqualTo(new SplitBounds(0, 2, 30));
    assertThat(last.bounds(20)).isEqualTo(new SplitBounds(0, 0, 20));
    assertThatThrownBy(() -> Splits.of(0.7, 0.1, 28, SplitConfig.Unit.ROWS_FROM_END))
        .hasMessageContaining(
            "data.split.validation is 0.1, data.split.test 28.0: numbers of rows from the end must be whole");
    assertThatThrownBy(() -> Splits.of(1, 1, 5, SplitConfig.Unit.SHARE))
        .hasMessageContaining("shares must add up to at most 1");
    assertThat(Splits.of(1, 1, 5, SplitConfig.Unit.ROWS).bounds(100))
        .isEqualTo(new SplitBounds(1, 2, 7));
  }

  @Test
  void nothingIsNoName() {
    assertThatThrownBy(() -> read(SMALL + "\ndata.features = [null]"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data.features");
  }

  @Test
  void namesOfOptionsMayBeAnyText() {
    for (String option : List.of("50%x", "a=b", "{a}", "data.label")) {
      assertThatThrownBy(() -> read(SMALL + "\ndata.source.options { \"" + option + "\" = [1] }"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(option);
    }
  }

  @Test
  void aStoredConfigurationRefersToNothingOutside() throws Exception {
    String good = "data { time = t, targets = [x] }\nwindow { lookback = 5, horizon = 2 }\n";
    assertThat(ConfigFile.parse(good, "stored").window().lookback()).isEqualTo(5);
    Path other = Files.writeString(directory.resolve("other.conf"), "run.id = other\n");
    for (String bad :
        List.of(
            "include file(\"" + other + "\")",
            "include url(\"file:" + other + "\")",
            "include \"" + other + "\"",
            "include classpath(\"reference.conf\")",
            "run.id = ${HOME}",
            "run.id = ${?HOME}",
            "run.id = ${data.time}")) {
      assertThatThrownBy(() -> ConfigFile.parse(good + bad, "stored"))
          .as(bad)
          .isInstanceOf(UserException.class)
          .hasMessageMatching(
              "(stored refers to values outside of it|.*it has an include, which no run writes.*)");
    }
  }

  /** A file of the user's may include files, and fetches nothing. */
  @Test
  void aConfigurationIncludesFilesButNoUrl() throws Exception {
    Files.writeString(directory.resolve("base.conf"), "run.id = included\n");
    assertThat(read(SMALL + "\ninclude \"base.conf\"").run().id()).isEqualTo("included");
    for (String url : List.of("url(\"http://127.0.0.1:9/x\")", "\"http://127.0.0.1:9/x\"")) {
      assertThatThrownBy(() -> read(SMALL + "\ninclude " + url))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("not a URL");
    }
  }

  @Test
  void aRunIsNotNamedByControlCharacters() {
    assertThatThrownBy(() -> ConfigFile.parse("run.id = \"a\\u001b[31m\"", "x"))
        .hasMessageContaining("run.id is 'a\ufffd[31m', expected the name of a directory");
  }
}
