package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.UserException;
import org.sparklstm.job.ml.LstmForecasterModel;
import org.sparklstm.job.scoring.Origins;
import org.sparklstm.job.task.Refit;

/** Back-tests by a model that is trained further at each cutoff. */
class RefitBacktestTest {
  private static final Origins ORIGINS = new Origins(2, 6);

  @TempDir Path directory;

  private Jobs jobs;
  private Path table;
  private String model;

  @BeforeEach
  void train() {
    jobs = new Jobs(directory);
    table = jobs.table("panel.csv", Jobs.panel());
    jobs.train(table, Jobs.PANEL);
    model = directory.resolve("runs/run/model").toString();
  }

  private Dataset<Row> backtest(Path of, String name, Optional<Refit> refit) {
    result(of, name, refit);
    return LocalSpark.session().read().parquet(directory.resolve(name).toString());
  }

  private JsonObject result(Path of, String name, Optional<Refit> refit) {
    return JsonParser.parseString(
            new BacktestRun(jobs.context(of, Jobs.PANEL), ORIGINS, refit)
                .run(
                    model,
                    Optional.empty(),
                    directory.resolve(name).toString(),
                    SaveMode.ErrorIfExists))
        .getAsJsonObject();
  }

  private static Optional<Refit> refit(Refit.Scales scales) {
    return Optional.of(new Refit(scales, 1));
  }

  private static List<String> forecasts(Dataset<Row> rows, String which) {
    return rows.filter(which)
        .selectExpr("concat_ws(' ', store, cutoff, step, units_forecast) as line")
        .orderBy("line")
        .toJavaRDD()
        .map(row -> row.getString(0))
        .collect();
  }

  @Test
  void whatFollowsACutoffHasNoEffectOnIt() {
    // the last 6 observed days are a hundred times larger
    String later =
        Pattern.compile("(?m)^(\\d,2024-04-(?:2[89]|30)|\\d,2024-05-0[123]),([\\d.]+),")
            .matcher(Jobs.panel())
            .replaceAll(
                line -> line.group(1) + "," + 100 * Double.parseDouble(line.group(2)) + ",");
    assertThat(later).isNotEqualTo(Jobs.panel());
    Path changed = jobs.table("changed.csv", later);
    for (Refit.Scales scales : Refit.Scales.values()) {
      Dataset<Row> rows = backtest(table, "one-" + scales, refit(scales));
      Dataset<Row> others = backtest(changed, "other-" + scales, refit(scales));
      assertThat(
              rows.select("cutoff").distinct().orderBy("cutoff").collectAsList().stream()
                  .map(row -> row.get(0).toString()))
          .as("the same for all series")
          .containsExactly("2024-04-21", "2024-04-27");
      assertThat(forecasts(others, "true"))
          .as(scales + ": not even the last rows, which follow both cutoffs")
          .isEqualTo(forecasts(rows, "true"));
    }
  }

  @Test
  void eachCutoffTrainsFurther() {
    JsonObject result = result(table, "keep", refit(Refit.Scales.KEEP));
    Dataset<Row> keep = LocalSpark.session().read().parquet(directory.resolve("keep").toString());
    List<String> first = forecasts(keep, "cutoff = '2024-04-21'");
    Dataset<Row> without = backtest(table, "without", Optional.empty());
    assertThat(forecasts(without, "cutoff = '2024-04-21'")).hasSameSizeAs(first);
    assertThat(forecasts(without, "true")).doesNotContainAnyElementsOf(first);
    assertThat(forecasts(backtest(table, "renew", refit(Refit.Scales.RENEW)), "true"))
        .doesNotContainAnyElementsOf(first);
    JsonObject units = result.getAsJsonObject("errors").getAsJsonObject("units");
    assertThat(units.get("series").getAsInt()).isEqualTo(2);
    assertThat(units.get("rows").getAsLong()).isEqualTo(keep.count());
    assertThat(directory.resolve("keep-errors-by-series.csv")).content().hasLineCount(3);
    assertThat(jobs.shown())
        .contains("cutoff 2024-04-21: trained further", "cutoff 2024-04-27: trained further");
  }

  @Test
  void stagesDoTheSame() {
    Dataset<Row> sales = Jobs.rows(table);
    LstmForecasterModel stage = LstmForecasterModel.load(model);
    // a stage trains as its params say, which a model of the command line does not keep
    stage.set(stage.batchSize(), 32);
    stage.set(stage.headDropout(), 0.2);
    stage.set(stage.coldShare(), 0.2);
    assertThat(forecasts(stage.backtest(sales, 2, 6, "renew", 1), "true"))
        .isEqualTo(forecasts(backtest(table, "renew", refit(Refit.Scales.RENEW)), "true"));
    assertThatThrownBy(() -> stage.backtest(sales, 2, 6, "all", 1))
        .hasMessage("refit is all, expected keep or renew");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Refit(Refit.Scales.KEEP, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("expected 1 to 1,000,000");
    BacktestRun run =
        new BacktestRun(
            jobs.context(table, Jobs.PANEL), new Origins(40, 6), refit(Refit.Scales.KEEP));
    assertThatThrownBy(
            () ->
                run.run(
                    model,
                    Optional.empty(),
                    directory.resolve("early").toString(),
                    SaveMode.ErrorIfExists))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("40 cutoffs, 6 periods apart, begin before the table");
  }
}
