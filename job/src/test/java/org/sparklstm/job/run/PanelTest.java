package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;

/** Errors of several series: a large one must not hide what happens to the small ones. */
class PanelTest {
  private static final int ROWS = 120;
  private static final int TRAIN = 84;
  private static final int TEST = 96;
  private static final int HORIZON = 2;
  private static final List<String> PANEL =
      List.of(
          "data.series-id=[shop, item]",
          "data.targets=[y]",
          "window.lookback=4",
          "window.horizon=" + HORIZON,
          "model.hidden=4",
          "train.epochs=3",
          "train.learning-rate=0.02");

  @TempDir Path directory;
  private Jobs jobs;
  private Path table;

  /** One series with large swings, and four small ones that the network sees as constants. */
  private static double[][] panel() {
    Random random = new Random(2);
    double[][] values = new double[5][ROWS];
    for (int row = 0; row < ROWS; row++) {
      values[0][row] = 1000 + 500 * Math.sin(row * Math.PI / 2);
      for (int series = 1; series < values.length; series++) {
        values[series][row] = 5 + series + 0.01 * random.nextGaussian();
      }
    }
    return values;
  }

  @BeforeEach
  void prepare() {
    jobs = new Jobs(directory);
    StringBuilder csv = new StringBuilder("shop,item,time,y\n");
    double[][] values = panel();
    for (int series = 0; series < values.length; series++) {
      for (int row = 0; row < ROWS; row++) {
        csv.append("\"s, %d\",i,%d,%s%n".formatted(series, row, values[series][row]));
      }
    }
    table = jobs.table("panel.csv", csv.toString());
  }

  private static double naiveError(double[] values, int from, int to, int horizon) {
    double sum = 0;
    int count = 0;
    for (int anchor = from; anchor <= to - horizon; anchor++) {
      for (int step = 0; step < horizon; step++) {
        sum += Math.abs(values[anchor + step] - values[anchor - 1]);
        count++;
      }
    }
    return sum / count;
  }

  @Test
  void theVerdictIsOverTheSeriesAndNotTheirSizes() throws Exception {
    JsonObject test = jobs.train(table, PANEL).getAsJsonObject("test");
    assertThat(test.get("mse").getAsDouble())
        .as("by squared errors the model is better")
        .isLessThan(test.get("baseline_mse").getAsDouble());
    assertThat(test.get("series").getAsInt()).isEqualTo(5);
    assertThat(test.get("series_better").getAsDouble()).isEqualTo(0.2);
    double[][] values = panel();
    double mase = 0;
    double error = 0;
    double actual = 0;
    for (double[] series : values) {
      double naive = naiveError(series, TEST, ROWS, HORIZON);
      mase += naive / naiveError(series, 1, TRAIN, 1) / values.length;
      error += naive * (ROWS - TEST - HORIZON + 1) * HORIZON;
      for (int anchor = TEST; anchor <= ROWS - HORIZON; anchor++) {
        actual += series[anchor] + series[anchor + 1];
      }
    }
    assertThat(test.get("baseline_mase").getAsDouble()).isCloseTo(mase, Offset.offset(0.02));
    assertThat(test.get("baseline_wape").getAsDouble())
        .isCloseTo(error / actual, Offset.offset(1e-6));
    assertThat(jobs.shown())
        .contains("The model is worse than the naive forecast in 80 % of 5 series")
        .contains("do not use this model. But the sum of all errors is smaller than the naive")
        .contains("because some large series are better.")
        .contains("worst series: series shop=s, ")
        .contains("errors-by-series.csv");
    List<String> lines = Files.readAllLines(directory.resolve("runs/run/errors-by-series.csv"));
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).isEqualTo("shop,item,windows,mae,naive_mae,wape,mase");
    assertThat(lines.get(1)).startsWith("\"s, 0\",i,23,");
    double naive = Double.parseDouble(lines.get(1).split(",", -1)[5]);
    assertThat(naive).isCloseTo(naiveError(values[0], TEST, ROWS, HORIZON), Offset.offset(1e-3));
  }

  /** However the table lies on the cluster, and whoever asks. */
  @Test
  void theErrorsAreTheSameForAnyPartitions() {
    JsonObject one = jobs.train(table, PANEL, "data.partitions=1");
    JsonObject many = jobs.train(table, PANEL, "data.partitions=5");
    for (String key : List.of("wape", "mase", "baseline_mase", "series_better")) {
      assertThat(many.getAsJsonObject("test").get(key))
          .as(key)
          .isEqualTo(one.getAsJsonObject("test").get(key));
    }
    String evaluated =
        new EvaluateRun(jobs.context(table, PANEL, "data.shard-bytes=1"))
            .run(directory.resolve("runs/run/model").toString());
    assertThat(JsonParser.parseString(evaluated).getAsJsonObject().get("test"))
        .isEqualTo(one.get("test"));
  }
}
