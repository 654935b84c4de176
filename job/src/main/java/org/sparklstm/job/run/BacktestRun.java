package org.sparklstm.job.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;
import org.sparklstm.job.Json;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.report.ReportPage;
import org.sparklstm.job.report.RunReport;
import org.sparklstm.job.scoring.Backtest;
import org.sparklstm.job.scoring.Origins;
import org.sparklstm.job.scoring.Scores;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.task.BacktestErrors;
import org.sparklstm.job.task.Refit;
import org.sparklstm.job.task.Report;

/**
 * Forecasts the last rows of each series from several cutoffs, writes the forecasts beside the
 * actual values, and sums up their errors.
 */
public final class BacktestRun {
  private static final String TITLE = "back-test – spark-lstm";

  private final JobContext context;
  private final Origins origins;
  private final Optional<Refit> refit;
  private Optional<Seen> seen = Optional.empty();

  /** That of the model, which a pointer may name. */
  private JobConfig config;

  /** The forecasts with what their errors are measured by. */
  private Dataset<Row> measured;

  /**
   * Prepares a back-test.
   *
   * @param refit how the model is trained further at each cutoff, if it is
   */
  public BacktestRun(JobContext context, Origins origins, Optional<Refit> refit) {
    this.context = context;
    this.origins = origins;
    this.refit = refit;
  }

  /**
   * Writes the table, sums up its errors, and writes those by series beside it, to {@code
   * OUTPUT-errors-by-series.csv}, and a page, {@code OUTPUT-report.html}.
   *
   * @param modelPath directory of a saved model, or a pointer to one
   * @param inputPath table in the format of data.source; without it, data.source itself
   * @param outputPath directory of the result
   * @param mode treatment of an existing directory
   * @return the result as one line of JSON
   */
  public String run(
      String modelPath, Optional<String> inputPath, String outputPath, SaveMode mode) {
    ScoreRun run =
        new ScoreRun(
            context,
            LoadedModel::toJudge,
            (loaded, input) -> {
              csv(outputPath).requireReplaceable(mode);
              page(outputPath).requireReplaceable(mode);
              return rows(loaded, input);
            },
            new Errors(outputPath));
    try {
      return run.run(modelPath, inputPath, outputPath, mode);
    } finally {
      if (measured != null) {
        measured.unpersist();
      }
    }
  }

  /** The files beside the output. */
  private final class Errors implements ScoreRun.Summary {
    private final String outputPath;

    Errors(String outputPath) {
      this.outputPath = outputPath;
    }

    @Override
    public void prepare(SaveMode mode, UnaryOperator<Storage> guard) {
      csv(outputPath).clear(mode, guard);
      page(outputPath).clear(mode, guard);
    }

    @Override
    public Json of(Scores scores, UnaryOperator<Storage> guard) {
      return written(outputPath, guard);
    }
  }

  private Beside csv(String outputPath) {
    return Beside.of(context, outputPath, Report.BY_SERIES, BacktestErrors.CSV_COLUMNS);
  }

  private Beside page(String outputPath) {
    return Beside.of(context, outputPath, RunReport.FILE, TITLE);
  }

  private Scores rows(LoadedModel loaded, Table input) {
    seen = loaded.model().seen();
    config = loaded.context().config();
    measured =
        loaded
            .context()
            .task()
            .backtest(loaded.model(), input, context.sparkContext(), origins, refit, context::say);
    // written, and then summed up
    measured.persist(StorageLevel.MEMORY_AND_DISK());
    return Backtest.scores(measured, targets(), origins);
  }

  private List<String> targets() {
    return config.data().targets();
  }

  private Json written(String outputPath, UnaryOperator<Storage> guard) {
    warnOfSeen();
    BacktestErrors errors = BacktestErrors.of(measured, config);
    errors.lines().forEach(context.console()::say);
    String bySeries = csv(outputPath).write(errors.csv(), guard);
    context.console().say("errors by series: " + bySeries);
    String page = page(outputPath).write(page(outputPath, errors, bySeries), guard);
    context.console().say("report: " + page);
    return new Json()
        .put("errors", errors.json())
        .put("errors_by_series", bySeries)
        .put("report", page);
  }

  private String page(String outputPath, BacktestErrors errors, String bySeries) {
    Json page =
        new Json()
            .put("output", context.storage(outputPath).path().toString())
            .put("written", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
            .put("windows", origins.windows())
            .put("step", origins.step())
            .put("by_series", bySeries)
            .put("errors", errors.json())
            .put("pictures", errors.pictures(measured));
    refit.ifPresent(how -> page.put("refit", how.text()));
    return ReportPage.html(TITLE, "backtest.js", page.redactedLine(), 0);
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
