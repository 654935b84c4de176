package org.sparklstm.job.run;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.ScoreConfig;
import org.sparklstm.job.data.Forecasts;
import org.sparklstm.job.data.TableSource;

/** {@code score}: forecasts of what follows the last row of each series of a table. */
public final class ScoreRun {
  private static final Map<String, String> CSV_DEFAULTS =
      Map.of("header", "true", "timestampFormat", "yyyy-MM-dd HH:mm:ss");

  private final JobContext context;

  public ScoreRun(JobContext context) {
    this.context = context;
  }

  /**
   * Scores.
   *
   * @param modelPath directory of a saved model
   * @param inputPath table in the format of data.source
   * @param outputPath where the forecasts go
   * @param mode what to do where there is something already
   * @return the result as one line of JSON
   */
  public String run(String modelPath, String inputPath, String outputPath, SaveMode mode) {
    long started = System.nanoTime();
    refuseOverwriting(inputPath, outputPath, mode);
    ForecastModel model = ForecastModel.load(context.storage(modelPath), context.config());
    Dataset<Row> table =
        TableSource.openPath(
            context.spark(), context.config().data().source(), inputPath, "--input");
    Forecasts forecasts =
        Forecasts.of(
            table,
            context.config().data(),
            model.spec(),
            model.weights(),
            model.statistics(),
            inputPath,
            context.console()::warn);
    ScoreConfig score = context.config().score();
    DataFrameWriter<Row> writer = forecasts.table().write().format(score.format()).mode(mode);
    if (score.format().equals("csv")) {
      writer = writer.options(CSV_DEFAULTS);
    }
    try {
      writer.options(score.options()).save(outputPath);
    } catch (Exception e) {
      throw new UserException(
          "--output %s cannot be written: %s".formatted(outputPath, e.getMessage()), e);
    }
    context
        .console()
        .say(
            "%,d forecasts of %,d series written to %s"
                .formatted(forecasts.rows(), forecasts.series(), outputPath));
    return new Json()
        .put("run_id", context.config().run().id())
        .put("status", "complete")
        .put("model", context.storage(modelPath).path().toString())
        .put("input", inputPath)
        .put("output", context.storage(outputPath).path().toString())
        .put("series", forecasts.series())
        .put("rows", forecasts.rows())
        .put("seconds", new Json().put("total", JobContext.secondsSince(started)))
        .line();
  }

  private void refuseOverwriting(String inputPath, String outputPath, SaveMode mode) {
    Path output = context.storage(outputPath).path();
    if (output.equals(context.storage(inputPath).path())) {
      throw new UserException("--output %s is the input".formatted(outputPath));
    }
    try {
      FileSystem files = output.getFileSystem(context.hadoop());
      if (mode == SaveMode.ErrorIfExists && files.exists(output)) {
        throw new UserException(
            "--output %s is there already; name another place, or give --overwrite"
                .formatted(outputPath));
      }
    } catch (IOException e) {
      throw new UserException("--output %s: %s".formatted(outputPath, e.getMessage()), e);
    }
  }
}
