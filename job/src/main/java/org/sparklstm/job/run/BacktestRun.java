package org.sparklstm.job.run;

import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.storage.StorageLevel;
import org.sparklstm.job.Json;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.Seen;
import org.sparklstm.job.scoring.Origins;
import org.sparklstm.job.scoring.Scores;
import org.sparklstm.job.task.BacktestErrors;

/**
 * Forecasts the last rows of each series from several cutoffs, writes the forecasts beside the
 * actual values, and sums up their errors.
 */
public final class BacktestRun {
  private final JobContext context;
  private final Origins origins;
  private Optional<Seen> seen = Optional.empty();

  public BacktestRun(JobContext context, Origins origins) {
    this.context = context;
    this.origins = origins;
  }

  /**
   * Writes the table and sums up its errors.
   *
   * @param modelPath directory of a saved model, or a pointer to one
   * @param inputPath table in the format of data.source; without it, data.source itself
   * @param outputPath directory of the result
   * @param mode treatment of an existing directory
   * @return the result as one line of JSON
   */
  public String run(
      String modelPath, Optional<String> inputPath, String outputPath, SaveMode mode) {
    return new ScoreRun(context, this::rows, this::errors)
        .run(modelPath, inputPath, outputPath, mode);
  }

  private Scores rows(LoadedModel loaded, Table input) {
    seen = loaded.model().seen();
    Scores scores =
        loaded.context().task().backtest(loaded.model(), input, context.sparkContext(), origins);
    // written, and then summed up
    scores.table().persist(StorageLevel.MEMORY_AND_DISK());
    return scores;
  }

  private Json errors(Scores scores) {
    warnOfSeen(scores);
    BacktestErrors errors = BacktestErrors.of(scores.table(), context.config().data().targets());
    scores.table().unpersist();
    errors.lines().forEach(context.console()::say);
    return new Json().put("errors", errors.json());
  }

  /** Errors from cutoffs before rows that the model has seen flatter it. */
  private void warnOfSeen(Scores scores) {
    Row first = scores.table().selectExpr("cast(min(cutoff) as string)").first();
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
