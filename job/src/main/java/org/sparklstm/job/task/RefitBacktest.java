package org.sparklstm.job.task;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Message;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.Backtest;
import org.sparklstm.job.scoring.Origins;
import org.sparklstm.job.scoring.TimeFold;

/**
 * Forecasts from rolling origins by a model that is trained further at each of them. The cutoffs
 * are times of the whole table, the same for all series: a model that is trained on several series
 * must not see the future of any of them.
 *
 * @param task the task of the model
 * @param log receives messages for the user
 */
record RefitBacktest(ForecastTask task, Refit refit, Consumer<Message> log) {

  /**
   * Trains at each cutoff, and returns the rows of {@link Backtest#measured} of all of them, which
   * are computed when they are used.
   *
   * @throws org.sparklstm.job.UserException if the table begins after the first cutoff, or too few
   *     rows precede it
   */
  Dataset<Row> of(TrainedModel model, Table table, JavaSparkContext spark, Origins origins) {
    JobConfig config = task.config();
    List<TimeFold> folds =
        TimeFold.of(
            table, config.data(), config.window().horizon(), origins.windows(), origins.step());
    Table quiet = table.saidOnce();
    TrainedModel current = model;
    List<Dataset<Row>> all = new ArrayList<>();
    for (TimeFold fold : folds) {
      current = task.again(trained(current, quiet.with(fold.trained(table.rows())), spark), model);
      log.accept(
          Message.of(
              "cutoff %s: trained further on the rows up to it", fold.axis().show(fold.cutoff())));
      all.add(
          fold.judged(
              Backtest.measured(
                  task.forecasts(current),
                  quiet.with(fold.whole(table.rows())),
                  spark.broadcast(current.weights()),
                  Origins.LAST)));
    }
    return Backtest.together(all, config.data());
  }

  private TrainedModel trained(TrainedModel model, Table known, JavaSparkContext spark) {
    JobConfig again = task.config().refitting(refit.epochs());
    SeriesExamples examples = new ForecastTask(again).examples(known, model, refit.scales());
    TrainingState state = TrainingSession.beginning(again, model.weights().clone());
    try (TrainingSession session =
        TrainingSession.open(again, examples, state, spark, message -> {})) {
      session.chooseLoop(List.of(), 0);
      return session.train();
    } catch (DivergedException e) {
      throw TrainingSession.explained(e, again, "nothing of the back-test is kept");
    }
  }
}
