package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.run.TrainRun;

/** Forecasts of quantiles: their columns, and what is said of their errors. */
class QuantileTest {
  private static final double[] LEVELS = {0.05, 0.5, 0.95};
  private static final int TRAIN = 140;

  @TempDir Path directory;

  private static LstmForecaster forecaster() {
    return new LstmForecaster()
        .setSeriesIdCols(new String[] {"store"})
        .setTimeCol("time")
        .setTargetCols(new String[] {"sales"})
        .setFeatureCols(new String[] {"price"})
        .setLookback(12)
        .setHorizon(6)
        .setHiddenSize(5)
        .setEpochs(2)
        .setLoss("quantile")
        .setQuantileLevels(new double[] {0.95, 0.05});
  }

  private static double pinball(double level, double quantile, double actual) {
    return Math.max(level * (actual - quantile), (level - 1) * (actual - quantile));
  }

  /** The weighted quantile loss of the rows of a back-test. */
  private static double weighted(List<Row> rows, ToDoubleBiFunction<Row, Double> quantile) {
    double loss = 0;
    double size = 0;
    for (Row row : rows) {
      double actual = row.getAs("sales");
      for (double level : LEVELS) {
        loss += 2 * pinball(level, quantile.applyAsDouble(row, level), actual) / LEVELS.length;
      }
      size += Math.abs(actual);
    }
    return loss / size;
  }

  private static String column(double level) {
    return "sales_q%02d".formatted(Math.round(100 * level));
  }

  /** The quantile of a series' differences over the train span, as NumPy has it. */
  private static double naive(List<Row> table, Row row, double level) {
    List<Double> sales =
        table.stream()
            .filter(one -> one.getAs("store").equals(row.getAs("store")))
            .limit(TRAIN)
            .map(one -> one.<Double>getAs("sales"))
            .toList();
    int lag = row.getAs("step");
    double[] errors = new double[TRAIN - lag];
    Arrays.setAll(errors, i -> sales.get(i + lag) - sales.get(i));
    Arrays.sort(errors);
    double at = level * (errors.length - 1);
    double below = errors[(int) at];
    return row.<Double>getAs("sales_naive")
        + below
        + (at - (int) at) * (errors[Math.min((int) at + 1, errors.length - 1)] - below);
  }

  @Test
  void theSummarySaysOfThemWhatTheTableOfForecastsSays() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("two.csv", Jobs.twoSeries());
    JsonObject summary =
        JsonParser.parseString(
                new TrainRun(
                        jobs.context(
                            table,
                            Jobs.TWO_SERIES,
                            "train.loss=quantile",
                            "forecast.quantiles=[0.05,0.95]"))
                    .run())
            .getAsJsonObject();
    Dataset<Row> rows = Jobs.rows(table);
    LstmForecasterModel model = forecaster().fit(rows);
    assertThat(model.weightsSha256()).isEqualTo(summary.get("weights_sha256").getAsString());

    Dataset<Row> forecast = model.transform(rows);
    assertThat(forecast.columns())
        .containsExactly("store", "time", "step", "sales", "sales_q05", "sales_q50", "sales_q95");
    assertThat(forecast.count()).isEqualTo(12);
    assertThat(
            forecast
                .filter("sales = sales_q50 and sales_q05 < sales_q50 and sales_q50 < sales_q95")
                .count())
        .isEqualTo(12);

    List<Row> tested = model.backtest(rows).collectAsList();
    JsonObject test = summary.getAsJsonObject("test");
    assertThat(test.get("wql").getAsDouble())
        .isCloseTo(weighted(tested, (row, level) -> row.getAs(column(level))), within(1e-5));
    List<Row> all = rows.orderBy("store", "time").collectAsList();
    assertThat(test.get("baseline_wql").getAsDouble())
        .isCloseTo(weighted(tested, (row, level) -> naive(all, row, level)), within(1e-5));
    JsonObject interval =
        summary
            .getAsJsonObject("test_original_units")
            .getAsJsonObject("columns")
            .getAsJsonObject("sales")
            .getAsJsonArray("intervals")
            .get(0)
            .getAsJsonObject();
    List<Double> widths = new ArrayList<>();
    int inside = 0;
    int insideNaive = 0;
    for (Row row : tested) {
      double actual = row.getAs("sales");
      double low = row.getAs("sales_q05");
      double high = row.getAs("sales_q95");
      widths.add(high - low);
      inside += low <= actual && actual <= high ? 1 : 0;
      double ends = 1e-4;
      insideNaive +=
          naive(all, row, 0.05) - ends <= actual && actual <= naive(all, row, 0.95) + ends ? 1 : 0;
    }
    assertThat(interval.get("coverage").getAsDouble())
        .isCloseTo((double) inside / tested.size(), within(0.005));
    assertThat(interval.get("baseline_coverage").getAsDouble())
        .isCloseTo((double) insideNaive / tested.size(), within(0.005));
    assertThat(interval.get("width").getAsDouble())
        .isCloseTo(widths.stream().mapToDouble(one -> one).average().orElseThrow(), within(1e-4));
    assertThat(jobs.shown()).contains("sales, the 90 % interval: covers ");
  }

  @Test
  void aMeanIsAnsweredBesideThem() throws IOException {
    Dataset<Row> rows = WavePanel.rows();
    LstmForecaster forecaster =
        WavePanel.forecaster()
            .setHiddenSize(4)
            .setEpochs(1)
            .setLoss("quantile")
            .setPointForecast("mean")
            .setQuantileLevels(new double[] {0.1, 0.975});
    LstmForecasterModel model = forecaster.fit(rows);
    Dataset<Row> forecast = model.transform(rows);
    assertThat(forecast.columns())
        .containsExactly("store", "day", "step", "units", "units_q10", "units_q97_5");
    assertThat(forecast.filter("units <> units_q10 and units <> units_q97_5").count()).isEqualTo(8);
    Path place = directory.resolve("model");
    model.write().save(place.toString());
    LstmForecasterModel loaded = LstmForecasterModel.load(place.toString());
    assertThat(loaded.transform(rows).collectAsList())
        .containsExactlyInAnyOrderElementsOf(forecast.collectAsList());
  }

  /** Series of noise without a pattern: the rows of all spans can be exchanged. */
  private static Dataset<Row> noise() {
    Random random = new Random(11);
    List<Row> rows = new ArrayList<>();
    for (int series = 0; series < 150; series++) {
      for (int time = 0; time < 130; time++) {
        rows.add(RowFactory.create(series, time, Math.exp(random.nextGaussian())));
      }
    }
    StructType schema =
        new StructType()
            .add("id", DataTypes.IntegerType)
            .add("t", DataTypes.IntegerType)
            .add("y", DataTypes.DoubleType);
    return LocalSpark.session().createDataFrame(rows, schema).cache();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mse", "quantile"})
  void calibratedIntervalsHoldWhatTheyPromise(String loss) throws IOException {
    double[] levels = {0.025, 0.05, 0.1, 0.25, 0.75, 0.9, 0.95, 0.975};
    Dataset<Row> rows = noise();
    LstmForecaster forecaster =
        new LstmForecaster()
            .setSeriesIdCols(new String[] {"id"})
            .setTimeCol("t")
            .setTargetCols(new String[] {"y"})
            .setBaseline("none")
            .setLookback(4)
            .setHorizon(2)
            .setHiddenSize(4)
            .setEpochs(1)
            .setLearningRate(0.01)
            .setTrainSplit(0.4)
            .setValidationSplit(0.3)
            .setTestSplit(0.3)
            .setLoss(loss)
            .setQuantileLevels(levels)
            .setCalibrate("conformal");
    LstmForecasterModel model = forecaster.fit(rows);
    Dataset<Row> tested = model.backtest(rows).cache();
    String[] names = {"y_q02_5", "y_q05", "y_q10", "y_q25", "y_q75", "y_q90", "y_q95", "y_q97_5"};
    for (int low = 0; low < 4; low++) {
      int high = 7 - low;
      double share =
          tested
              .selectExpr(
                  "avg(cast(y between %s and %s as double))".formatted(names[low], names[high]))
              .first()
              .getDouble(0);
      assertThat(share).isCloseTo(levels[high] - levels[low], within(0.02));
    }
    Path place = directory.resolve(loss);
    model.write().save(place.toString());
    assertThat(LstmForecasterModel.load(place.toString()).transform(rows).collectAsList())
        .containsExactlyInAnyOrderElementsOf(model.transform(rows).collectAsList());
  }

  @Test
  void tooFewErrorsCannotCalibrate() {
    assertThatThrownBy(() -> forecaster().setLoss("mse").setCalibrate("conformal").fit(twoSeries()))
        .hasMessageContaining(
            "calibrate = conformal needs at least 50 actual values of each step in the validation span");
    assertThatThrownBy(
            () -> forecaster().setCalibrate("conformal").setValidationSplit(0).fit(twoSeries()))
        .hasMessageContaining(
            "goes by the errors on the validation span, and validationSplit is 0");
  }

  private Dataset<Row> twoSeries() {
    return Jobs.rows(new Jobs(directory).table("few.csv", Jobs.twoSeries()));
  }

  @Test
  void theirColumnsMayNotClash() {
    Dataset<Row> rows = WavePanel.rows().withColumnRenamed("store", "units_q10");
    LstmForecaster forecaster =
        new LstmForecaster("fc")
            .setSeriesIdCols(new String[] {"units_q10"})
            .setTimeCol("day")
            .setTargetCols(new String[] {"units"})
            .setLookback(8)
            .setHorizon(4)
            .setLoss("quantile");
    assertThatThrownBy(() -> forecaster.fit(rows))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the result would have two columns 'units_q10'");
  }

  @Test
  void settingsWithoutAnEffectAreRefused() {
    Dataset<Row> rows = WavePanel.rows();
    assertThatThrownBy(() -> forecaster().setLoss("mse").fit(rows))
        .hasMessageContaining(
            "quantileLevels is given, but only loss = quantile or a distribution, calibrate = conformal and forecastTotal = true forecast quantiles");
    assertThatThrownBy(
            () -> forecaster().setPointForecast("mean").setTargetTransform("log1p").fit(rows))
        .hasMessageContaining("pointForecast = mean needs targetTransform = none");
    assertThatThrownBy(() -> forecaster().setQuantileLevels(new double[] {0.1, 1}))
        .hasMessageContaining(
            "quantileLevels is [0.1, 1.0], expected 1 to 99 different numbers above 0 and below 1");
  }
}
