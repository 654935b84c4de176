package org.sparklstm.job.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;
import org.sparklstm.job.Json;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.scoring.Backtest;
import org.sparklstm.job.scoring.Origins;
import org.sparklstm.job.scoring.Scores;
import org.sparklstm.job.task.BacktestErrors;
import org.sparklstm.job.task.Report;

/**
 * Forecasts the last rows of each series from several cutoffs, writes the forecasts beside the
 * actual values, and sums up their errors.
 */
public final class BacktestRun {
  private final JobContext context;
  private final Origins origins;
  private Optional<Seen> seen = Optional.empty();

  /** The forecasts with what their errors are measured by. */
  private Dataset<Row> measured;

  public BacktestRun(JobContext context, Origins origins) {
    this.context = context;
    this.origins = origins;
  }

  /**
   * Writes the table, sums up its errors, and writes those by series beside it, to {@code
   * OUTPUT-errors-by-series.csv}.
   *
   * @param modelPath directory of a saved model, or a pointer to one
   * @param inputPath table in the format of data.source; without it, data.source itself
   * @param outputPath directory of the result
   * @param mode treatment of an existing directory
   * @return the result as one line of JSON
   */
  public String run(
      String modelPath, Optional<String> inputPath, String outputPath, SaveMode mode) {
    return new ScoreRun(context, this::rows, scores -> errors(outputPath))
        .run(modelPath, inputPath, outputPath, mode);
  }

  private Scores rows(LoadedModel loaded, Table input) {
    seen = loaded.model().seen();
    measured =
        loaded.context().task().backtest(loaded.model(), input, context.sparkContext(), origins);
    // written, and then summed up
    measured.persist(StorageLevel.MEMORY_AND_DISK());
    return Backtest.scores(measured, targets(), origins);
  }

  private List<String> targets() {
    return context.config().data().targets();
  }

  private Json errors(String outputPath) {
    warnOfSeen();
    BacktestErrors errors =
        BacktestErrors.of(measured, context.config().data().seriesId().size(), targets());
    measured.unpersist();
    errors.lines().forEach(context.console()::say);
    Path output = context.storage(outputPath).path();
    String name = output.getName() + "-" + Report.BY_SERIES;
    context
        .storage(output.getParent().toString())
        .write(name, out -> out.write(errors.csv().getBytes(StandardCharsets.UTF_8)));
    Path bySeries = new Path(output.getParent(), name);
    context.console().say("errors by series: " + bySeries);
    return new Json().put("errors", errors.json()).put("errors_by_series", bySeries.toString());
  }

  /** Errors from cutoffs before rows that the model has seen flatter it. */
  private void warnOfSeen() {
    Row first = measured.selectExpr("cast(min(cutoff) as string)").first();
    if (!first.isNullAt(0)
        && seen.isPresent()
        && Seen.isBefore(first.getString(0), seen.get().until())) {
      context
          .console()
          .warn(
              "the first cutoff is %s, but most series of the model's train and validation spans end at %s: errors from cutoffs before that flatter it"
                  .formatted(first.getString(0), seen.get().until()));
    }
  }
}
