package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.run.EvaluateRun;
import org.sparklstm.job.run.JobContext;
import org.sparklstm.job.run.TrainRun;

/** The stage's backtest and the command's evaluation are the same numbers, to the bit. */
class BacktestTest {
  @TempDir Path directory;

  /** The mean squared error over all targets, added up as exactly as the command does. */
  private static double meanSquaredError(Dataset<Row> backtest, String id, List<String> targets) {
    Map<String, List<Row>> cutoffs = new TreeMap<>();
    for (Row row : backtest.collectAsList()) {
      String key = (id == null ? "" : row.getAs(id)) + "|" + row.getAs("cutoff");
      cutoffs.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    double mean = 0;
    for (String target : targets) {
      ExactSum squares = new ExactSum();
      long rows = 0;
      for (List<Row> window : cutoffs.values()) {
        window.sort((a, b) -> Integer.compare(a.getAs("step"), b.getAs("step")));
        double sum = 0;
        for (Row row : window) {
          double error = row.getAs(target + "_error");
          sum += error * error;
        }
        squares.add(sum);
        rows += window.size();
      }
      mean += squares.value() / rows;
    }
    return mean / targets.size();
  }

  @Test
  void twoSeriesGiveWhatEvaluateGives() {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("two.csv", Jobs.twoSeries());
    JobContext context = jobs.context(table, Jobs.TWO_SERIES, "window.stride=2");
    JsonObject summary = JsonParser.parseString(new TrainRun(context).run()).getAsJsonObject();
    Dataset<Row> rows = Jobs.rows(table);
    LstmForecasterModel model =
        new LstmForecaster()
            .setSeriesIdCols(new String[] {"store"})
            .setTimeCol("time")
            .setTargetCols(new String[] {"sales"})
            .setFeatureCols(new String[] {"price"})
            .setLookback(12)
            .setHorizon(6)
            .setStride(2)
            .setHiddenSize(5)
            .setEpochs(2)
            .fit(rows);
    Dataset<Row> backtest = model.backtest(rows);
    assertThat(backtest.columns())
        .containsExactly(
            "store",
            "cutoff",
            "time",
            "step",
            "sales",
            "sales_forecast",
            "sales_naive",
            "sales_error");
    assertThat(meanSquaredError(backtest, "store", List.of("sales")))
        .isEqualTo(summary.getAsJsonObject("test").get("mse").getAsDouble());
    assertThat(backtest.count()).isEqualTo(2 * 35 * 6);
    Dataset<Row> truth =
        backtest.join(rows.withColumnRenamed("sales", "truth"), "time").filter("sales = truth");
    assertThat(truth.count()).isEqualTo(backtest.count());
    assertThat(backtest.filter("time > cutoff").count()).isEqualTo(backtest.count());
    assertThat(backtest.filter("step = 1 and abs(sales - sales_forecast) < 5").count())
        .isGreaterThan(30);
  }

  @Test
  void etth1GivesWhatEvaluateGives() {
    Path table = Path.of("../../shared/data/ETTh1.csv");
    if (!Files.exists(table)) {
      abort("skipped: no ETTh1.csv at " + table);
    }
    List<String> targets = List.of("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT");
    Jobs jobs = new Jobs(directory);
    List<String> settings =
        List.of(
            "data.targets=" + targets,
            "data.split.train=8640",
            "data.split.validation=2880",
            "data.split.test=2880",
            "window.lookback=96",
            "window.horizon=24",
            "model.hidden=16",
            "train.batch=256",
            "train.epochs=1");
    JobContext context = jobs.context(table, settings, "data.time=date");
    JsonObject summary = JsonParser.parseString(new TrainRun(context).run()).getAsJsonObject();
    JsonObject evaluation =
        JsonParser.parseString(new EvaluateRun(context).run(summary.get("model").getAsString()))
            .getAsJsonObject();
    Dataset<Row> rows = Jobs.rows(table);
    LstmForecasterModel model =
        new LstmForecaster()
            .setTimeCol("date")
            .setTargetCols(targets.toArray(String[]::new))
            .setTrainSplit(8640)
            .setValidationSplit(2880)
            .setTestSplit(2880)
            .setLookback(96)
            .setHorizon(24)
            .setHiddenSize(16)
            .setBatchSize(256)
            .setEpochs(1)
            .fit(rows);
    assertThat(meanSquaredError(model.backtest(rows), null, targets))
        .isEqualTo(evaluation.getAsJsonObject("test").get("mse").getAsDouble());
  }
}
