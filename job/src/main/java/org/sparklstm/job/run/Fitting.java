package org.sparklstm.job.run;

import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.distributed.Loops;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.Training;
import org.sparklstm.job.distributed.TrainingLoop;

/** One training from its first step to its last, with all that watches it. */
final class Fitting implements AutoCloseable {
  private final JobConfig config;
  private final Console console;
  private final Checkpoints checkpoints;
  private final MetricsLog metrics;
  private final CheckpointWriter writer;
  private final Training training;
  private final TrainingLoop loop;
  private final Phases phases;
  private String decision;
  private double seconds;

  /**
   * Prepares a training; nothing of an earlier one is touched.
   *
   * @param directory of the run
   */
  Fitting(
      JobContext context,
      ModelSpec model,
      PlacedShards shards,
      Storage directory,
      Checkpoints checkpoints) {
    config = context.config();
    console = context.console();
    this.checkpoints = checkpoints;
    JavaSparkContext spark = context.sparkContext();
    float[] parameters = InitialValues.of(model.network(), config.run().seed());
    long windows = shards.count(Split.TRAIN);
    metrics = new MetricsLog(directory);
    writer = new CheckpointWriter(checkpoints, config.checkpoint());
    ProgressLine progress =
        new ProgressLine(
            console,
            config.train().epochs(),
            EpochPlan.steps(windows, config.train().batch()),
            windows);
    training =
        new Training(
            model,
            config.train().spec(config.run().seed()),
            new TrainingState(parameters, config.train().newOptimizer(parameters.length)),
            List.of(metrics, writer, progress),
            config.checkpoint().everySteps());
    loop = Loops.of(config.train(), training, shards, spark, this::decide);
    phases = new Phases(ClusterSize.of(spark).cores(), shards.isWhole());
  }

  /** Trains to the end. */
  TrainingState train() {
    long started = System.nanoTime();
    TrainingState state = training.state();
    try {
      while (!state.isDone(training.spec())) {
        int epoch = state.epoch();
        phases.add(epoch, loop.advance(Long.MAX_VALUE));
      }
    } catch (DivergedException e) {
      throw explained(e);
    }
    writer.finish();
    sayWhyItEnded(state);
    seconds = JobContext.secondsSince(started);
    return state;
  }

  private UserException explained(DivergedException e) {
    metrics.write();
    List<String> saved = checkpoints.names();
    return new UserException(
        "training diverged: loss or gradient is not a finite number at step %,d (epoch %d); %s. Lower train.learning-rate (%s) or set train.clip-norm (%s)"
            .formatted(
                e.step() + 1,
                e.epoch() + 1,
                saved.isEmpty()
                    ? "no checkpoint had been written"
                    : "the last good checkpoint is " + saved.get(saved.size() - 1),
                config.train().learningRate(),
                config.train().clipNorm()),
        e);
  }

  private void sayWhyItEnded(TrainingState state) {
    if (state.epoch() < config.train().epochs()) {
      console.say(
          "stopped: no better validation loss for %d epochs (train.patience)"
              .formatted(config.train().patience()));
    }
    console.say("kept: the weights of epoch %d, the best".formatted(state.bestEpoch() + 1));
  }

  ForecastErrors evaluate(float[] parameters, Split split) {
    return loop.evaluate(parameters, split);
  }

  /** Seconds that {@link #train} took. */
  double seconds() {
    return seconds;
  }

  Phases phases() {
    return phases;
  }

  /** What limits it and what would help, in a sentence. */
  String advice() {
    return phases.advice(loop.name());
  }

  private void decide(String sentence) {
    decision = sentence;
    console.say(sentence);
  }

  /** What {@code auto} has found, or null. */
  String decision() {
    return decision;
  }

  /** Where the steps ran. */
  String execution() {
    return loop.name();
  }

  @Override
  public void close() {
    loop.close();
  }
}
