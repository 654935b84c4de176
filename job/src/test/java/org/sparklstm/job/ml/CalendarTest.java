package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.LocalSpark;

/** How times go on that are read from tables, in any time zone. */
class CalendarTest {
  private static final String ZONE = "spark.sql.session.timeZone";

  @TempDir Path directory;
  private SparkSession spark;

  @BeforeEach
  void prepare() {
    spark = LocalSpark.session();
  }

  @AfterEach
  void reset() {
    spark.conf().set(ZONE, "UTC");
  }

  private static LstmForecaster forecaster() {
    return new LstmForecaster()
        .setTimeCol("t")
        .setTargetCols(new String[] {"y"})
        .setLookback(2)
        .setHorizon(2)
        .setHiddenSize(2)
        .setEpochs(1)
        .setValidationSplit(0)
        .setTestSplit(0)
        .setTrainSplit(1);
  }

  /**
   * A series whose times are numbered.
   *
   * @param time SQL expression of the time of row {@code i}
   */
  private Dataset<Row> series(int rows, String time) {
    return spark
        .range(rows)
        .selectExpr(time.replaceAll("\\bi\\b", "cast(id as int)") + " as t", "sin(id) as y");
  }

  private static List<String> times(Dataset<Row> forecasts) {
    return forecasts.selectExpr("cast(t as string)").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private List<String> next(Dataset<Row> table) {
    return times(forecaster().fit(table).transform(table));
  }

  @Test
  void monthsAndDaysGoByTheWallClockOfTheSession() {
    spark.conf().set(ZONE, "America/New_York");
    Dataset<Row> monthly =
        series(25, "add_months(date'1959-02-01', i)").selectExpr("timestamp(t) as t", "y");
    assertThat(next(monthly)).containsExactly("1961-03-01 00:00:00", "1961-04-01 00:00:00");
    spark.conf().set(ZONE, "Europe/Berlin");
    Dataset<Row> daily =
        series(20, "date_add(date'2024-03-11', i)").selectExpr("timestamp(t) as t", "y");
    assertThat(next(daily)).containsExactly("2024-03-31 00:00:00", "2024-04-01 00:00:00");
  }

  @Test
  void aModelGoesOnInTheZoneInWhichItWasTrained() throws Exception {
    spark.conf().set(ZONE, "Europe/Berlin");
    Dataset<Row> daily =
        series(20, "date_add(date'2024-03-11', i)").selectExpr("timestamp(t) as t", "y");
    String path = directory.resolve("model").toString();
    forecaster().fit(daily).save(path);
    String table = directory.resolve("table").toString();
    daily.write().parquet(table);
    spark.conf().set(ZONE, "UTC");
    // midnights in Berlin, before and after the change to summer time
    assertThat(times(LstmForecasterModel.load(path).transform(spark.read().parquet(table))))
        .containsExactly("2024-03-30 23:00:00", "2024-03-31 22:00:00");
  }

  @Test
  void businessDaysAndLocalTimestampsAndNumbers() {
    Dataset<Row> business =
        series(30, "date_add(date'2024-01-01', i)").filter("dayofweek(t) not in (1, 7)");
    assertThat(next(business)).containsExactly("2024-01-31", "2024-02-01");
    Dataset<Row> friday = business.filter("t <= date'2024-01-26'");
    assertThat(next(friday)).containsExactly("2024-01-29", "2024-01-30");
    Dataset<Row> local =
        series(20, "timestamp_ntz'2024-03-31 00:00:00' + make_dt_interval(0, 0, 30 * i)");
    assertThat(next(local)).containsExactly("2024-03-31 10:00:00", "2024-03-31 10:30:00");
    assertThat(next(series(20, "5 * i"))).containsExactly("100", "105");
    // inserted as they are read
    Dataset<Row> gaps = local.filter("minute(t) = 0 or hour(t) != 5");
    LstmForecaster filling = forecaster().setGaps("fill").setMissing("forward-fill");
    assertThat(times(filling.fit(gaps).transform(gaps)))
        .containsExactly("2024-03-31 10:00:00", "2024-03-31 10:30:00");
  }

  @Test
  void anyTimestampOfSparkWorks() {
    for (String start : List.of("0001-01-01", "1582-09-25", "1600-01-01", "9999-11-20")) {
      Dataset<Row> days = series(20, "date_add(date'" + start + "', i)");
      String sql = "date_add(date'%s', %d)";
      List<String> dates =
          IntStream.of(20, 21)
              .mapToObj(i -> spark.sql("select string(" + sql.formatted(start, i) + ")").first())
              .map(row -> row.getString(0))
              .toList();
      assertThat(next(days)).isEqualTo(dates);
      assertThat(next(days.selectExpr("timestamp(t) as t", "y")))
          .isEqualTo(dates.stream().map(date -> date + " 00:00:00").toList());
    }
  }

  /** One row is enough to go on as the panel does. */
  @Test
  void theModelKeepsTheFrequency() {
    Dataset<Row> monthly = series(30, "add_months(date'2020-01-28', i)");
    LstmForecasterModel model = forecaster().setLookback(1).fit(monthly);
    Dataset<Row> single = monthly.filter("t = date'2022-02-28'");
    assertThat(times(model.transform(single))).containsExactly("2022-03-28", "2022-04-28");
    LstmForecasterModel given = forecaster().setLookback(1).setFrequency("P1Y").fit(monthly);
    assertThat(times(given.transform(single))).containsExactly("2023-02-28", "2024-02-28");
  }

  /** A frequency that is given knows ends of months from the table. */
  @Test
  void aGivenFrequencyKeepsEndsOfMonths() {
    Dataset<Row> quarters = series(20, "last_day(add_months(date'2019-03-31', 3 * i))");
    LstmForecasterModel model = forecaster().setFrequency("P3M").fit(quarters);
    Dataset<Row> thirtieths = quarters.filter("t in (date'2023-06-30', date'2023-09-30')");
    assertThat(times(model.transform(thirtieths))).containsExactly("2023-12-31", "2024-03-31");
  }

  @Test
  void numbersThatReadAsDatesAreRefused() {
    Dataset<Row> months =
        series(20, "add_months(date'2023-06-01', i)")
            .selectExpr("cast(date_format(t, 'yyyyMM') as int) as t", "y");
    assertThatThrownBy(() -> next(months))
        .hasMessageContaining(
            "timeCol: the whole numbers in column 't' of the data frame read as dates (yyyyMM), and 202401 follows 202312 only by the calendar")
        .hasMessageContaining("to_date(CAST(`t` AS STRING), 'yyyyMM') AS `t`")
        .hasMessageContaining("frequency = 1");
    Dataset<Row> query = months.selectExpr("to_date(cast(t as string), 'yyyyMM') as t", "y");
    assertThat(next(query)).containsExactly("2025-02-01", "2025-03-01");
    LstmForecaster plain = forecaster().setFrequency("1");
    assertThat(times(plain.fit(months).transform(months))).containsExactly("202502", "202503");
    Dataset<Row> days =
        series(20, "date_add(date'2023-06-20', i)")
            .selectExpr("cast(date_format(t, 'yyyyMMdd') as bigint) as t", "y");
    assertThatThrownBy(() -> next(days)).hasMessageContaining("read as dates (yyyyMMdd)");
  }

  @Test
  void rowsAreInsertedForTimesWithoutOne() {
    Dataset<Row> holes = series(40, "date_add(date'2024-01-01', i)").filter("day(t) % 7 != 3");
    LstmForecaster filling = forecaster().setGaps("fill").setMissing("forward-fill");
    LstmForecasterModel model = filling.fit(holes);
    assertThat(times(model.transform(holes))).containsExactly("2024-02-10", "2024-02-11");
    assertThat(times(forecaster().setGaps("fill").fit(holes).transform(holes)))
        .as("rows that were not observed")
        .containsExactly("2024-02-10", "2024-02-11");
    Dataset<Row> wide = holes.filter("t < date'2024-01-06' or t > date'2024-02-06'");
    assertThatThrownBy(() -> filling.fit(wide))
        .hasMessageContaining("gaps = fill would insert")
        .hasMessageContaining("of the series, if its rows are P1D apart");
  }

  @Test
  void seriesAreThoseOfSpark() {
    Dataset<Row> shops =
        series(40, "date_add(date'2024-01-01', i)")
            .selectExpr(
                "collate(if(day(t) % 2 = 0, 'Shop', 'SHOP'), 'UTF8_LCASE') as shop", "t", "y");
    LstmForecasterModel model = forecaster().setSeriesIdCols(new String[] {"shop"}).fit(shops);
    assertThat(times(model.transform(shops))).containsExactly("2024-02-10", "2024-02-11");
  }

  @Test
  void spansBeginAtDates() {
    spark.conf().set(ZONE, "Europe/Berlin");
    // one series begins later, and one has a gap
    Dataset<Row> table =
        series(60, "date_add(date'2024-02-10', i)")
            .selectExpr("explode(array('a', 'b', 'c')) as id", "timestamp(t) as t", "y")
            .filter("id <> 'b' or t >= '2024-03-10'")
            .filter("id <> 'c' or t not between '2024-03-01' and '2024-03-05'");
    LstmForecaster forecaster =
        forecaster()
            .setSeriesIdCols(new String[] {"id"})
            .setSplitUnit("date")
            .setValidationFrom("2024-03-25")
            .setTestFrom("2024-04-01 00:00:00");
    for (String gaps : List.of("keep", "fill")) {
      LstmForecasterModel model = forecaster.setGaps(gaps).setMissing("forward-fill").fit(table);
      assertThat(span(model.backtest(table, "validation")))
          .containsOnly("2024-03-25 00:00:00 2024-03-31 00:00:00");
      assertThat(span(model.backtest(table)))
          .containsOnly("2024-04-01 00:00:00 2024-04-09 00:00:00");
    }
    forecaster.clear(forecaster.validationFrom());
    LstmForecasterModel whole = forecaster.fit(table);
    assertThat(whole.summary().filter("validationLoss is not null").count()).isZero();
    assertThat(span(whole.backtest(table))).containsOnly("2024-04-01 00:00:00 2024-04-09 00:00:00");
  }

  /** First and last time of the rows of each series. */
  private static List<String> span(Dataset<Row> rows) {
    return rows
        .groupBy("id")
        .agg(functions.expr("concat(min(t), ' ', max(t))"))
        .collectAsList()
        .stream()
        .map(row -> row.getString(1))
        .toList();
  }

  @Test
  void datesOfSpansAreChecked() {
    Dataset<Row> daily = series(40, "date_add(date'2024-01-01', i)");
    LstmForecaster forecaster = forecaster().setSplitUnit("date");
    refuses("give validationFrom, testFrom or both", forecaster, daily);
    refuses(
        "testFrom is '2024-13-01', expected a date such as 2025-01-31",
        forecaster.setTestFrom("2024-13-01"),
        daily);
    refuses(
        "validationFrom is 2024-02-05, after testFrom, 2024-02-01",
        forecaster.setTestFrom("2024-02-01").setValidationFrom("2024-02-05"),
        daily);
    refuses("testFrom is '2024-02-01', expected a whole number", forecaster, series(40, "i"));
    refuses(
        "before 2023-01-01, where its train span ends; the table begins at 2024-01-01: set validationFrom or testFrom to a later time",
        forecaster().setSplitUnit("date").setTestFrom("2023-01-01"),
        daily);
    refuses(
        "expected a date such as 2025-01-31, because the times of the table are dates",
        forecaster().setSplitUnit("date").setTestFrom("2024-01-31 18:00"),
        daily);
    refuses(
        "have an effect only if splitUnit is date, which is auto",
        forecaster.setSplitUnit("auto"),
        daily);
    refuses(
        "horizon is 2, longer than every test span (that of the longest series has 1 rows)",
        forecaster.setSplitUnit("date").setTestFrom("2024-02-09"),
        daily);
  }

  private static void refuses(String message, LstmForecaster forecaster, Dataset<Row> table) {
    assertThatThrownBy(() -> forecaster.fit(table)).hasMessageContaining(message);
  }
}
