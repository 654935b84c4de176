package org.sparklstm.job.task;

import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.distributed.Loops;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.Training;
import org.sparklstm.job.distributed.TrainingLoop;
import org.sparklstm.job.run.JobContext;

/** One training from its first step to its last: what commands and Spark ML stages share. */
public final class Fitting implements AutoCloseable {
  private final JobConfig config;
  private final Consumer<String> log;
  private final Training training;
  private final TrainingLoop loop;
  private final Phases phases;
  private String decision;
  private double seconds;

  /**
   * Prepares a training.
   *
   * @param state where to begin or go on. Modified.
   * @param listeners told of its steps and epochs
   * @param log told what people may want to know, in sentences
   * @param gradientsEvery steps between two whose gradients the listeners want, or 0 for none
   */
  public Fitting(
      JobConfig config,
      ModelSpec model,
      TrainingState state,
      PlacedShards shards,
      List<TrainingListener> listeners,
      JavaSparkContext spark,
      Consumer<String> log,
      long gradientsEvery) {
    this.config = config;
    this.log = log;
    training =
        new Training(
            model,
            config.train().spec(config.run().seed()),
            state,
            listeners,
            config.checkpoint().everySteps(),
            gradientsEvery);
    loop = Loops.of(config.train(), training, shards, spark, this::decide);
    phases = new Phases(ClusterSize.of(spark).cores(), shards.isWhole());
  }

  /**
   * The beginning of a training.
   *
   * @param parameters kept, and modified by training
   */
  public static TrainingState beginning(JobConfig config, float[] parameters) {
    return new TrainingState(parameters, config.train().newOptimizer(parameters.length));
  }

  /**
   * Trains to the end.
   *
   * @throws DivergedException when a loss or gradient is no longer finite
   */
  public TrainingState train() {
    long started = System.nanoTime();
    TrainingState state = training.state();
    while (!state.isDone(training.spec())) {
      int epoch = state.epoch();
      phases.add(epoch, loop.advance(Long.MAX_VALUE));
    }
    if (state.epoch() < config.train().epochs()) {
      log.accept(
          "stopped: no better validation loss for %d epochs (train.patience)"
              .formatted(config.train().patience()));
    }
    log.accept(
        state.bestEpoch() < 0
            ? "no epoch to train (train.epochs = 0): kept the weights to begin with"
            : "kept: the weights of epoch %d, the best".formatted(state.bestEpoch() + 1));
    seconds = JobContext.secondsSince(started);
    return state;
  }

  /**
   * What the user should hear of a training that has diverged.
   *
   * @param saved what is left of it
   */
  public static UserException explained(DivergedException e, JobConfig config, String saved) {
    return new UserException(
        "training diverged: loss or gradient is not a finite number at step %,d (epoch %d); %s. Lower train.learning-rate (%s) or set train.clip-norm (%s)"
            .formatted(
                e.step() + 1,
                e.epoch() + 1,
                saved,
                config.train().learningRate(),
                config.train().clipNorm()),
        e);
  }

  /** Errors over all examples of a span. */
  public Errors evaluate(float[] parameters, Split split) {
    return loop.evaluate(parameters, split);
  }

  /** Seconds that {@link #train} took. */
  public double seconds() {
    return seconds;
  }

  /** Windows of the steps that it took. */
  public long windows() {
    return phases.windows();
  }

  /** Where the time of its steps went. */
  public Phases phases() {
    return phases;
  }

  /** What limits it and what would help, in a sentence. */
  public String advice() {
    return config.train().epochs() == 0
        ? "nothing was trained (train.epochs = 0)"
        : phases.advice(loop.name());
  }

  private void decide(String sentence) {
    decision = sentence;
    log.accept(sentence);
  }

  /** What {@code auto} has found, or null. */
  public String decision() {
    return decision;
  }

  /** Where the steps ran. */
  public String execution() {
    return loop.name();
  }

  @Override
  public void close() {
    loop.close();
  }
}
