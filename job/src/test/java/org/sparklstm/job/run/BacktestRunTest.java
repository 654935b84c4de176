package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.scoring.Origins;

/** Back-tests from rolling origins, and what they say of the errors. */
class BacktestRunTest {
  @TempDir Path directory;

  @Test
  void errorsAreThoseOfTheTable() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("panel.csv", Jobs.panel());
    jobs.train(table, Jobs.PANEL);
    JobContext context = jobs.context(table, Jobs.PANEL);
    String model = directory.resolve("runs/run/model").toString();
    String output = directory.resolve("backtest").toString();
    BacktestRun run = new BacktestRun(context, new Origins(3, 6), Optional.empty());
    JsonObject result =
        JsonParser.parseString(run.run(model, Optional.empty(), output, SaveMode.ErrorIfExists))
            .getAsJsonObject();
    Dataset<Row> rows = LocalSpark.session().read().parquet(output);
    assertThat(rows.select("store", "cutoff").distinct().count()).isEqualTo(6);
    Row expected =
        rows.selectExpr(
                "count(*)",
                "avg(abs(units_forecast - units))",
                "sum(abs(units_forecast - units)) / sum(units)",
                "avg(units_forecast - units)",
                "avg(if(step = 2, abs(units_naive - units), null))")
            .first();
    JsonObject units = result.getAsJsonObject("errors").getAsJsonObject("units");
    assertThat(units.get("rows").getAsLong()).isEqualTo(expected.getLong(0));
    assertThat(result.get("rows").getAsLong()).isEqualTo(expected.getLong(0));
    long unobserved = 6 * 6 - rows.count();
    assertThat(units.get("unobserved").getAsLong()).isEqualTo(unobserved).isPositive();
    assertThat(jobs.shown())
        .contains(
            "  %d of 36 values to forecast were not observed and are in no error"
                .formatted(unobserved));
    assertThat(units.get("mae").getAsDouble()).isCloseTo(expected.getDouble(1), within(1e-6));
    assertThat(units.get("wape").getAsDouble()).isCloseTo(expected.getDouble(2), within(1e-9));
    assertThat(units.get("bias").getAsDouble()).isCloseTo(expected.getDouble(3), within(1e-6));
    JsonObject second = units.getAsJsonArray("by_step").get(1).getAsJsonObject();
    assertThat(second.get("step").getAsInt()).isEqualTo(2);
    assertThat(second.get("naive_mae").getAsDouble())
        .isCloseTo(expected.getDouble(4), within(1e-6));
    assertThat(rows.filter("units_naive = round(units_naive, 2)").count()).isEqualTo(rows.count());
    Dataset<Row> scales =
        Jobs.rows(table)
            .filter("units is not null")
            .join(rows.groupBy("store").agg(functions.min("cutoff").alias("first")), "store")
            .filter("time <= first")
            .selectExpr(
                "store",
                "abs(units - lag(units) over (partition by store order by time)) as difference",
                "datediff(time, lag(time) over (partition by store order by time)) as days")
            .filter("days = 1")
            .groupBy("store")
            .agg(functions.avg("difference").alias("scale"));
    double mase =
        rows.join(scales, "store")
            .groupBy("store")
            .agg(functions.expr("avg(abs(units_forecast - units)) / first(scale)").alias("mase"))
            .selectExpr("avg(mase)")
            .first()
            .getDouble(0);
    assertThat(units.get("mase").getAsDouble()).isCloseTo(mase, within(1e-9));
    String bySeries = result.get("errors_by_series").getAsString();
    assertThat(Path.of(URI.create(bySeries)))
        .isEqualTo(directory.resolve("backtest-errors-by-series.csv"))
        .content()
        .startsWith("store,target,rows,level,mse,mae,wape,mase,smape,bias,")
        .hasLineCount(3);
    assertThat(jobs.shown()).contains("  step 1 ", "  step 6 ", "  level 10-100 ", "MASE");
    assertThat(units.getAsJsonArray("by_level").get(0).getAsJsonObject().get("level").getAsString())
        .isEqualTo("10-100");
    // a second table that says what the first one does changes nothing
    Path plan = jobs.table("plan.csv", Jobs.panel());
    JobContext planned = jobs.context(table, Jobs.PANEL, "data.future-source=" + plan);
    String same = directory.resolve("same").toString();
    new BacktestRun(planned, new Origins(3, 6), Optional.empty())
        .run(model, Optional.empty(), same, SaveMode.ErrorIfExists);
    Dataset<Row> again = LocalSpark.session().read().parquet(same);
    assertThat(again.exceptAll(rows).count() + rows.exceptAll(again).count()).isZero();
    assertThatThrownBy(() -> run.run(model, Optional.empty(), output, SaveMode.ErrorIfExists))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("already exists");
  }

  @Test
  void sumsOverTheHorizonAreJudgedToo() throws Exception {
    Jobs jobs = new Jobs(directory);
    // two values are missing: the sums that they are part of are not known
    Path table =
        jobs.table(
            "table.csv", Jobs.twoSeries().replaceAll("(2024-01-09 0[56]:00:00),[^,]*", "$1,"));
    String[] settings = {
      "forecast.total=true",
      "train.epochs=1",
      "data.missing=forward-fill",
      "data.split.train=0.4",
      "data.split.validation=0.4",
      "data.split.test=0.2"
    };
    jobs.train(table, Jobs.TWO_SERIES, settings);
    String output = directory.resolve("backtest").toString();
    JsonObject result =
        JsonParser.parseString(
                new BacktestRun(
                        jobs.context(table, Jobs.TWO_SERIES, settings),
                        new Origins(4, 2),
                        Optional.empty())
                    .run(
                        directory.resolve("runs/run/model").toString(),
                        Optional.empty(),
                        output,
                        SaveMode.ErrorIfExists))
            .getAsJsonObject();
    Dataset<Row> sums =
        LocalSpark.session()
            .read()
            .parquet(output)
            .groupBy("store", "cutoff")
            .agg(
                functions.expr("sum(sales)").alias("truth"),
                functions.expr("sum(sales_naive)").alias("naive"),
                functions.expr("first(sales_total)").alias("told"),
                functions.expr("first(sales_total_forecast)").alias("forecast"),
                functions.expr("first(sales_total_q90)").alias("high"));
    assertThat(sums.count()).isEqualTo(8);
    Row expected =
        sums.filter("told is not null")
            .selectExpr(
                "count(*)",
                "max(abs(truth - told))",
                "sum(abs(forecast - truth)) / sum(truth)",
                "sum(abs(naive - truth)) / sum(truth)",
                "avg(forecast - truth)",
                "avg(if(truth < high, 1, 0))")
            .first();
    JsonObject total =
        result.getAsJsonObject("errors").getAsJsonObject("sales").getAsJsonObject("total");
    assertThat(total.get("windows").getAsLong())
        .as("two of four of each store")
        .isEqualTo(expected.getLong(0))
        .isEqualTo(4);
    assertThat(expected.getDouble(1)).isLessThan(1e-3);
    assertThat(total.get("wape").getAsDouble()).isCloseTo(expected.getDouble(2), within(1e-6));
    assertThat(total.get("naive_wape").getAsDouble())
        .isCloseTo(expected.getDouble(3), within(1e-6));
    assertThat(total.get("bias").getAsDouble()).isCloseTo(expected.getDouble(4), within(1e-3));
    assertThat(
            total
                .getAsJsonArray("quantiles")
                .get(2)
                .getAsJsonObject()
                .get("share_below")
                .getAsDouble())
        .isCloseTo(expected.getDouble(5), within(1e-9));
    assertThat(jobs.shown()).contains("  sums over the horizon: WAPE ");
    // what a pointer names is judged as it is, not as the command would have trained it
    Path pointer =
        Files.writeString(
            directory.resolve("current"), directory.resolve("runs/run/model").toString());
    JobContext other =
        jobs.context(
            table,
            Jobs.TWO_SERIES,
            "window.horizon=3",
            "window.lookback=7",
            "data.missing=forward-fill");
    JsonObject same =
        JsonParser.parseString(
                new BacktestRun(other, new Origins(4, 2), Optional.empty())
                    .run(
                        pointer.toString(),
                        Optional.empty(),
                        directory.resolve("same").toString(),
                        SaveMode.ErrorIfExists))
            .getAsJsonObject();
    assertThat(same.get("errors")).isEqualTo(result.get("errors"));
  }

  @Test
  void quantilesAreJudgedToo() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("panel.csv", Jobs.panel());
    String[] settings = {"train.loss=quantile", "forecast.quantiles=[0.1,0.5,0.9]"};
    jobs.train(table, Jobs.PANEL, settings);
    JobContext context = jobs.context(table, Jobs.PANEL, settings);
    String model = directory.resolve("runs/run/model").toString();
    String output = directory.resolve("backtest").toString();
    JsonObject result =
        JsonParser.parseString(
                new BacktestRun(context, new Origins(3, 6), Optional.empty())
                    .run(model, Optional.empty(), output, SaveMode.ErrorIfExists))
            .getAsJsonObject();
    Dataset<Row> rows = LocalSpark.session().read().parquet(output);
    String pinball = "greatest(%1$s * (units - %2$s), (%1$s - 1) * (units - %2$s))";
    Row expected =
        rows.selectExpr(
                "2 * (sum(%s) + sum(%s) + sum(%s)) / (3 * sum(abs(units)))"
                    .formatted(
                        pinball.formatted(0.1, "units_q10"),
                        pinball.formatted(0.5, "units_q50"),
                        pinball.formatted(0.9, "units_q90")),
                "avg(if(units <= units_q90, 1, 0))")
            .first();
    JsonObject units = result.getAsJsonObject("errors").getAsJsonObject("units");
    assertThat(units.get("wql").getAsDouble()).isCloseTo(expected.getDouble(0), within(1e-9));
    JsonObject highest = units.getAsJsonArray("quantiles").get(2).getAsJsonObject();
    assertThat(highest.get("level").getAsDouble()).isEqualTo(0.9);
    assertThat(highest.get("share_below").getAsDouble())
        .isCloseTo(expected.getDouble(1), within(1e-9));
    assertThat(jobs.shown()).contains("  quantiles: WQL ", "share of the actual values below them");
    assertThat(Path.of(URI.create(result.get("errors_by_series").getAsString())))
        .content()
        .contains(",naive_mase,wql\n")
        .doesNotContain(",\n");
  }

  @Test
  void whatWasNotObservedIsCounted() {
    Jobs jobs = new Jobs(directory);
    // nothing in the second of three horizons of a store
    String holes =
        Pattern.compile("(?m)^(0,2024-04-2[2-7]),[\\d.]*,")
            .matcher(Jobs.panel())
            .replaceAll("$1,,");
    Path table = jobs.table("panel.csv", holes);
    jobs.train(table, Jobs.PANEL);
    String model = directory.resolve("runs/run/model").toString();
    String output = directory.resolve("backtest").toString();
    JsonObject result =
        JsonParser.parseString(
                new BacktestRun(
                        jobs.context(table, Jobs.PANEL), new Origins(3, 6), Optional.empty())
                    .run(model, Optional.empty(), output, SaveMode.ErrorIfExists))
            .getAsJsonObject();
    Dataset<Row> rows = LocalSpark.session().read().parquet(output);
    assertThat(rows.filter("units is null or units_error is null").count()).isZero();
    assertThat(rows.filter("store = 0 and time between '2024-04-22' and '2024-04-27'").count())
        .isZero();
    assertThat(
            result.getAsJsonObject("errors").getAsJsonObject("units").get("unobserved").getAsLong())
        .isEqualTo(2 * 3 * 6 - rows.count())
        .isGreaterThan(6);
  }

  @Test
  void filesBesideTheOutputAreNotReplacedUnlessTheyAreOurs() throws Exception {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("panel.csv", Jobs.panel());
    jobs.train(table, Jobs.PANEL);
    String model = directory.resolve("runs/run/model").toString();
    String output = directory.resolve("backtest").toString();
    BacktestRun run =
        new BacktestRun(jobs.context(table, Jobs.PANEL), new Origins(2, 6), Optional.empty());
    Path page = Files.writeString(directory.resolve("backtest-report.html"), "mine");
    assertThatThrownBy(() -> run.run(model, Optional.empty(), output, SaveMode.ErrorIfExists))
        .hasMessageContaining("backtest-report.html already exists: use --overwrite");
    assertThatThrownBy(() -> run.run(model, Optional.empty(), output, SaveMode.Overwrite))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("backtest-report.html was not written by a back-test");
    assertThat(page).content().isEqualTo("mine");
    assertThat(directory.resolve("backtest")).doesNotExist();
    Files.delete(page);
    run.run(model, Optional.empty(), output, SaveMode.ErrorIfExists);
    assertThat(page).content().contains("back-test – spark-lstm");
    run.run(model, Optional.empty(), output, SaveMode.Overwrite);
  }
}
