package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.io.NamedParameters;
import org.sparklstm.core.io.Safetensors;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.storage.StorageException;

/** Every kind of invalid input gives one message that names what was found and expected. */
class BadInputTest {
  @TempDir Path directory;
  private Jobs jobs;

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
  }

  private void refuses(String message, String csv, String... settings) {
    Path table = jobs.table("table.csv", csv);
    assertThatThrownBy(() -> jobs.train(table, Jobs.TWO_SERIES, settings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
    assertThat(directory.resolve("runs/run/model")).doesNotExist();
  }

  private void refusesConfiguration(String message, String text) {
    Path file = jobs.file("some.conf", text);
    assertThatThrownBy(
            () ->
                ConfigFile.read(
                    file.toString(),
                    List.of(),
                    LocalSpark.session().sparkContext().hadoopConfiguration()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  private static final String GOOD =
      "data { time = t, targets = [x] }\nwindow { lookback = 5, horizon = 2 }\n";

  @Test
  void unknownKey() {
    refusesConfiguration(
        "some.conf: 3: unknown key train.lerning-rate; did you mean train.learning-rate?",
        GOOD + "train.lerning-rate = 1");
    refusesConfiguration("unknown key windows; did you mean window?", GOOD + "windows { }");
    refusesConfiguration(
        "unknown key train.lookback; did you mean window.lookback?", GOOD + "train.lookback = 3");
  }

  @Test
  void wrongType() {
    refusesConfiguration(
        "some.conf: 3: train.epochs is \"ten\", expected a whole number",
        GOOD + "train.epochs = ten");
    refusesConfiguration(
        "train.epochs is 1.5, expected a whole number", GOOD + "train.epochs = 1.5");
    refusesConfiguration(
        "train.optimizer is \"adan\", expected one of adam, adamw, sgd, rmsprop, adagrad",
        GOOD + "train.optimizer = adan");
    refusesConfiguration(
        "model.bidirectional is \"maybe\", expected true or false",
        GOOD + "model.bidirectional = maybe");
    refusesConfiguration("train is 3, expected a section { … }", GOOD + "train = 3");
    refusesConfiguration(
        "data.partitions is \"some\", expected auto or a whole number",
        GOOD + "data.partitions = some");
  }

  @Test
  void numberOutOfRange() {
    refusesConfiguration(
        "some.conf: 3: train.epochs is -1, expected at least 0", GOOD + "train.epochs = -1");
    refusesConfiguration(
        "model.dropout is 1.0, expected at least 0 and below 1", GOOD + "model.dropout = 1");
    refusesConfiguration(
        "train.learning-rate is -0.1, expected above 0", GOOD + "train.learning-rate = -0.1");
    refusesConfiguration("data.partitions is 0, expected at least 1", GOOD + "data.partitions = 0");
  }

  @Test
  void missingKeyOrBadSyntax() {
    refusesConfiguration("data.time must be given", "data { targets = [x] }");
    refusesConfiguration("some.conf: 2", "data {\n time = = }");
    refusesConfiguration("data.targets must be given", GOOD + "data.targets = []");
  }

  @Test
  void splitsOverOne() {
    refusesConfiguration(
        "data.split.train is 0.8, data.split.validation 0.2, data.split.test 0.2: shares must add up to at most 1",
        GOOD + "data.split { train = 0.8, validation = 0.2, test = 0.2 }");
  }

  @Test
  void seasonalWithoutPeriod() {
    refusesConfiguration(
        "window.baseline is seasonal, window.period is 0", GOOD + "window.baseline = seasonal");
  }

  @Test
  void missingFile() {
    assertThatThrownBy(() -> jobs.train(directory.resolve("none.csv"), Jobs.TWO_SERIES))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data.source.path: ")
        .hasMessageContaining("none.csv does not exist");
    assertThatThrownBy(() -> jobs.train(directory, Jobs.TWO_SERIES, "data.source.format=parq"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("data.source.format: Spark knows no format 'parq'");
    assertThatThrownBy(
            () ->
                ConfigFile.read(
                    "/none.conf", List.of(), new org.apache.hadoop.conf.Configuration()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("configuration file /none.conf cannot be read");
  }

  @Test
  void missingTableOrBrokenQuery() {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    JobContext context = jobs.context(table, Jobs.TWO_SERIES);
    assertThat(context.tableName()).endsWith("table.csv");
    assertThatThrownBy(
            () ->
                new TrainRun(
                        new JobContext(
                            context.spark(),
                            jobs.config(
                                List.of(
                                    "run.output=" + directory.resolve("runs"),
                                    "data.time=time",
                                    "data.targets=[x]",
                                    "window.lookback=3",
                                    "window.horizon=1",
                                    "data.source.table=no_such_table")),
                            context.console()))
                    .run())
        .isInstanceOf(UserException.class)
        .hasMessageContaining("data.source.table: no_such_table cannot be read");
  }

  @Test
  void emptyTable() {
    refuses("table.csv has no rows", "store,time,sales,price\n");
  }

  @Test
  void unknownColumn() {
    refuses("data.targets: no column 'sale' in", Jobs.twoSeries(), "data.targets=[sale]");
    refuses("its columns are [store, time, sales, price]", Jobs.twoSeries(), "data.time=timestamp");
  }

  @Test
  void columnThatIsNotANumber() {
    refuses(
        "data.features: column 'price' of",
        Jobs.twoSeries().replaceFirst(",5\\.00", ",cheap"),
        "data.features=[price]");
    refuses(
        "is of type string, expected timestamp, date or a whole number",
        Jobs.twoSeries(),
        "data.time=store",
        "data.series-id=[]");
  }

  @Test
  void missingValues() {
    String csv =
        Jobs.twoSeries()
            .replace("s2,2024-01-02 03:00:00,", "s2,2024-01-02 03:00:00,NaN,1 \n#")
            .replaceAll("#.*", "")
            .replaceAll("\n\n", "\n")
            .replaceAll(" \n", "\n");
    refuses("column 'sales' of", csv);
    refuses(
        "has 1 values that are null, NaN or infinite, first in series store=s2 at 2024-01-02 03:00; set data.missing to forward-fill or skip-window",
        csv);
    refuses(
        "has 2 values that are null, NaN or infinite, first in series store=s1 at 2024-01-01 05:00",
        csv.replaceFirst("05:00:00,[0-9.]+", "05:00:00,"));
    refuses(
        "has 1 values that are null, NaN or infinite",
        Jobs.twoSeries().replaceFirst("05:00:00,[0-9.]+", "05:00:00,Inf"));
  }

  @Test
  void missingValuesAreFilledOrSkippedWhenAsked() {
    Path table =
        jobs.table("table.csv", Jobs.twoSeries().replaceFirst("05:00:00,[0-9.]+", "05:00:00,"));
    JsonObject whole = jobs.train(jobs.table("whole.csv", Jobs.twoSeries()), Jobs.TWO_SERIES);
    JsonObject filled = jobs.train(table, Jobs.TWO_SERIES, "data.missing=forward-fill");
    JsonObject skipped = jobs.train(table, Jobs.TWO_SERIES, "data.missing=skip-window");
    assertThat(trainWindows(filled)).isEqualTo(trainWindows(whole));
    // the windows with anchors 12 to 17 contain row 5
    assertThat(trainWindows(skipped)).isEqualTo(trainWindows(whole) - 6);
  }

  private static long trainWindows(JsonObject summary) {
    return summary.getAsJsonObject("data").get("train_windows").getAsLong();
  }

  @Test
  void missingTime() {
    refuses(
        "have no time in column 'time', the first in series store=s1",
        Jobs.twoSeries().replaceFirst("2024-01-01 05:00:00", ""));
  }

  @Test
  void duplicateTimes() {
    refuses("data.time: 1 rows of", Jobs.twoSeries() + "s2,2024-01-03 04:00:00,1,1\n");
    refuses(
        "first in series store=s2 at 2024-01-03 04:00; name the columns that identify series in data.series-id, or remove the duplicates",
        Jobs.twoSeries() + "s2,2024-01-03 04:00:00,1,1\n");
    refuses("data.time: 200 rows of", Jobs.twoSeries(), "data.series-id=[]");
  }

  @Test
  void irregularSpacingIsWarnedOf() {
    Path table =
        jobs.table("table.csv", Jobs.twoSeries().replaceAll("s1,2024-01-02 0[123]:00:00,.*\n", ""));
    jobs.train(table, Jobs.TWO_SERIES);
    assertThat(jobs.shown())
        .contains(
            "warning: the rows are PT1H apart (data.frequency), but 1 of 2 series deviate: series store=s1 (1 gap with 3 rows missing in total, the first after 2024-01-02 00:00). Each row counts as one step; data.gaps = fill inserts the rows that are missing");
  }

  @Test
  void orderOfRowsDoesNotMatter() {
    List<String> lines = new java.util.ArrayList<>(Jobs.twoSeries().lines().toList());
    JsonObject sorted = jobs.train(jobs.table("a.csv", Jobs.twoSeries()), Jobs.TWO_SERIES);
    java.util.Collections.shuffle(lines.subList(1, lines.size()), new java.util.Random(1));
    JsonObject shuffled =
        jobs.train(jobs.table("b.csv", String.join("\n", lines) + "\n"), Jobs.TWO_SERIES);
    assertThat(shuffled.get("weights_sha256")).isEqualTo(sorted.get("weights_sha256"));
  }

  @Test
  void shortSeriesAreLeftOutAndCounted() {
    Path table =
        jobs.table(
            "table.csv",
            Jobs.twoSeries() + "s3,2024-01-03 04:00:00,1,1\ns4,2024-01-03 04:00:00,1,1\n");
    JsonObject summary = jobs.train(table, Jobs.TWO_SERIES);
    assertThat(summary.getAsJsonObject("data").get("series").getAsInt()).isEqualTo(2);
    assertThat(jobs.shown())
        .contains(
            "2 of 4 series have no span that holds a window (18 rows) and are left out: series store=s3, series store=s4");
  }

  @Test
  void noSeriesIsLongEnough() {
    refuses(
        "is long enough to train on: a window needs 206 rows (200 of history and a horizon of 6), the longest train span has 140 (series store=s1)",
        Jobs.twoSeries(),
        "window.lookback=200");
  }

  @Test
  void horizonLongerThanTheTestSpan() {
    refuses(
        "window.horizon is 30, longer than every test span (the longest has 20 rows); lower it, raise data.split.test, or set that to 0",
        Jobs.twoSeries(),
        "window.horizon=30",
        "data.split={train=0.7,validation=0.2,test=0.1}");
    refuses("longer than every validation span", Jobs.twoSeries(), "window.horizon=30");
  }

  @Test
  void constantColumnIsWarnedOf() {
    Path table = jobs.table("table.csv", Jobs.twoSeries().replaceAll(",5\\.[0-9]+", ",5"));
    JsonObject summary = jobs.train(table, Jobs.TWO_SERIES);
    assertThat(jobs.shown())
        .contains("column 'price' is constant (5.0) over the train span; it is not scaled");
    assertThat(summary.get("status").getAsString()).isEqualTo("complete");
  }

  @Test
  void lossThatIsNotFinite() throws IOException {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    assertThatThrownBy(
            () ->
                jobs.train(
                    table,
                    Jobs.TWO_SERIES,
                    "train.learning-rate=1000",
                    "train.clip-norm=0",
                    "train.optimizer=sgd",
                    "train.epochs=200",
                    "train.batch=16",
                    "train.patience=0",
                    "checkpoint.every-steps=1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("training diverged: loss or gradient is not a finite number at step ")
        .hasMessageContaining("the last good checkpoint is step-0000")
        .hasMessageContaining("Lower train.learning-rate (1000.0) or set train.clip-norm (0.0)");
    Path checkpoints = directory.resolve("runs/run/checkpoints");
    String[] names = checkpoints.toFile().list((at, name) -> name.endsWith(".json"));
    assertThat(names).isNotEmpty();
    for (String name : names) {
      Path saved = checkpoints.resolve(name.replace(".json", ""));
      assertGood(saved.resolve("parameters.safetensors"));
    }
    assertThat(directory.resolve("runs/run/model")).doesNotExist();
    assertThat(directory.resolve("runs/run/summary.json")).doesNotExist();
  }

  /** A good checkpoint is one whose parameters give a finite forecast. */
  private static void assertGood(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Safetensors checkpoint = Safetensors.read(in, Files.size(file));
      NetworkSpec spec = NetworkSpec.forecaster(RecurrentSpec.lstm(2, 5), 6);
      float[] parameters = NamedParameters.values(spec.layout(), checkpoint, "");
      Network network = new Network(spec, Kernels.fastest());
      network.load(parameters);
      network.resize(12, 1);
      network.predict();
      for (int output = 0; output < 6; output++) {
        assertThat(network.output().at(0, output)).isFinite();
      }
    }
  }

  @Test
  void everyConfiguredSpanNeedsAWindow() {
    StringBuilder csv = new StringBuilder("time,x\n");
    for (int row = 0; row < 100; row++) {
      csv.append(row).append(',').append(row >= 80 && row % 4 == 0 ? "NaN" : row % 9).append('\n');
    }
    Path table = jobs.table("table.csv", csv.toString());
    assertThatThrownBy(
            () ->
                jobs.train(
                    table,
                    List.of("data.targets=[x]", "window.lookback=8", "window.horizon=2"),
                    "data.missing=skip-window"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("every test window of")
        .hasMessageContaining("touches a missing value");
  }

  @Test
  void sizesTooLargeForAnArray() {
    refuses("the network has more than", Jobs.twoSeries(), "model.hidden=60000");
    refuses("a block needs", Jobs.twoSeries(), "model.hidden=9000", "window.lookback=12000");
  }

  @Test
  void outputThatCannotBeWritten() throws IOException {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    Files.writeString(directory.resolve("file"), "in the way");
    assertThatThrownBy(
            () -> jobs.train(table, Jobs.TWO_SERIES, "run.output=" + directory.resolve("file")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("run.output: cannot write in file:")
        .hasMessageContaining(directory.resolve("file/run").toString())
        .hasMessageContaining("set run.output to a directory with free space and write permission");
    assertThatThrownBy(() -> jobs.train(table, Jobs.TWO_SERIES, "run.output=nofs://x/y"))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no file system for nofs://x/y");
  }

  @Test
  void modelOfAnotherConfiguration() {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    jobs.train(table, Jobs.TWO_SERIES);
    JobContext other = jobs.context(table, Jobs.TWO_SERIES, "window.horizon=7", "model.hidden=6");
    String model = directory.resolve("runs/run/model").toString();
    String output = directory.resolve("forecasts").toString();
    assertThatThrownBy(
            () ->
                new ScoreRun(other)
                    .run(model, Optional.of(table.toString()), output, SaveMode.ErrorIfExists))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "was trained with another configuration: window.horizon is 6 in the model and 7 in the configuration; model.hidden is 5 in the model and 6 in the configuration");
    assertThat(directory.resolve("forecasts")).doesNotExist();
  }

  @Test
  void modelThatIsDamagedOrMissing() throws IOException {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    jobs.train(table, Jobs.TWO_SERIES);
    JobContext context = jobs.context(table, Jobs.TWO_SERIES);
    assertThatThrownBy(() -> new EvaluateRun(context).run(directory.resolve("no").toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no model.json in", "expected the directory of a model");
    Path description = Jobs.newest(directory.resolve("runs/run/model")).resolve("model.json");
    String good = Files.readString(description);
    Files.writeString(
        description, good.replaceFirst("\"format_version\": 1", "\"format_version\": 9"));
    String model = directory.resolve("runs/run/model").toString();
    assertThatThrownBy(() -> new EvaluateRun(context).run(model))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has format version 9, expected 1");
    Files.writeString(
        description, good.replaceFirst("\"weights_sha256\": \"....", "\"weights_sha256\": \"0000"));
    assertThatThrownBy(() -> new EvaluateRun(context).run(model))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the two files do not belong together");
  }

  @Test
  void outputOfScoreThatExistsOrIsTheInput() throws IOException {
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    jobs.train(table, Jobs.TWO_SERIES);
    String model = directory.resolve("runs/run/model").toString();
    JobContext context = jobs.context(table, Jobs.TWO_SERIES);
    Files.createDirectory(directory.resolve("there"));
    assertThatThrownBy(
            () ->
                new ScoreRun(context)
                    .run(
                        model,
                        Optional.of(table.toString()),
                        directory.resolve("there").toString(),
                        SaveMode.ErrorIfExists))
        .hasMessageContaining(
            "there already exists, but is not complete; choose another path, or add --overwrite");
    assertThatThrownBy(
            () ->
                new ScoreRun(context)
                    .run(
                        model, Optional.of(table.toString()), table.toString(), SaveMode.Overwrite))
        .hasMessageContaining("overlaps with the input");
    assertThatThrownBy(
            () ->
                new ScoreRun(context)
                    .run(
                        model,
                        Optional.of(table.toString()),
                        directory.toString(),
                        SaveMode.Overwrite))
        .hasMessageContaining("overlaps with the input");
    assertThatThrownBy(
            () ->
                new ScoreRun(context)
                    .run(
                        model,
                        Optional.of(table.toString()),
                        directory.resolve("runs/run").toString(),
                        SaveMode.Overwrite))
        .hasMessageContaining("overlaps with the model");
    assertThat(table).exists();
    assertThat(Jobs.newest(directory.resolve("runs/run/model")).resolve("model.json")).exists();
  }

  @Test
  void namesThatResultsNeedAreRefusedBeforeTraining() {
    String csv = Jobs.twoSeries();
    for (String name : List.of("step", "cutoff", "sales_forecast", "sales_naive", "Step")) {
      refuses(
          "the result would have two columns",
          csv.replaceFirst("store", name),
          "data.series-id=[" + name + "]");
    }
    refuses(
        "the result would have two columns 'step'",
        csv.replaceFirst("time", "step"),
        "data.time=step");
    Path devices = jobs.table("devices.csv", Jobs.devices().replaceFirst("device", "prediction"));
    assertThatThrownBy(() -> jobs.train(devices, Jobs.CLASSIFY, "data.series-id=[prediction]"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the result would have two columns 'prediction': rename the one");
  }

  @Test
  void aColumnWithBlanksInItsNameIsPointedAt() {
    Path blanks = jobs.table("blanks.csv", Jobs.twoSeries().replaceFirst("sales", "\" sales\""));
    assertThatThrownBy(() -> jobs.train(blanks, Jobs.TWO_SERIES))
        .hasMessageContaining("there is ' sales', with blanks")
        .hasMessageContaining("ignoreLeadingWhiteSpace");
  }

  @Test
  void valuesOfTheWrongKindGetOneLine() {
    refusesConfiguration("data.time is [\"a\",\"b\"], expected text", "data.time = [a, b]");
    refusesConfiguration("window.stride is -3, expected at least 1", GOOD + "window.stride = -3");
    refusesConfiguration(
        "data.partitions is 2147483648, expected auto or a whole number up to 2147483647",
        GOOD + "data.partitions = 2147483648");
  }
}
