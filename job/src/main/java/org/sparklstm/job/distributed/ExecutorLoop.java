package org.sparklstm.job.distributed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Crew;
import org.sparklstm.core.train.DivergedException;
import org.sparklstm.core.train.EpochPlan;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.LocalEngine;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.Trainer;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingSpec;
import org.sparklstm.core.train.TrainingState;

/**
 * The loop runs in one task that has all cores of its executor, some seconds at a time: the state
 * of the training, its optimizer's too, goes there and comes back, and between trips the driver
 * alone has it. A task is a function of that state alone, so it may be repeated, on another
 * executor too.
 */
final class ExecutorLoop implements TrainingLoop {
  /** How long a task should be away: what is lost with an executor, and what progress waits for. */
  private static final double SECONDS = 2;

  /** Steps before their speed is known. */
  private static final long FIRST_STEPS = 8;

  private final Training training;
  private final JavaRDD<TaskShards> whole;
  private final SparkEngine cluster;
  private final JavaSparkContext spark;
  private final int threads;
  private double secondsAStep;

  /**
   * @param whole one element, which has all shards
   * @param threads cores of an executor
   * @param cluster for what all executors do together
   */
  ExecutorLoop(
      Training training,
      JavaRDD<TaskShards> whole,
      int threads,
      SparkEngine cluster,
      JavaSparkContext spark) {
    this.training = training;
    this.whole = whole;
    this.threads = threads;
    this.cluster = cluster;
    this.spark = spark;
  }

  /** What a task sets out with: a record, which every serializer can write. */
  private record Sent(TrainingState state) implements Serializable {}

  /** What a task brings back. */
  record Trip(
      TrainingState state,
      List<TrainingListener.StepReport> steps,
      List<TrainingListener.EpochReport> epochs,
      List<TrainingListener.GradientReport> gradients,
      StepTimes times,
      long nanos,
      DivergedException end)
      implements Serializable {}

  /** What happens on a trip, to be told in the driver. */
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
                  part ->
                      OutOfHeapException.unless(
                          model,
                          crewSize,
                          () ->
                              go(
                                  part.shards(),
                                  new Training(
                                      model,
                                      spec,
                                      sent.value().state(),
                                      List.of(),
                                      0,
                                      gradientsEvery),
                                  wanted,
                                  name,
                                  crewSize)))
              .first();
    } catch (Exception e) {
      // Spark throws checked exceptions without saying so
      throw new TripFailedException(e);
    } finally {
      sent.destroy();
    }
    long waited = Math.max(0, System.nanoTime() - sentAt - trip.nanos());
    tell(trip);
    StepTimes times = trip.times();
    secondsAStep = times.total() / times.steps();
    return times.plus(StepTimes.ofTrip(sentAt - started, waited, 2 * training.state().bytes()));
  }

  private long tripSteps() {
    long steps = secondsAStep == 0 ? FIRST_STEPS : stepsAtOnce(secondsAStep);
    // not beyond a step whose state the listeners need
    int every = training.stateEvery();
    return every == 0 ? steps : Math.min(steps, every - training.state().step() % every);
  }

  @Override
  public long stepsAtOnce(double secondsAStep) {
    long steps = Math.max(1, (long) (SECONDS / secondsAStep));
    long examples = Arrays.stream(cluster.examples(Split.TRAIN)).sum();
    steps = Math.min(steps, EpochPlan.steps(examples, training.spec().batch()));
    return training.stateEvery() == 0 ? steps : Math.min(steps, training.stateEvery());
  }

  /**
   * Takes the steps of one trip.
   *
   * @param sent whose state is Not modified: a task that is repeated begins with it again
   */
  static Trip go(List<Shard> shards, Training sent, long steps, String run, int threads) {
    long started = System.nanoTime();
    TrainingState state = sent.state().copy();
    Crew crew = Crews.borrow(run, sent.model(), threads);
    StepClock clock = new StepClock(new SingleEngine(new LocalEngine(shards, crew), threads));
    Recorder recorder = new Recorder();
    TrainingListener watch = sent.gradientWatch(recorder.gradients::add);
    DivergedException end = null;
    try {
      new Trainer(sent.spec(), state, clock, List.of(clock, recorder, watch)).advance(steps);
    } catch (DivergedException e) {
      // repeating the task would find the same
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

  private void tell(Trip trip) {
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
