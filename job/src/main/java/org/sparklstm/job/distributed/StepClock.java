package org.sparklstm.job.distributed;

import java.util.List;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.GradientEngine;
import org.sparklstm.core.train.Gradients;
import org.sparklstm.core.train.StepPlan;
import org.sparklstm.core.train.TokenSets;
import org.sparklstm.core.train.TrainingListener;
import org.sparklstm.core.train.TrainingState;

/**
 * Times whole steps. It wraps the trainer's engine and is the first listener, so the time between
 * the gradient sum of a step and the first listener call is the update.
 */
final class StepClock implements GradientEngine, TrainingListener {
  private final TimedEngine engine;
  private final Tally tally = new Tally();
  private long began;
  private long engineNanos;

  StepClock(TimedEngine engine) {
    this.engine = engine;
  }

  /** Times of the steps since the last call. */
  StepTimes takeTimes() {
    return tally.take().plus(engine.takeTimes());
  }

  @Override
  public long[] examples(Split split) {
    return engine.examples(split);
  }

  @Override
  public long[] predicted() {
    return engine.predicted();
  }

  @Override
  public int idleThreads() {
    return engine.idleThreads();
  }

  @Override
  public TokenSets tokens(List<StepPlan> plans) {
    return engine.tokens(plans);
  }

  /** The trainer may call this more than once per step. */
  @Override
  public Gradients gradients(float[] parameters, StepPlan plan, int exponent) {
    long started = System.nanoTime();
    if (began == 0) {
      began = started;
    }
    Gradients sum = engine.gradients(parameters, plan, exponent);
    engineNanos += System.nanoTime() - started;
    return sum;
  }

  @Override
  public Errors evaluate(float[] parameters, Split split) {
    return engine.evaluate(parameters, split);
  }

  @Override
  public void onStep(TrainingState state, StepReport report) {
    long nanos = System.nanoTime() - began;
    tally.add(StepTimes.ofStep(report.examples(), nanos, nanos - engineNanos));
    began = 0;
    engineNanos = 0;
  }
}
