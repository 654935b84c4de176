package org.sparklstm.job.ml;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig.Invalid;
import org.sparklstm.job.data.series.FutureTable;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.task.ForecastTask;

/**
 * A panel whose promotions are known ahead and whose series are not alike: five stores with levels
 * from 10 to 100,000 over 120 days, of which one begins late, one has ended, and one is new.
 */
class KnownAheadTest {
  private static final int DAYS = 120;
  private static final int HORIZON = 7;

  private static SparkSession spark;

  /** All days, those to forecast included; what was not sold yet is null. */
  private static Dataset<Row> all;

  private static Dataset<Row> sales;
  private static Dataset<Row> plan;
  private static LstmForecasterModel model;

  @BeforeAll
  static void train() {
    spark = LocalSpark.session();
    all =
        spark
            .range(6L * (DAYS + HORIZON))
            .selectExpr(
                "concat('s', cast(id % 6 as string)) as store",
                "cast(id div 6 as int) as i",
                "date_add(date'2024-01-01', cast(id div 6 as int)) as day",
                "pow(10, 1 + (id % 6)) as level")
            .selectExpr(
                "store",
                "i",
                "day",
                "if(hash(store, i) % 5 = 0, 1, 0) as promo",
                "if(store < 's3', 'north', 'south') as region",
                "level * (1 + 0.3 * sin(i * 2 * pi() / 7)) as base")
            .selectExpr(
                "store",
                "day",
                "i",
                "promo",
                "region",
                "round(base * (1 + promo), 2) as units",
                "hash(i, store) % 40 = 0 as hole")
            .filter("not (store = 's1' and i < 100)")
            .cache();
    sales =
        all.filter("i < " + DAYS)
            .filter("not (store = 's2' and i >= 80)")
            .filter("store <> 's5'")
            .filter("not hole")
            .drop("i", "hole");
    plan = all.drop("units", "i", "hole");
    model = forecaster().fit(sales);
  }

  private static LstmForecaster forecaster() {
    return new LstmForecaster()
        .setSeriesIdCols(new String[] {"store"})
        .setTimeCol("day")
        .setTargetCols(new String[] {"units"})
        .setFutureCols(new String[] {"promo"})
        .setStaticCols(new String[] {"region"})
        .setCategoricalCols(new String[] {"region"})
        .setCalendarFeatures(new String[] {"day-of-week"})
        .setTargetTransform("log1p")
        .setScalerType("window")
        .setGaps("fill")
        .setBaseline("none")
        .setPeriod(7)
        .setForecastMinimum(0)
        .setLookback(21)
        .setHorizon(HORIZON)
        .setHiddenSize(16)
        .setLearningRate(0.02)
        .setEpochs(8)
        .setBatchSize(32)
        .setSplitUnit("rows-from-end")
        .setTrainSplit(0)
        .setValidationSplit(7)
        .setTestSplit(0)
        .setColdShare(0.1);
  }

  private static Set<String> stores(Dataset<Row> rows) {
    Set<String> stores = new TreeSet<>();
    rows.select("store").distinct().collectAsList().forEach(row -> stores.add(row.getString(0)));
    return stores;
  }

  private static List<Row> ordered(Dataset<Row> rows) {
    return rows.orderBy("store", "day").collectAsList();
  }

  @Test
  void whatWasPlannedBeforeASeriesBeganIsNoPartOfIt() {
    Dataset<Row> young = sales.filter("store <> 's3' or day >= date'2024-04-20'");
    Dataset<Row> cut = plan.filter("store <> 's3' or day >= date'2024-04-20'");
    assertThat(ordered(model.transform(young, cut)))
        .isEqualTo(ordered(model.transform(young, plan)));
  }

  @Test
  void classesThatArePlannedOnlyShareOneVector() {
    Dataset<Row> known =
        sales.unionByName(plan.filter("store = 's5'"), true).filter("store in ('s0', 's3', 's5')");
    LstmForecasterModel trained =
        forecaster()
            .setCategoricalCols(new String[] {"store", "region"})
            .setStaticCols(new String[] {"store", "region"})
            .setEpochs(1)
            .fit(known);
    Dataset<Row> twins =
        plan.unionByName(plan.filter("store = 's5'").withColumn("store", functions.lit("s6")));
    Dataset<Row> forecasts =
        trained
            .transform(sales.filter("store in ('s0', 's3')"), twins)
            .select("store", "day", "units");
    assertThat(forecasts.filter("store = 's5'").orderBy("day").drop("store").collectAsList())
        .hasSize(HORIZON)
        .isEqualTo(forecasts.filter("store = 's6'").orderBy("day").drop("store").collectAsList());
  }

  @Test
  void plansReachTheForecasts() {
    Dataset<Row> forecasts = model.transform(sales, plan);
    assertThat(stores(forecasts))
        .as("s2 has ended, s5 is new")
        .containsExactly("s0", "s1", "s3", "s4", "s5");
    assertThat(forecasts.count()).isEqualTo(5L * HORIZON);
    assertThat(forecasts.selectExpr("min(day)", "max(day)").first())
        .hasToString("[2024-04-30,2024-05-06]");
    Row errors =
        forecasts
            .withColumnRenamed("units", "forecast")
            .join(all, new String[] {"store", "day"})
            .filter("store <> 's5'")
            .selectExpr(
                "sum(abs(forecast - units)) / sum(units)", "avg(abs(forecast - units) / units)")
            .first();
    assertThat(errors.getDouble(0)).as("WAPE").isLessThan(0.15);
    assertThat(errors.getDouble(1)).as("for series of any level").isLessThan(0.2);
    // what another plan would sell
    Dataset<Row> without = plan.selectExpr("store", "day", "0 as promo", "region");
    assertThat(promoted(model.transform(sales, without))).isLessThan(0.75 * promoted(forecasts));
  }

  /** The sum of forecasts of days with a promotion, in stores that have sold before. */
  private static double promoted(Dataset<Row> forecasts) {
    return forecasts
        .join(plan.filter("promo = 1 and store <> 's5'"), new String[] {"store", "day"})
        .selectExpr("sum(units)")
        .first()
        .getDouble(0);
  }

  @Test
  void rowsWithoutTargetsAreThePlanToo() {
    Dataset<Row> together =
        sales.unionByName(
            plan.filter("day > '2024-04-29'").selectExpr("*", "cast(null as double) as units"));
    List<Row> expected = ordered(model.transform(sales, plan.filter("day > '2024-04-29'")));
    assertThat(ordered(model.transform(together))).isEqualTo(expected);
    assertThat(ordered(model.transform(together.repartition(5)))).isEqualTo(expected);
  }

  /** The table of what was sold need not have them. */
  @Test
  void plannedColumnsMayBeInTheSecondTableOnly() {
    assertThat(ordered(model.transform(sales.drop("promo", "region"), plan)))
        .isEqualTo(ordered(model.transform(sales, plan)));
  }

  @Test
  void trainingIgnoresWhatIsPlanned() {
    Dataset<Row> together =
        sales.unionByName(
            plan.filter("day > '2024-04-29'").selectExpr("*", "cast(null as double) as units"));
    LstmForecasterModel other = forecaster().fit(together.repartition(4));
    assertThat(other.weights()).containsExactly(model.weights());
  }

  /** Shuffles leave some, unless Spark may merge them as it goes on. */
  @Test
  void partitionsWithoutSeriesChangeNothing() {
    LstmForecaster small = forecaster().setEpochs(1);
    Dataset<Row> two = sales.filter("store in ('s0', 's3')");
    float[] expected = small.fit(two).weights();
    LocalSpark.under(
        Map.of("spark.sql.adaptive.enabled", "false"),
        () -> assertThat(small.fit(two).weights()).containsExactly(expected));
  }

  @Test
  void whatAPlanLacksIsNamedBeforeAnythingIsComputed() {
    assertThatThrownBy(
            () ->
                model.transform(
                    sales, plan.filter("not (store = 's3' and day = date'2024-05-02')")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("column 'promo' has no value at 2024-05-02 in series store=s3")
        .hasMessageContaining("neither in the data frame nor in the table of what is known ahead")
        .hasMessageEndingWith(
            "values are missing for 1 of the 5 series to forecast; their last row is that of 2024-05-06");
    assertThatThrownBy(() -> model.transform(sales, plan.filter("day <= date'2024-05-03'")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("column 'promo' has no value at 2024-05-04 in series store=s0")
        .hasMessageEndingWith(
            "values are missing for 5 of the 5 series to forecast; their last row is that of 2024-05-03");
    assertThatThrownBy(() -> model.transform(sales))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("column 'promo' has no value at 2024-04-30 in series store=s0")
        .hasMessageEndingWith(
            "values are missing for 4 of the 4 series to forecast; no row follows what was observed");
  }

  @Test
  void seriesThatAreTooShortNeedNoPlan() {
    Dataset<Row> whole = all.filter("store in ('s3', 's4') and i < " + DAYS).drop("i", "hole");
    LstmForecasterModel kept = forecaster().setGaps("keep").setColdShare(0).setEpochs(1).fit(whole);
    Dataset<Row> young = whole.filter("store = 's3' and day < date'2024-01-05'");
    Dataset<Row> both = whole.unionByName(young.withColumn("store", functions.lit("young")));
    assertThat(stores(kept.transform(both, plan))).containsExactly("s3", "s4");
  }

  @Test
  void aPlanThatNothingReadsIsRefused() {
    Dataset<Row> waves = WavePanel.rows();
    LstmForecasterModel blind = WavePanel.forecaster().setHiddenSize(2).setEpochs(1).fit(waves);
    assertThatThrownBy(() -> blind.transform(waves, plan))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith(
            "futureCols and calendarFeatures are empty, so nothing of the data frame of future rows is used: leave it out");
  }

  @Test
  void faultsOfThePlanAreSaidToBeThose() {
    Map<Dataset<Row>, String> faults =
        Map.of(
            plan.limit(0),
            "the table of what is known ahead (data.future-source), has no rows",
            plan.union(plan.filter("store = 's4' and day >= date'2024-05-01'")),
            "6 rows of the data frame of future rows have the same time as another row of their series, first in series store=s4 at 2024-05-01",
            plan.selectExpr("store", "if(store = 's1', null, day) as day", "promo", "region"),
            "rows of the data frame of future rows have no time in column 'day'",
            plan.withColumn("day", expr("timestamp(day)"))
                .union(plan.withColumn("day", expr("timestamp(day) + interval 6 hours"))),
            "rows of the data frame of future rows have the same time as another row of their series, first in series store=s0 at 2024-01-01",
            plan.withColumn("day", expr("date_format(day, 'dd/MM/yyyy')")),
            "column 'day' of the data frame of future rows is of type string, expected timestamp, date",
            plan.withColumn("day", expr("datediff(day, date'2024-01-01')")),
            "column 'day' of the data frame of future rows is of type int, that of the data frame of type date",
            plan.withColumn("promo", expr("if(promo = 1, 'yes', 'no')")),
            "column 'promo' of the data frame of future rows is of type string, expected a number",
            plan.withColumn("store", expr("concat(store, '!')")),
            "neither in the data frame nor in the table of what is known ahead");
    faults.forEach(
        (fault, message) ->
            assertThatThrownBy(() -> model.transform(sales, fault))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message));
    assertThatThrownBy(
            () ->
                model.transform(
                    sales.drop("promo"), plan.withColumn("store", expr("concat(store, '!')"))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no series of the data frame of future rows is in the data frame")
        .hasMessageContaining("store=s0, ")
        .hasMessageContaining("store=s0!, ");
  }

  @Test
  void unusualSeriesAreCounted() {
    List<String> warnings = new ArrayList<>();
    Dataset<Row> moved =
        plan.withColumn(
            "region", expr("if(store = 's5', null, if(store = 's4' and promo = 1, 'x', region))"));
    Table table =
        new Table(
            sales
                .drop("region")
                .unionByName(
                    sales
                        .filter("store = 's0' and day < date'2024-01-05'")
                        .limit(3)
                        .drop("region")
                        .withColumn("store", expr("null"))),
            "sales",
            message -> warnings.add(message.toString()));
    long series =
        new ForecastTask(LstmForecasterModel.config(model))
            .forecasts(model.trained())
            .requireSeries(
                FutureTable.union(
                    table, moved, "the plan", LstmForecasterModel.config(model).data()),
                Invalid.ERROR);
    assertThat(series).as("one has ended, one is new, one has rows without a store").isEqualTo(5);
    assertThat(warnings)
        .anySatisfy(
            one -> assertThat(one).contains("3 rows of sales have no value in a column that"))
        .anySatisfy(
            one ->
                assertThat(one)
                    .contains("2 of 6 series have no value of [units] for more than 7 periods"))
        .anySatisfy(
            one ->
                assertThat(one)
                    .contains("has more than one value in 1 of the 5 series")
                    .contains("store=s4"))
        .anySatisfy(
            one ->
                assertThat(one)
                    .contains("has no value in 1 of the 5 series to forecast: series store=s5"));
  }

  /** A type that was found by looking at some values may differ. */
  @Test
  void plansMayHaveWiderTypes() {
    Dataset<Row> halves = plan.withColumn("promo", expr("promo / 2"));
    assertThat(ordered(model.transform(sales, halves)))
        .isNotEqualTo(ordered(model.transform(sales, plan.withColumn("promo", expr("0")))))
        .isEqualTo(
            ordered(model.transform(sales.withColumn("promo", expr("double(promo)")), halves)));
  }

  @Test
  void savedModelsForecastTheSame(@TempDir Path directory) throws Exception {
    String path = directory.resolve("model").toString();
    model.save(path);
    LstmForecasterModel loaded = LstmForecasterModel.load(path);
    assertThat(ordered(loaded.transform(sales, plan)))
        .isEqualTo(ordered(model.transform(sales, plan)));
    assertThat(loaded.getFutureCols()).containsExactly("promo");
  }

  /** As servers of Spark Connect do, whatever file system is the default. */
  @Test
  void modelsArePutAwayOnTheDriversDisk(@TempDir Path directory) throws Exception {
    String path = directory.resolve("away").toString();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    String usual = hadoop.get("fs.defaultFS");
    try {
      hadoop.set("fs.defaultFS", "nowhere://here");
      model.write().saveToLocal(path);
      LstmForecasterModel back = LstmForecasterModel.read().loadFromLocal(path);
      assertThat(back.weights()).containsExactly(model.weights());
      assertThat(back.summary().collectAsList()).isEqualTo(model.summary().collectAsList());
      assertThat(back.bestEpoch()).isEqualTo(model.bestEpoch());
      assertThat(back.estimatedSize()).isEqualTo(4L * model.numParameters());
    } finally {
      hadoop.set("fs.defaultFS", usual);
    }
  }

  /** As clients of Spark Connect give two tables in one. */
  @Test
  void rowsMaySayWhichTableTheyAreFrom() {
    Dataset<Row> both =
        sales
            .withColumn("\u0001ahead", functions.lit(false))
            .unionByName(plan.withColumn("\u0001ahead", functions.lit(true)), true);
    assertThat(ordered(model.transform(both))).isEqualTo(ordered(model.transform(sales, plan)));
  }

  @Test
  void seriesAreMeasuredByTheirOwnTrainSpans(@TempDir Path directory) throws Exception {
    LstmForecasterModel bySeries =
        forecaster()
            .setScalerType("series")
            .setFeatureScalerType("series")
            .setTargetTransform("none")
            .fit(sales);
    // s1 as a series that training has not seen: its scale is that of its history
    Dataset<Row> other =
        sales.filter("store = 's1'").withColumn("store", functions.lit("other")).cache();
    Dataset<Row> ahead = plan.filter("store = 's1'").withColumn("store", functions.lit("other"));
    Dataset<Row> forecasts = bySeries.transform(sales.unionByName(other), plan.unionByName(ahead));
    Row errors =
        forecasts
            .withColumnRenamed("units", "forecast")
            .join(all, new String[] {"store", "day"})
            .filter("store <> 's5'")
            .selectExpr("avg(abs(forecast - units) / units)")
            .first();
    assertThat(errors.getDouble(0)).as("for series of any level").isLessThan(0.2);
    double level = forecasts.filter("store = 's1'").selectExpr("avg(units)").first().getDouble(0);
    double likeIt =
        forecasts.filter("store = 'other'").selectExpr("avg(units)").first().getDouble(0);
    assertThat(likeIt).isCloseTo(level, withinPercentage(20)).isNotEqualTo(level);
    bySeries.save(directory.resolve("model").toString());
    assertThat(
            ordered(
                LstmForecasterModel.load(directory.resolve("model").toString())
                    .transform(sales, plan)))
        .isEqualTo(ordered(bySeries.transform(sales, plan)));
  }

  @Test
  void theFrequencyTellsWhatTheCalendarHas(@TempDir Path directory) throws Exception {
    LstmForecasterModel auto =
        forecaster().setEpochs(1).setCalendarFeatures(new String[] {"auto"}).fit(sales);
    LstmForecasterModel said =
        forecaster()
            .setEpochs(1)
            .setCalendarFeatures(new String[] {"day-of-week", "day-of-month", "day-of-year"})
            .fit(sales);
    List<Row> forecasts = ordered(auto.transform(sales, plan));
    assertThat(forecasts).isEqualTo(ordered(said.transform(sales, plan)));
    auto.save(directory.resolve("model").toString());
    assertThat(
            ordered(
                LstmForecasterModel.load(directory.resolve("model").toString())
                    .transform(sales, plan)))
        .isEqualTo(forecasts);
  }

  @Test
  void theReverseDirectionReadsTheLookback() {
    LstmForecasterModel bothWays = forecaster().setBidirectional(true).fit(sales);
    Dataset<Row> forecasts = bothWays.transform(sales, plan);
    assertThat(forecasts.count()).as("s5 has no history").isEqualTo(5L * HORIZON);
    Row errors =
        forecasts
            .withColumnRenamed("units", "forecast")
            .join(all, new String[] {"store", "day"})
            .filter("store <> 's5'")
            .selectExpr("sum(abs(forecast - units)) / sum(units)")
            .first();
    assertThat(errors.getDouble(0)).as("WAPE").isLessThan(0.15);
    assertThat(
            ordered(bothWays.transform(sales.filter("store = 's4'"), plan.filter("store = 's4'"))))
        .as("in batches of other lengths")
        .isEqualTo(ordered(forecasts.filter("store = 's4'")));
  }

  @Test
  void backtestsLeaveOutWhatWasNotObserved() {
    Dataset<Row> backtest = model.backtest(sales, "validation");
    assertThat(backtest.filter("units is null").count()).isZero();
    assertThat(stores(backtest)).contains("s0", "s1");
    assertThat(backtest.selectExpr("avg(abs(units_error))").first().getDouble(0))
        .isLessThan(backtest.selectExpr("avg(abs(units_naive - units))").first().getDouble(0));
  }

  @Test
  void originsRoll() {
    Dataset<Row> rolling = model.backtest(sales.filter("store in ('s0', 's4')"), 3, 5).cache();
    assertThat(rolling.selectExpr("count(distinct store, cutoff)").first().getLong(0)).isEqualTo(6);
    assertThat(
            rolling
                .filter("store = 's0'")
                .select("cutoff")
                .distinct()
                .orderBy("cutoff")
                .collectAsList())
        .extracting(row -> row.get(0).toString())
        .containsExactly("2024-04-12", "2024-04-17", "2024-04-22");
    assertThat(rolling.selectExpr("max(step)", "max(day)").first()).hasToString("[7,2024-04-29]");
    assertThatThrownBy(() -> model.backtest(sales, 0, 5))
        .hasMessageContaining("expected 1 to 1,000,000 of each");
  }

  @Test
  void theWidthOfVectorsOfClassesCanBeSaid(@TempDir Path directory) throws Exception {
    LstmForecasterModel usual = forecaster().setEpochs(1).fit(sales);
    LstmForecasterModel wide = forecaster().setEpochs(1).setEmbeddingSize(7).fit(sales);
    // two regions: 3 vectors of width 1 by default, and as many inputs of the 4 gates of 16 units
    assertThat(wide.numParameters() - usual.numParameters()).isEqualTo(6 * (3 + 4 * 16));
    String path = directory.resolve("wide").toString();
    wide.save(path);
    assertThat(ordered(LstmForecasterModel.load(path).transform(sales, plan)))
        .isEqualTo(ordered(wide.transform(sales, plan)));
  }

  @Test
  void wrongColumnsAreNamed() {
    assertThatThrownBy(() -> forecaster().setCategoricalCols(new String[] {"nowhere"}).fit(sales))
        .hasMessageContaining("categoricalCols: 'nowhere' is in none of");
    assertThatThrownBy(() -> forecaster().setCalendarFeatures(new String[] {"moon"}).fit(sales))
        .hasMessageContaining("calendarFeatures: there is no 'moon'");
    assertThatThrownBy(
            () ->
                forecaster()
                    .setFutureCols(new String[] {"region"})
                    .setCategoricalCols(new String[0])
                    .setStaticCols(new String[0])
                    .fit(sales))
        .hasMessageContaining("futureCols: column 'region'");
    assertThatThrownBy(() -> forecaster().setPooling("mean").fit(sales))
        .hasMessageContaining("answered step by step");
    assertThatThrownBy(
            () ->
                forecaster()
                    .fit(sales.selectExpr("store", "day", "promo", "region", "-units as units")))
        .hasMessageContaining("targetTransform = log1p is for values above -1");
  }

  private static LstmForecasterModel asOf(String time) {
    return model.copy(ParamMap.empty()).setAsOf(time);
  }

  /** What was observed later changes nothing, and what is planned stays. */
  @Test
  void aForecastAsOfATimeIsThatOfTheTableOfThatTime() {
    Dataset<Row> then = sales.filter("day <= date'2024-03-25'");
    List<Row> forecasts = ordered(asOf("2024-03-25").transform(sales, plan));
    assertThat(forecasts).isEqualTo(ordered(model.transform(then, plan)));
    assertThat(forecasts.get(0).<Object>getAs("day")).hasToString("2024-03-26");
    // a hidden value may be anything
    Dataset<Row> other =
        sales.withColumn("units", expr("if(day > date'2024-03-25', 7 * units, units)"));
    assertThat(ordered(asOf("2024-03-25").transform(other, plan))).isEqualTo(forecasts);
  }

  /** It has no plan after its end, but it had not ended then. */
  @Test
  void aSeriesThatHasEndedSinceGoesOnAsItWas() {
    Dataset<Row> ended = plan.filter("not (store = 's2' and day > date'2024-03-20')");
    assertThat(stores(asOf("2024-03-25").transform(sales, ended))).contains("s2");
  }

  @Test
  void aTimeToForecastFromMustBeOneOfThePanel() {
    Map<String, String> messages =
        Map.of(
            "soon", "asOf (--as-of) is 'soon', expected a date such as 2025-01-31",
            "2024-03-25 12:00", "because the times of the table are dates",
            "2020-01-01", "no row of the data frame up to asOf (--as-of) = 2020-01-01 has a value",
            "2030-01-01", "is more than 7 periods (endedAfter) after 2024-04-29");
    messages.forEach(
        (time, message) ->
            assertThatThrownBy(() -> asOf(time).transform(sales, plan))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(message));
  }
}
