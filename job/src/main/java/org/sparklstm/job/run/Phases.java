package org.sparklstm.job.run;

import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.GradientEngine;
import org.sparklstm.core.train.StepPlan;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.distributed.StepTimes;
import org.sparklstm.job.distributed.TimedEngine;

/**
 * Where the time of a training goes. Stands between the loop and its engine, and is the first of
 * the listeners, so that what lies between a step's sum and the listeners is the driver's update.
 */
final class Phases implements GradientEngine, TrainingListener {
  private static final double NANO = 1e-9;

  private final TimedEngine engine;
  private StepTimes times = StepTimes.NONE;
  private long stepBegan;
  private long windows;
  private double stepSeconds;
  private double engineSeconds;

  Phases(TimedEngine engine) {
    this.engine = engine;
  }

  @Override
  public long[] windows(Split split) {
    return engine.windows(split);
  }

  @Override
  public GradientSum gradients(float[] parameters, StepPlan plan, int exponent) {
    long started = System.nanoTime();
    if (stepBegan == 0) {
      stepBegan = started;
    }
    GradientSum sum = engine.gradients(parameters, plan, exponent);
    engineSeconds += (System.nanoTime() - started) * NANO;
    return sum;
  }

  @Override
  public ForecastErrors evaluate(float[] parameters, Split split) {
    return engine.evaluate(parameters, split);
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    stepSeconds += (System.nanoTime() - stepBegan) * NANO;
    stepBegan = 0;
    windows += report.windows();
  }

  @Override
  public void onEpoch(TrainingState state, EpochReport report) {
    times = times.plus(engine.takeTimes());
  }

  /** Seconds in each phase of all steps so far. */
  Json json() {
    return of(times)
        .put("update", stepSeconds - engineSeconds)
        .put("steps_total", stepSeconds)
        .put("windows_per_second", windows / stepSeconds)
        .put("parallel_efficiency", times.busy() / (engine.slots() * stepSeconds));
  }

  /** What limits the run and what would help, in a sentence. */
  String advice() {
    double update = stepSeconds - engineSeconds;
    double overhead = times.broadcast() + times.rest();
    double imbalance = times.slowest() - times.compute();
    if (times.compute() > 0.8 * stepSeconds) {
      return "computing takes %.0f %% of the steps' time: more cores or executors would help"
          .formatted(100 * times.compute() / stepSeconds);
    } else if (overhead >= imbalance && overhead >= update) {
      return "moving parameters and results and starting tasks take %.0f %% of the steps' time: a larger train.batch or train.execution = single would help, fewer executors may"
          .formatted(100 * overhead / stepSeconds);
    } else if (imbalance >= update) {
      return "waiting for the slowest task takes %.0f %% of the steps' time: a smaller train.block or fewer tasks would spread the work better"
          .formatted(100 * imbalance / stepSeconds);
    }
    return "the driver's update takes %.0f %% of the steps' time: a larger train.batch would help"
        .formatted(100 * update / stepSeconds);
  }

  /** Seconds and bytes, as JSON. */
  static Json of(StepTimes times) {
    return new Json()
        .put("steps", times.steps())
        .put("broadcast", times.broadcast())
        .put("compute_slowest", times.slowest())
        .put("compute_mean", times.compute())
        .put("gather", times.gather())
        .put("scheduling_and_aggregation", times.rest())
        .put("bytes_per_step", times.bytes() / Math.max(1, times.steps()));
  }
}
