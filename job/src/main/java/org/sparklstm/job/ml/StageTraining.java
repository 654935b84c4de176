package org.sparklstm.job.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.distributed.EpochSize;
import org.sparklstm.job.distributed.KryoRecords;
import org.sparklstm.job.model.InitialWeights;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.ProgressLine;
import org.sparklstm.job.spark.Sessions;
import org.sparklstm.job.task.Examples;
import org.sparklstm.job.task.Task;
import org.sparklstm.job.task.TrainingSession;

/**
 * The training of a stage.
 *
 * @param model the result
 * @param epochs how it went
 */
record StageTraining(TrainedModel model, EpochLog epochs) {

  /**
   * Checks that Spark is configured so that it can train.
   *
   * @throws org.sparklstm.job.UserException if it is not
   */
  static void requireSpark(SparkSession session) {
    KryoRecords.require(session.sparkContext().getConf());
  }

  /** Trains on examples. */
  static StageTraining of(
      JobConfig config, Examples examples, StageParams params, SparkSession session) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    EpochLog epochs = new EpochLog();
    float[] parameters =
        InitialWeights.of(
            config, examples.model().network(), Sessions.hadoopConfiguration(session));
    TrainingState state = TrainingSession.beginning(config, parameters);
    try (TrainingSession training =
        TrainingSession.open(config, examples, state, spark, params::info)) {
      FitProgress progress = params.listener();
      progress.start(config.train().epochs(), training.epochSize().steps());
      List<TrainingListener> listeners = new ArrayList<>(List.of(epochs, progress));
      if (params.isTrue("showProgress")) {
        listeners.add(progress(config, examples, training.epochSize()));
      }
      training.chooseLoop(listeners, 0);
      epochs.start();
      return new StageTraining(training.train(), epochs);
    } catch (DivergedException e) {
      throw TrainingSession.explained(e, config, "nothing of it is kept");
    }
  }

  /** Trains again on all rows, for as many epochs as the best one took. */
  TrainedModel again(JobConfig config, Table table, StageParams params, SparkSession session) {
    JobConfig all = config.refitting(epochs.bestEpoch());
    TrainedModel again = of(all, Task.of(all).examples(table), params, session).model();
    return Task.of(config).again(again, model);
  }

  private static ProgressLine progress(JobConfig config, Examples examples, EpochSize size) {
    return new ProgressLine(
        Console.standardError(),
        config.train().epochs(),
        size.steps(),
        size.examples(),
        examples.countedAs());
  }
}
