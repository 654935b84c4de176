package org.sparklstm.job.task;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.Message;
import org.sparklstm.job.Stopwatch;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TrainConfig;
import org.sparklstm.job.distributed.Aggregation;
import org.sparklstm.job.distributed.ClusterSize;
import org.sparklstm.job.distributed.EpochSize;
import org.sparklstm.job.distributed.ExecutorJvms;
import org.sparklstm.job.distributed.Loops;
import org.sparklstm.job.distributed.PlacedShards;
import org.sparklstm.job.distributed.PlacementSpec;
import org.sparklstm.job.distributed.SparkEngine;
import org.sparklstm.job.distributed.TimedEngine;
import org.sparklstm.job.distributed.Training;
import org.sparklstm.job.distributed.TrainingLoop;
import org.sparklstm.job.model.SavedModel;
import org.sparklstm.job.model.TrainedModel;

/**
 * One training from its first step to its last, for the command line and for Spark ML stages alike.
 * It places the examples on the executors, chooses a training loop, and runs the steps.
 */
public final class TrainingSession implements AutoCloseable {
  private final JobConfig config;
  private Examples examples;
  private boolean isCalibrated;
  private final TrainingState state;
  private final JavaSparkContext spark;
  private final Consumer<Message> log;
  private final PlacedShards shards;
  private final Phases phases;
  private TrainingLoop loop;
  private String decision;
  private double seconds;
  private List<Double> thresholds = List.of();

  private TrainingSession(
      JobConfig config,
      Examples examples,
      TrainingState state,
      PlacedShards shards,
      JavaSparkContext spark,
      Consumer<Message> log) {
    this.config = config;
    this.examples = examples;
    this.state = state;
    this.shards = shards;
    this.spark = spark;
    this.log = log;
    phases = new Phases(ClusterSize.of(spark).cores(), shards);
  }

  /**
   * Places the examples of a training on the executors.
   *
   * @param state state to start or resume from. Modified by training.
   * @param log receives messages for the user
   * @throws UserException if a span has no examples, or the model could not be saved
   */
  public static TrainingSession open(
      JobConfig config,
      Examples examples,
      TrainingState state,
      JavaSparkContext spark,
      Consumer<Message> log) {
    SavedModel.requireRoom(examples.statistics());
    ExecutorJvms.warning(spark).ifPresent(log);
    PlacedShards shards = place(examples, config.data(), spark);
    try {
      examples.refuseEmptySpans(shards);
      return new TrainingSession(config, examples, state, shards, spark, log);
    } catch (RuntimeException | Error e) {
      shards.close();
      throw e;
    }
  }

  /** Places examples on the executors as configured. */
  public static PlacedShards place(Examples examples, DataConfig data, JavaSparkContext spark) {
    return PlacedShards.place(
        examples.source(),
        new PlacementSpec(data.placement(), data.storage(), data.partitions()),
        spark);
  }

  /** The configured aggregation of the tasks' sums. */
  public static Aggregation aggregation(TrainConfig train) {
    return new Aggregation(train.aggregationDepth(), train.compressGradients());
  }

  /**
   * The state at the beginning of a training.
   *
   * @param parameters kept, and modified by training
   */
  public static TrainingState beginning(JobConfig config, float[] parameters) {
    return new TrainingState(parameters, config.train().newOptimizer(parameters.length));
  }

  /**
   * Chooses the training loop.
   *
   * @param listeners of steps and epochs
   * @param gradientsEvery interval, in steps, of gradient reports; 0 for no reports
   * @throws UserException if the configured execution is not possible with this data
   */
  public void chooseLoop(List<TrainingListener> listeners, long gradientsEvery) {
    Training training =
        new Training(
            examples.model(),
            config.train().spec(config.run().seed()),
            examples.streams().orElse(null),
            state,
            listeners,
            config.checkpoint().everySteps(),
            gradientsEvery);
    loop =
        Loops.of(
            config.train().execution(),
            aggregation(config.train()),
            training,
            shards,
            spark,
            this::decide);
  }

  /**
   * Trains to the end, with the listeners that were given to {@link #chooseLoop}.
   *
   * @return the model with the parameters of the best epoch
   * @throws DivergedException if a loss or gradient is no longer finite
   */
  public TrainedModel train() {
    Stopwatch watch = new Stopwatch();
    while (!state.isDone(config.train().spec(config.run().seed()))) {
      int epoch = state.epoch();
      phases.add(epoch, loop.advance(Long.MAX_VALUE));
    }
    if (state.epoch() < config.train().epochs()) {
      log.accept(
          Message.of(
              "stopped early: the loss has not improved for %d epochs ({train.patience})",
              config.train().patience()));
    }
    log.accept(
        state.bestEpoch() < 0
            ? Message.of("no epoch to train ({train.epochs = 0}): kept the initial weights")
            : Message.of("kept the weights of epoch %d, the best", state.bestEpoch() + 1));
    thresholds = examples.thresholds(() -> loop.evaluate(state.best(), Split.VALIDATION), log);
    examples
        .calibrated(shards, state.best())
        .ifPresent(
            calibrated -> {
              examples = calibrated;
              isCalibrated = true;
            });
    seconds = watch.seconds();
    return new TrainedModel(
        examples.model(),
        state.best(),
        examples.statistics(),
        examples.classes(),
        examples.classWeights(),
        thresholds,
        examples.time(),
        Optional.of(examples.seen()));
  }

  /**
   * The error to report when a training has diverged.
   *
   * @param saved a clause that says which state was saved
   */
  public static UserException explained(DivergedException e, JobConfig config, String saved) {
    return new UserException(
        Message.of(
            "training diverged: loss or gradient is not a finite number at step %,d (epoch %d); %s. Lower {train.learning-rate} (%s) or set {train.clip-norm} (%s)",
            e.step() + 1,
            e.epoch() + 1,
            saved,
            config.train().learningRate(),
            config.train().clipNorm()),
        e);
  }

  /** The errors of the best parameters over all examples of a span. */
  public Report report(Split split) {
    return examples.report(errors(split), thresholds);
  }

  private Errors errors(Split split) {
    if (!isCalibrated) {
      return loop.evaluate(state.best(), split);
    }
    // the loop's own replicas answer as the network was trained
    try (TimedEngine engine = new SparkEngine(examples.model(), shards, Aggregation.USUAL, spark)) {
      return engine.evaluate(state.best(), split);
    }
  }

  /** The examples; after the training, as the model answers them. */
  public Examples examples() {
    return examples;
  }

  /** The examples as placed on the executors. */
  public PlacedShards shards() {
    return shards;
  }

  /** The size of an epoch. */
  public EpochSize epochSize() {
    return EpochSize.of(
        config.train().spec(config.run().seed()), examples.streams().orElse(null), shards);
  }

  /** Seconds that {@link #train} took. */
  public double seconds() {
    return seconds;
  }

  /** Number of examples in all steps taken. */
  public long examplesTaken() {
    return phases.examples();
  }

  /** Time of the steps by phase. */
  public Phases phases() {
    return phases;
  }

  /** The bottleneck of the training and what would help, in one sentence. */
  public String advice() {
    return config.train().epochs() == 0
        ? "nothing was trained (train.epochs = 0)"
        : phases.advice(loop.name());
  }

  private void decide(Message sentence) {
    decision = sentence.toString();
    log.accept(sentence);
  }

  /** The decision of {@code auto}, or null. */
  public String decision() {
    return decision;
  }

  /** Name of the loop that runs the steps. */
  public String execution() {
    return loop.name();
  }

  @Override
  public void close() {
    try {
      if (loop != null) {
        loop.close();
      }
    } finally {
      shards.close();
    }
  }
}
