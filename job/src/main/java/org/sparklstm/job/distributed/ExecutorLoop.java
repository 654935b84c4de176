package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Crew;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.LocalEngine;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StreamSpec;
import org.sparklstm.core.train.Trainer;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingSpec;
import org.sparklstm.core.train.TrainingState;

/**
 * Runs the loop in one task that uses all cores of its executor, about two seconds of steps at a
 * time. The state of the training, including the optimizer's, travels to the task and back; between
 * trips only the driver has it. A task is a function of that state alone, so Spark may repeat it,
 * also on another executor.
 */
final class ExecutorLoop implements TrainingLoop {
  /**
   * Target duration of a trip: the work that a lost executor costs, and the delay of progress
   * reports.
   */
  private static final double SECONDS = 2;

  /** Steps of the first trip, when their speed is not known yet. */
  private static final long FIRST_STEPS = 8;

  private final Training training;
  private final long stepsPerEpoch;
  private final JavaRDD<TaskShards> whole;
  private final SparkEngine cluster;
  private final JavaSparkContext spark;
  private final int threads;
  private double secondsPerStep;

  /**
   * @param whole one element with all shards
   * @param stepsPerEpoch no trip takes more
   * @param threads cores per executor
   * @param cluster engine of all executors, for evaluation
   */
  ExecutorLoop(
      Training training,
      long stepsPerEpoch,
      JavaRDD<TaskShards> whole,
      int threads,
      SparkEngine cluster,
      JavaSparkContext spark) {
    this.training = training;
    this.stepsPerEpoch = stepsPerEpoch;
    this.whole = whole;
    this.threads = threads;
    this.cluster = cluster;
    this.spark = spark;
  }

  /** The input of a task: a record, which every serializer can write. */
  private record Sent(TrainingState state) implements Serializable {}

  /** The result of a task. */
  record Trip(
      TrainingState state,
      List<TrainingListener.StepReport> steps,
      List<TrainingListener.EpochReport> epochs,
      List<TrainingListener.GradientReport> gradients,
      StepTimes times,
      long nanos,
      DivergedException end)
      implements Serializable {}

  /** Collects the events of a trip, for the listeners in the driver. */
  private static final class Recorder implements TrainingListener {
    private final List<StepReport> steps = new ArrayList<>();
    private final List<EpochReport> epochs = new ArrayList<>();
    private final List<GradientReport> gradients = new ArrayList<>();

    @Override
    public void onStep(TrainingState state, StepReport report) {
      steps.add(report);
    }

    @Override
    public void onEpoch(TrainingState state, EpochReport report) {
      epochs.add(report);
    }
  }

  @Override
  public StepTimes advance(long steps) {
    long wanted = Math.min(steps, tripSteps());
    ModelSpec model = training.model();
    TrainingSpec spec = training.spec();
    StreamSpec streams = training.streams();
    long gradientsEvery = training.gradientsEvery();
    String name = cluster.run();
    int crewSize = threads;
    long started = System.nanoTime();
    Broadcast<Sent> sent = spark.broadcast(new Sent(training.state()));
    long sentAt = System.nanoTime();
    Trip trip;
    try {
      trip =
          whole
              .map(
                  partition ->
                      OutOfHeapException.unless(
                          model,
                          crewSize,
                          () ->
                              takeSteps(
                                  partition.shards(),
                                  new Training(
                                      model,
                                      spec,
                                      streams,
                                      sent.value().state(),
                                      List.of(),
                                      0,
                                      gradientsEvery),
                                  wanted,
                                  name,
                                  crewSize)))
              .first();
    } catch (Exception e) {
      // Spark throws checked exceptions that its methods do not declare
      throw new TripFailedException(e);
    } finally {
      sent.destroy();
    }
    long waited = Math.max(0, System.nanoTime() - sentAt - trip.nanos());
    adopt(trip);
    StepTimes times = trip.times();
    secondsPerStep = times.total() / times.steps();
    return times.plus(StepTimes.ofTrip(sentAt - started, waited, 2 * training.state().bytes()));
  }

  private long tripSteps() {
    long steps = secondsPerStep == 0 ? FIRST_STEPS : stepsAtOnce(secondsPerStep);
    // end at the next step whose state the listeners need
    int every = training.stateEvery();
    return every == 0 ? steps : Math.min(steps, every - training.state().step() % every);
  }

  @Override
  public long stepsAtOnce(double secondsPerStep) {
    long steps = Math.max(1, (long) (SECONDS / secondsPerStep));
    steps = Math.min(steps, stepsPerEpoch);
    return training.stateEvery() == 0 ? steps : Math.min(steps, training.stateEvery());
  }

  /**
   * Takes the steps of one trip, in the executor.
   *
   * @param sent Not modified: a repeated task starts from the same state.
   */
  static Trip takeSteps(List<Shard> shards, Training sent, long steps, String run, int threads) {
    long started = System.nanoTime();
    TrainingState state = sent.state().copy();
    Crew crew = Crews.borrow(run, sent.model(), threads);
    StepClock clock = new StepClock(new SingleEngine(new LocalEngine(shards, crew), threads));
    Recorder recorder = new Recorder();
    TrainingListener watch = sent.gradientWatch(recorder.gradients::add);
    DivergedException end = null;
    try {
      new Trainer(sent.spec(), sent.streams(), state, clock, List.of(clock, recorder, watch))
          .advance(steps);
    } catch (DivergedException e) {
      // a result, not a failure of the task: Spark would repeat a failed task, with the same
      // outcome
      end = e;
    }
    Crews.giveBack(run, threads, crew);
    StepTimes times = clock.takeTimes();
    return new Trip(
        state,
        recorder.steps,
        recorder.epochs,
        recorder.gradients,
        times,
        System.nanoTime() - started,
        end);
  }

  /** Takes over the state of a trip and reports its events to the listeners. */
  private void adopt(Trip trip) {
    training.state().become(trip.state());
    for (TrainingListener.GradientReport report : trip.gradients()) {
      training.listeners().forEach(listener -> listener.onGradients(report));
    }
    for (TrainingListener.StepReport report : trip.steps()) {
      training.listeners().forEach(listener -> listener.onStep(training.state(), report));
    }
    for (TrainingListener.EpochReport report : trip.epochs()) {
      training.listeners().forEach(listener -> listener.onEpoch(training.state(), report));
    }
    if (trip.end() != null) {
      throw trip.end();
    }
  }

  @Override
  public Errors evaluate(float[] parameters, Split split) {
    return cluster.evaluate(parameters, split);
  }

  @Override
  public String name() {
    return "single";
  }

  @Override
  public void close() {
    cluster.close();
  }
}
