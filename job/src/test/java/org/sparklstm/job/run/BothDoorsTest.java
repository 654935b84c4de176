package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.ml.LstmClassificationModel;
import org.sparklstm.job.ml.LstmClassifier;
import org.sparklstm.job.ml.LstmForecaster;
import org.sparklstm.job.ml.LstmForecasterModel;
import org.sparklstm.job.ml.LstmRegressionModel;
import org.sparklstm.job.ml.LstmRegressor;
import org.sparklstm.job.ml.SequenceAssembler;

/** Models of the command line open as Spark ML stages, and models of stages on the command line. */
class BothDoorsTest {
  private static final List<String> REGRESS =
      List.of(
          "task=regress",
          "data.series-id=[device]",
          "data.features=[a, b]",
          "data.label=drift",
          "model.hidden=6",
          "train.epochs=3");

  @TempDir Path directory;
  private Jobs jobs;
  private Path series;
  private Path devices;

  @BeforeEach
  void tables() {
    jobs = new Jobs(directory);
    series = jobs.table("series.csv", Jobs.twoSeries());
    devices = jobs.table("devices.csv", Jobs.devices());
  }

  private static Dataset<Row> read(Path csv) {
    return LocalSpark.session()
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .csv(csv.toString());
  }

  private static Dataset<Row> sequences(Path csv) {
    return new SequenceAssembler()
        .setGroupCols(new String[] {"device"})
        .setTimeCol("time")
        .setInputCols(new String[] {"a", "b"})
        .setKeepCols(new String[] {"kind", "drift"})
        .transform(read(csv));
  }

  private static List<String> lines(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private String path(String... below) {
    return directory.resolve(Path.of("runs", below)).toString();
  }

  private Dataset<Row> score(Path table, List<String> base, String model) {
    String output = directory.resolve("scores").toString();
    new ScoreRun(jobs.context(table, base))
        .run(model, Optional.of(table.toString()), output, SaveMode.Overwrite);
    return LocalSpark.session().read().parquet(output);
  }

  private JsonObject evaluate(Path table, List<String> base, String model) {
    return JsonParser.parseString(new EvaluateRun(jobs.context(table, base)).run(model))
        .getAsJsonObject();
  }

  @Test
  void aForecasterOfTheCommandLineIsAStage() throws IOException {
    JsonObject trained = jobs.train(series, Jobs.TWO_SERIES, "data.missing=forward-fill");
    List<String> expected =
        lines(score(series, with("data.missing=forward-fill"), path("run", "model")));
    Path pointer = Files.writeString(directory.resolve("current"), path("run", "model") + "\n");
    for (String place : List.of(path("run", "model"), path("run"), pointer.toString())) {
      LstmForecasterModel model = LstmForecasterModel.load(place);
      assertThat(lines(model.transform(read(series)))).isEqualTo(expected);
      assertThat(Fingerprint.sha256(model.weights()))
          .isEqualTo(trained.get("weights_sha256").getAsString());
      assertThat(model.getSeriesIdCols()).containsExactly("store");
      assertThat(model.getTimeCol()).isEqualTo("time");
      assertThat(model.getTargetCols()).containsExactly("sales");
      assertThat(model.getFeatureCols()).containsExactly("price");
      assertThat(model.getLookback()).isEqualTo(12);
      assertThat(model.getMissing()).isEqualTo("forward-fill");
      assertThat(model.getTrainSplit()).isEqualTo(0.7);
    }
    LstmForecasterModel saved = LstmForecasterModel.load(path("run"));
    saved.save(directory.resolve("stage").toString());
    LstmForecasterModel again = LstmForecasterModel.load(directory.resolve("stage").toString());
    assertThat(again.uid()).isEqualTo(saved.uid());
    assertThat(lines(again.transform(read(series)))).isEqualTo(expected);
  }

  private static List<String> with(String setting) {
    List<String> all = new ArrayList<>(Jobs.TWO_SERIES);
    all.add(setting);
    return all;
  }

  @Test
  void aClassifierOfTheCommandLineIsAStage() {
    jobs.train(devices, Jobs.CLASSIFY);
    LstmClassificationModel model = LstmClassificationModel.load(path("run", "model"));
    assertThat(model.classNames()).containsExactly("falls", "rests", "rises");
    List<String> predicted =
        model.transform(sequences(devices)).select("device", "prediction").collectAsList().stream()
            .map(row -> row.getString(0) + " " + model.classNames()[(int) row.getDouble(1)])
            .sorted()
            .toList();
    assertThat(predicted)
        .isEqualTo(
            score(devices, Jobs.CLASSIFY, path("run", "model"))
                .select("device", "prediction")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0) + " " + row.getString(1))
                .sorted()
                .toList());
  }

  @Test
  void aRegressorOfTheCommandLineIsAStage() {
    jobs.train(devices, REGRESS);
    LstmRegressionModel model = LstmRegressionModel.load(path("run", "model"));
    assertThat(model.getLabelCol()).isEqualTo("drift");
    assertThat(lines(model.transform(sequences(devices)).select("device", "prediction")))
        .isEqualTo(
            lines(score(devices, REGRESS, path("run", "model")).select("device", "prediction")));
  }

  @Test
  void aModelOfAnotherTaskIsRefused() {
    jobs.train(devices, Jobs.CLASSIFY);
    assertThatThrownBy(() -> LstmForecasterModel.load(path("run")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is to classify, a LstmForecasterModel is to forecast");
    assertThatThrownBy(() -> LstmForecasterModel.load(directory.toString()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no model.json in");
  }

  @Test
  void stagesAreModelsOfTheCommandLine() throws IOException {
    LstmForecasterModel forecaster =
        new LstmForecaster()
            .setSeriesIdCols(new String[] {"store"})
            .setTimeCol("time")
            .setTargetCols(new String[] {"sales"})
            .setFeatureCols(new String[] {"price"})
            .setLookback(12)
            .setHorizon(6)
            .setHiddenSize(5)
            .setEpochs(2)
            .fit(read(series));
    String saved = directory.resolve("stage").toString();
    forecaster.save(saved);
    assertThat(lines(score(series, Jobs.TWO_SERIES, saved)))
        .isEqualTo(lines(forecaster.transform(read(series))));
    JsonObject trained = jobs.train(series, Jobs.TWO_SERIES);
    assertThat(evaluate(series, Jobs.TWO_SERIES, saved).get("test"))
        .as("the door changes no bit")
        .isEqualTo(trained.get("test"));
  }

  @Test
  void stagesOfSequencesAreModelsOfTheCommandLine() throws IOException {
    Dataset<Row> table = sequences(devices);
    LstmRegressionModel regressor =
        new LstmRegressor().setLabelCol("drift").setHiddenSize(6).setEpochs(3).fit(table);
    String saved = directory.resolve("regressor").toString();
    regressor.save(saved);
    assertThat(lines(score(devices, REGRESS, saved).select("device", "prediction")))
        .isEqualTo(lines(regressor.transform(table).select("device", "prediction")));
    assertThat(evaluate(devices, REGRESS, saved).getAsJsonObject("test").get("r2").getAsDouble())
        .isGreaterThan(-1);

    Dataset<Row> numbered =
        table.selectExpr(
            "device",
            "features",
            "array_position(array('falls', 'rests', 'rises'), kind) - 1d AS kind");
    LstmClassificationModel classifier =
        new LstmClassifier()
            .setLabelCol("kind")
            .setHiddenSize(8)
            .setBatchSize(16)
            .setEpochs(12)
            .setLearningRate(0.02)
            .fit(numbered);
    String classes = directory.resolve("classifier").toString();
    classifier.save(classes);
    // CSV has no metadata: the names of the classes are the labels, which are numbers
    List<String> config = new ArrayList<>(Jobs.CLASSIFY);
    Path table2 = jobs.table("numbered.csv", numbers(Jobs.devices()));
    assertThat(
            evaluate(table2, config, classes).getAsJsonObject("test").get("accuracy").getAsDouble())
        .isGreaterThan(0.9);
    assertThat(
            score(table2, config, classes).select("device", "prediction").collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList())
        .isEqualTo(
            classifier.transform(numbered).collectAsList().stream()
                .map(
                    row ->
                        "[%s,%d]"
                            .formatted(row.getString(0), (int) (double) row.getAs("prediction")))
                .sorted()
                .toList());

    assertThatThrownBy(() -> score(devices, with(REGRESS, "data.features=[a]"), saved))
        .hasMessageContaining("expects 2 values per step, but data.features has 1 columns: [a]");
  }

  private static List<String> with(List<String> base, String setting) {
    List<String> all = new ArrayList<>(base);
    all.add(setting);
    return all;
  }

  private static String numbers(String csv) {
    return csv.replace("falls", "0").replace("rests", "1").replace("rises", "2");
  }

  @Test
  void columnsMayHaveOddNames() {
    Path odd =
        jobs.table(
            "odd.csv",
            Jobs.twoSeries()
                .replaceFirst(
                    "store,time,sales,price", "\"store, id\",time,\"sales, net\",\"a, [b]\""));
    jobs.train(
        odd,
        List.of(
            "data.series-id=[\"store, id\"]",
            "data.targets=[\"sales, net\"]",
            "data.features=[\"a, [b]\"]",
            "window.lookback=12",
            "window.horizon=6",
            "model.hidden=5",
            "train.epochs=1"));
    LstmForecasterModel model = LstmForecasterModel.load(path("run"));
    assertThat(model.getSeriesIdCols()).containsExactly("store, id");
    assertThat(model.getTargetCols()).containsExactly("sales, net");
    assertThat(model.getFeatureCols()).containsExactly("a, [b]");
    assertThat(model.transform(read(odd)).count()).isEqualTo(12);
  }
}
