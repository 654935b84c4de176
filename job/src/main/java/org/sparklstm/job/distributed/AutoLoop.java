package org.sparklstm.job.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Message;

/**
 * Alternates between the distributed and the single loop on the first steps of a training, then
 * keeps the faster one. No step is wasted: both give the same bits.
 */
final class AutoLoop implements TrainingLoop {
  /** Untimed steps of each loop, for the JIT compiler. */
  private static final int WARM_UP = 3;

  /** Timed steps of each loop. */
  private static final int TIMED = 5;

  private final TrainingLoop distributed;
  private final TrainingLoop single;
  private final Consumer<Message> log;
  private final List<Double> distributedSeconds = new ArrayList<>();
  private final List<Double> singleSeconds = new ArrayList<>();
  private long stepsTried;
  private TrainingLoop chosen;

  /**
   * @param log receives the decision
   */
  AutoLoop(TrainingLoop distributed, TrainingLoop single, Consumer<Message> log) {
    this.distributed = distributed;
    this.single = single;
    this.log = log;
  }

  @Override
  public StepTimes advance(long steps) {
    return chosen == null ? tryStep() : chosen.advance(steps);
  }

  private StepTimes tryStep() {
    boolean distribute = stepsTried % 2 == 0;
    TrainingLoop loop = distribute ? distributed : single;
    StepTimes times;
    try {
      times = loop.advance(1);
    } catch (TripFailedException e) {
      chosen = distributed;
      log.accept(
          Message.of(
              "{train.execution = auto}: single execution failed (%s); all steps run distributed",
              Failures.rootMessage(e)));
      return StepTimes.NONE;
    }
    if (stepsTried++ >= 2 * WARM_UP) {
      (distribute ? distributedSeconds : singleSeconds).add(secondsPerStep(loop, times));
    }
    if (singleSeconds.size() == TIMED) {
      choose();
    }
    return times;
  }

  /** Expected seconds per step once the loop is free to take many steps at once. */
  private static double secondsPerStep(TrainingLoop loop, StepTimes one) {
    double own = one.slowest() + one.update();
    return own + (one.total() - own) / loop.stepsAtOnce(own);
  }

  private void choose() {
    double distributedMedian = median(distributedSeconds);
    double singleMedian = median(singleSeconds);
    chosen = distributedMedian < singleMedian ? distributed : single;
    log.accept(
        Message.of(
            "{train.execution = auto}: a step takes %.1f ms distributed and %.1f ms single; using %s",
            distributedMedian * 1000, singleMedian * 1000, chosen.name()));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  @Override
  public Errors evaluate(float[] parameters, Split split) {
    return (chosen == null ? single : chosen).evaluate(parameters, split);
  }

  @Override
  public String name() {
    return chosen == null ? "auto" : chosen.name();
  }

  @Override
  public void close() {
    distributed.close();
    single.close();
  }
}
