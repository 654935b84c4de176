package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;

/** Forecasts by distributions, and of sums over the horizon. */
class DistributionForecastTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.IntegerType)
          .add("t", DataTypes.IntegerType)
          .add("y", DataTypes.DoubleType);

  @TempDir Path directory;

  @FunctionalInterface
  private interface Draw {
    double value(Random random, int series);
  }

  private static Dataset<Row> panel(int seriesCount, int times, Draw draw) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int series = 0; series < seriesCount; series++) {
      for (int time = 0; time < times; time++) {
        rows.add(RowFactory.create(series, time, draw.value(random, series)));
      }
    }
    return LocalSpark.session().createDataFrame(rows, SCHEMA).cache();
  }

  /** Poisson counts whose mean is itself drawn from an exponential distribution. */
  private static double geometric(Random random, double mean) {
    return Math.floor(Math.log(1 - random.nextDouble()) / Math.log(mean / (1 + mean)));
  }

  /** Mostly zeros, and now and then a count; the series differ in size by a factor of 40. */
  private static Dataset<Row> intermittent() {
    return panel(
        80,
        90,
        (random, series) ->
            random.nextDouble() < 0.7 ? 0 : 1 + geometric(random, 0.5 * (1 + series % 40)));
  }

  private static LstmForecaster forecaster(String loss) {
    return new LstmForecaster()
        .setSeriesIdCols(new String[] {"id"})
        .setTimeCol("t")
        .setTargetCols(new String[] {"y"})
        .setBaseline("none")
        .setScalerType("window")
        .setLookback(20)
        .setHorizon(3)
        .setHiddenSize(8)
        .setEpochs(6)
        .setLearningRate(0.01)
        .setLoss(loss);
  }

  private static double mean(Dataset<Row> rows, String expression) {
    return rows.selectExpr("avg(cast(%s as double))".formatted(expression)).first().getDouble(0);
  }

  @Test
  void countsAreForecastAsCounts() throws IOException {
    Dataset<Row> rows = intermittent();
    LstmForecaster forecaster =
        forecaster("negative-binomial").setQuantileLevels(new double[] {0.5, 0.8, 0.95});
    LstmForecasterModel model = forecaster.fit(rows);
    Dataset<Row> tested = model.backtest(rows).cache();
    assertThat(tested.filter("y_q80 <> rint(y_q80) or y_q50 < 0 or y_q50 > y_q80 or y_q80 > y_q95"))
        .satisfies(wrong -> assertThat(wrong.count()).isZero());
    // most values are 0, so that the median is, too
    assertThat(mean(tested, "y_forecast = 0")).isGreaterThan(0.9);
    // at least the level is covered, because a quantile is the smallest count that reaches it
    assertThat(mean(tested, "y <= y_q80")).isBetween(0.78, 0.92);
    assertThat(mean(tested, "y <= y_q95")).isBetween(0.93, 0.985);

    Path place = directory.resolve("model");
    model.write().save(place.toString());
    assertThat(LstmForecasterModel.load(place.toString()).transform(rows).collectAsList())
        .containsExactlyInAnyOrderElementsOf(model.transform(rows).collectAsList());
  }

  /** Values that nothing scales are counts as they are, not standardised ones. */
  @Test
  void countsNeedNoScale() {
    Dataset<Row> rows = panel(30, 90, (random, series) -> geometric(random, 3));
    Dataset<Row> tested =
        forecaster("negative-binomial").setScalerType("none").fit(rows).backtest(rows).cache();
    assertThat(tested.filter("y_q90 <> rint(y_q90)").count()).isZero();
    assertThat(mean(tested, "y <= y_q90")).isCloseTo(0.9, within(0.05));
  }

  @Test
  void theMeanOfADistributionIsItsOwn() {
    Dataset<Row> rows = intermittent();
    LstmForecasterModel model =
        forecaster("negative-binomial").setLookback(40).setPointForecast("mean").fit(rows);
    Dataset<Row> tested = model.backtest(rows).cache();
    assertThat(tested.columns()).contains("y_q10", "y_q50", "y_q90").doesNotHaveDuplicates();
    // three in ten are 1 plus a count whose mean is half of 1 to 40
    assertThat(mean(tested, "y_forecast")).isCloseTo(0.3 * (1 + 0.5 * 20.5), within(0.6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "student-t"})
  void densitiesCoverWhatTheyPromise(String loss) {
    Dataset<Row> rows =
        panel(60, 120, (random, series) -> 50 * (1 + series % 7) * (5 + random.nextGaussian()));
    Dataset<Row> tested =
        forecaster(loss)
            .setQuantileLevels(new double[] {0.05, 0.25, 0.75, 0.95})
            .fit(rows)
            .backtest(rows)
            .cache();
    assertThat(mean(tested, "y between y_q05 and y_q95")).isCloseTo(0.9, within(0.04));
    assertThat(mean(tested, "y between y_q25 and y_q75")).isCloseTo(0.5, within(0.06));
    assertThat(tested.filter("y_q25 < y_forecast and y_forecast < y_q75").count())
        .isEqualTo(tested.count());
  }

  /** Values of one window differ together: the sum varies more than its parts say. */
  @Test
  void sumsHaveQuantilesOfTheirOwn() throws IOException {
    double[] shared = new double[1];
    int[] calls = new int[1];
    Dataset<Row> rows =
        panel(
            40,
            240,
            (random, series) -> {
              if (calls[0]++ % 6 == 0) {
                shared[0] = random.nextGaussian();
              }
              return (1 + series % 5) * (10 + 2 * shared[0] + 0.5 * random.nextGaussian());
            });
    LstmForecaster forecaster =
        forecaster("mse")
            .setHorizon(4)
            .setEpochs(2)
            .setTrainSplit(0.5)
            .setValidationSplit(0.25)
            .setTestSplit(0.25)
            .setForecastTotal(true)
            .setQuantileLevels(new double[] {0.1, 0.9});
    LstmForecasterModel model = forecaster.fit(rows);
    Dataset<Row> forecast = model.transform(rows).cache();
    assertThat(forecast.columns())
        .containsExactly("id", "t", "step", "y", "y_total", "y_total_q10", "y_total_q90");
    List<Row> sums =
        forecast
            .groupBy("id")
            .agg(
                org.apache.spark.sql.functions.sum("y").alias("sum"),
                org.apache.spark.sql.functions.min("y_total").alias("least"),
                org.apache.spark.sql.functions.max("y_total").alias("most"))
            .collectAsList();
    for (Row row : sums) {
      double sum = row.getAs("sum");
      assertThat(row.<Double>getAs("least")).isCloseTo(sum, within(1e-4 * sum));
      assertThat(row.<Double>getAs("most")).isEqualTo(row.<Double>getAs("least"));
    }
    Dataset<Row> tested = model.backtest(rows).filter("step = 1").cache();
    assertThat(mean(tested, "y_total between y_total_q10 and y_total_q90"))
        .isCloseTo(0.8, within(0.05));
    Path place = directory.resolve("model");
    model.write().save(place.toString());
    assertThat(LstmForecasterModel.load(place.toString()).transform(rows).collectAsList())
        .containsExactlyInAnyOrderElementsOf(forecast.collectAsList());
  }

  /** Most values are 0, and so is their median; that of the sum is not. */
  @Test
  void theForecastOfASumIsNoSumOfMedians() {
    Dataset<Row> rows = intermittent();
    Dataset<Row> tested =
        forecaster("negative-binomial")
            .setHorizon(6)
            .setTrainSplit(0.6)
            .setValidationSplit(0.2)
            .setForecastTotal(true)
            .fit(rows)
            .backtest(rows)
            .filter("step = 1")
            .cache();
    assertThat(tested.columns())
        .contains("y_total", "y_total_forecast", "y_total_q10", "y_total_q50", "y_total_q90");
    assertThat(mean(tested, "y_total <= y_total_forecast")).isCloseTo(0.5, within(0.12));
    assertThat(mean(tested, "y_total <= y_total_q90")).isCloseTo(0.9, within(0.06));
  }

  /** Values below 0 are forecast, but no sum is below the smallest value of its rows. */
  @Test
  void sumsAndTheSmallestValue() {
    Dataset<Row> rows = panel(30, 200, (random, series) -> Math.max(0, random.nextGaussian()));
    LstmForecaster forecaster =
        forecaster("mse")
            .setHorizon(4)
            .setEpochs(1)
            .setTrainSplit(0.5)
            .setValidationSplit(0.3)
            .setForecastTotal(true)
            .setQuantileLevels(new double[] {0.02, 0.5, 0.9});
    Dataset<Row> free = forecaster.fit(rows).backtest(rows).cache();
    Dataset<Row> limited = forecaster.setForecastMinimum(1).fit(rows).backtest(rows).cache();
    assertThat(free.filter("y_total_q02 < 4").count()).isPositive();
    assertThat(limited.filter("y_total_q02 < 4").count()).isZero();
    assertThat(mean(limited, "y_total_q90"))
        .isCloseTo(mean(free, "greatest(4, y_total_q90)"), within(1e-3));
  }

  /** Most values are missing: hardly any window of the horizon was observed as a whole. */
  @Test
  void sumsNeedWindowsThatWereObservedAsAWhole() {
    Dataset<Row> rows =
        panel(20, 90, (random, series) -> 1 + random.nextGaussian())
            .selectExpr("id", "t", "if(t % 3 = 0, null, y) as y");
    assertThatThrownBy(() -> forecaster("mse").setGaps("fill").setForecastTotal(true).fit(rows))
        .hasMessageContaining("forecastTotal = true needs at least 50 windows")
        .hasMessageContaining("whose 3 rows to forecast were all observed, found 0");
  }

  @Test
  void whatCannotBeCountedIsRefused() {
    Dataset<Row> rows = intermittent();
    assertThatThrownBy(() -> forecaster("negative-binomial").setBaseline("last").fit(rows))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "loss = negative-binomial is of counts as they are: it needs baseline none");
    assertThatThrownBy(() -> forecaster("negative-binomial").setScalerType("global").fit(rows))
        .hasMessageContaining("found none, none and global");
    assertThatThrownBy(() -> forecaster("negative-binomial").setTargetTransform("log1p").fit(rows))
        .hasMessageContaining("found none, log1p and window");
    assertThatThrownBy(
            () -> forecaster("negative-binomial").fit(rows.selectExpr("id", "t", "y - 1 as y")))
        .hasMessageContaining("is of numbers from 0 on, but column 'y' of")
        .hasMessageContaining("has -1.0");
    assertThatThrownBy(() -> forecaster("mse").setQuantileLevels(new double[] {0.2}).fit(rows))
        .hasMessageContaining("forecastTotal = true forecast quantiles");
    assertThatThrownBy(
            () ->
                forecaster("mse")
                    .setForecastTotal(true)
                    .setValidationSplit(0)
                    .setTrainSplit(0.8)
                    .fit(rows))
        .hasMessageContaining("forecastTotal = true goes by the errors on the validation span");
  }
}
