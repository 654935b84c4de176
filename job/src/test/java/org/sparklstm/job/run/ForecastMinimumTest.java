package org.sparklstm.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.LocalSpark;
import org.sparklstm.job.report.Console;

/** No forecast is below {@code forecast.minimum}, of tables that are no panels too. */
class ForecastMinimumTest {
  /** Above the values of the table. */
  private static final double MINIMUM = 1_000;

  @TempDir Path directory;

  @Test
  void scoresAndOnnxKeepToIt() throws Exception {
    Jobs jobs = new Jobs(directory);
    Path table = jobs.table("table.csv", Jobs.twoSeries());
    String setting = "forecast.minimum=" + MINIMUM;
    String model = jobs.train(table, Jobs.TWO_SERIES, setting).get("model").getAsString();
    JobContext context = jobs.context(table, Jobs.TWO_SERIES, setting);
    String scores = directory.resolve("scores").toString();
    new ScoreRun(context).run(model, Optional.empty(), scores, SaveMode.ErrorIfExists);
    Row range =
        LocalSpark.session().read().parquet(scores).selectExpr("min(sales)", "max(sales)").first();
    assertThat(range.getDouble(0)).isEqualTo(MINIMUM);
    assertThat(range.getDouble(1)).isEqualTo(MINIMUM);
    Path file = directory.resolve("model.onnx");
    new ExportRun(
            LocalSpark.session().sparkContext().hadoopConfiguration(), Console.standardError())
        .run(model, ExportRun.Format.ONNX, file.toString());
    int columns = context.config().data().columns().size();
    double[][][] rows = new double[1][context.config().window().lookback()][columns];
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    try (OrtSession session = runtime.createSession(file.toString());
        OnnxTensor x = OnnxTensor.createTensor(runtime, rows);
        OrtSession.Result result = session.run(Map.of("x", x))) {
      double[][][] forecast = (double[][][]) result.get("forecast").orElseThrow().getValue();
      for (double[] step : forecast[0]) {
        assertThat(step).containsOnly(MINIMUM);
      }
    }
  }
}
