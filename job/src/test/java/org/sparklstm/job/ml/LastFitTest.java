package org.sparklstm.job.ml;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparklstm.job.Jobs;

/** A forecaster that is trained again on all rows forecasts by them, and is judged without them. */
class LastFitTest {
  @TempDir Path directory;

  private static LstmForecaster forecaster() {
    return new LstmForecaster()
        .setSeriesIdCols(new String[] {"store"})
        .setTimeCol("day")
        .setTargetCols(new String[] {"units"})
        .setLookback(8)
        .setHorizon(4)
        .setHiddenSize(6)
        .setEpochs(3)
        .setBatchSize(16);
  }

  private static List<Row> forecasts(LstmForecasterModel model, Dataset<Row> rows) {
    return model.transform(rows).orderBy("store", "day").collectAsList();
  }

  private static List<Row> backtest(LstmForecasterModel model, Dataset<Row> rows) {
    return model.backtest(rows).orderBy("store", "cutoff", "step").collectAsList();
  }

  @Test
  void aStageKeepsBothTrainings() throws Exception {
    Dataset<Row> panel = WavePanel.rows();
    LstmForecasterModel once = forecaster().fit(panel);
    LstmForecasterModel twice = forecaster().setRefit("all").fit(panel);
    LstmForecasterModel whole =
        forecaster()
            .setEpochs(once.bestEpoch())
            .setTrainSplit(1)
            .setValidationSplit(0)
            .setTestSplit(0)
            .setPatience(0)
            .fit(panel);
    assertThat(twice.weights()).isEqualTo(whole.weights()).isNotEqualTo(once.weights());
    assertThat(twice.summary().collectAsList().size())
        .as("how the first training went")
        .isEqualTo(3);
    assertThat(backtest(twice, panel)).isEqualTo(backtest(once, panel));

    String path = directory.resolve("saved").toString();
    twice.write().save(path);
    for (LstmForecasterModel same :
        List.of(LstmForecasterModel.load(path), twice.copy(ParamMap.empty()))) {
      assertThat(forecasts(same, panel))
          .isEqualTo(forecasts(twice, panel))
          .isNotEqualTo(forecasts(once, panel));
      assertThat(backtest(same, panel)).isEqualTo(backtest(once, panel));
    }
  }

  /**
   * All rows leave none over whose errors could tell what to expect. Waves that grow have other
   * scales as a whole than at their beginning.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mse", "quantile"})
  void intervalsFollowFromTheErrorsOfTheFirstTraining(String loss) throws Exception {
    Dataset<Row> panel =
        WavePanel.rows()
            .withColumn("units", expr("units * (1 + datediff(day, date'2024-01-01') / 20)"))
            .withColumn("weight", expr("100 * units + store"));
    LstmForecaster calibrated =
        forecaster()
            .setTargetCols(new String[] {"units", "weight"})
            .setTrainSplit(0.45)
            .setValidationSplit(0.45)
            .setTestSplit(0.1)
            .setLoss(loss)
            .setCalibrate("conformal")
            .setQuantileLevels(new double[] {0.1, 0.9})
            .setForecastTotal(true);
    LstmForecasterModel once = calibrated.fit(panel);
    LstmForecasterModel twice = calibrated.copy(ParamMap.empty()).setRefit("all").fit(panel);
    String path = directory.resolve("saved").toString();
    twice.write().save(path);
    assertThat(forecasts(once, panel)).hasSize(8);
    for (LstmForecasterModel model : List.of(twice, LstmForecasterModel.load(path))) {
      assertThat(forecasts(model, panel)).isNotEqualTo(forecasts(once, panel));
      assertThat(model.transform(panel).filter("weight_total_q10 < weight_total_q90").count())
          .isEqualTo(8);
      if (loss.equals("mse")) {
        assertThat(widths(model.transform(panel), "units", "weight"))
            .isEqualTo(widths(once.transform(panel), "units", "weight"));
        // a back-test trains on all rows up to each cutoff, too
        for (String scales : List.of("keep", "renew")) {
          assertThat(
                  widths(
                      model.backtest(panel, 2, 1, scales, 1).filter("cutoff = '2024-03-16'"),
                      "units_forecast",
                      "weight_forecast"))
              .as(scales)
              .isEqualTo(widths(once.transform(panel), "units", "weight"));
        }
      }
    }
  }

  /** How far the quantiles of two targets lie from forecasts, by store and step. */
  private static List<Row> widths(Dataset<Row> rows, String units, String weight) {
    return rows.selectExpr(
            "store",
            "step",
            "round(100 * (" + units + " - units_q10))",
            "round(100 * (units_q90 - " + units + "))",
            "round(" + weight + " - weight_q10)",
            "round(weight_q90 - " + weight + ")")
        .orderBy("store", "step")
        .collectAsList();
  }

  @Test
  void aModelOfTheCommandLineKeepsBothToo() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("panel.csv", Jobs.panel());
    jobs.train(table, Jobs.PANEL);
    jobs.train(table, Jobs.PANEL, "train.refit=all", "run.id=twice");
    Dataset<Row> panel = Jobs.rows(table);
    LstmForecasterModel once =
        LstmForecasterModel.load(directory.resolve("runs/run/model").toString());
    LstmForecasterModel twice =
        LstmForecasterModel.load(directory.resolve("runs/twice/model").toString());
    assertThat(twice.weights()).isNotEqualTo(once.weights());
    assertThat(twice.backtest(panel, 2, 6).orderBy("store", "cutoff", "step").collectAsList())
        .isEqualTo(once.backtest(panel, 2, 6).orderBy("store", "cutoff", "step").collectAsList());
  }

  @Test
  void aCalibratedModelOfTheCommandLineHasTheSameCorrectionsTwice() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    jobs.train(
        table,
        Jobs.TWO_SERIES,
        "train.refit=all",
        "forecast.calibrate=conformal",
        "forecast.total=true",
        "data.split.train=0.4",
        "data.split.validation=0.4",
        "data.split.test=0.2");
    assertThat(jobs.shown()).contains("intervals and sums go by the errors of the first training");
    Dataset<Row> rows = Jobs.rows(table);
    String model = directory.resolve("runs/run/model").toString();
    assertThat(
            LstmForecasterModel.load(model)
                .transform(rows)
                .filter("sales_q10 < sales_q90 and sales_total_q10 < sales_total_q90")
                .count())
        .isEqualTo(12);
    assertThat(
            LstmForecasterModel.load(model).backtest(rows).filter("sales_q10 < sales_q90").count())
        .isPositive();
  }
}
