package org.sparklstm.job.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.job.Failures;
import org.sparklstm.job.Message;

/**
 * Tries both ways on the first steps of a training, then keeps the quicker one. The steps are not
 * wasted: both give the same bits.
 */
final class AutoLoop implements TrainingLoop {
  /** Steps of each before any are timed: the JIT compiler is at work. */
  private static final int WARM_UP = 3;

  /** Timed steps of each. */
  private static final int TIMED = 5;

  private final TrainingLoop distributed;
  private final TrainingLoop single;
  private final Consumer<Message> log;
  private final List<Double> distributedSeconds = new ArrayList<>();
  private final List<Double> singleSeconds = new ArrayList<>();
  private long tried;
  private TrainingLoop chosen;

  /**
   * @param log is told of the decision, in a sentence
   */
  AutoLoop(TrainingLoop distributed, TrainingLoop single, Consumer<Message> log) {
    this.distributed = distributed;
    this.single = single;
    this.log = log;
  }

  @Override
  public StepTimes advance(long steps) {
    return chosen == null ? tryOne() : chosen.advance(steps);
  }

  private StepTimes tryOne() {
    boolean distribute = tried % 2 == 0;
    StepTimes times;
    try {
      times = (distribute ? distributed : single).advance(1);
    } catch (TripFailedException e) {
      chosen = distributed;
      log.accept(
          Message.of(
              "{train.execution = auto}: single does not work here (%s); distributed from here on",
              Failures.rootMessage(e)));
      return StepTimes.NONE;
    }
    if (tried++ >= 2 * WARM_UP) {
      (distribute ? distributedSeconds : singleSeconds)
          .add(secondsAStep(distribute ? distributed : single, times));
    }
    if (singleSeconds.size() == TIMED) {
      choose();
    }
    return times;
  }

  /** What a step will cost when the loop may take as many as it likes. */
  private static double secondsAStep(TrainingLoop loop, StepTimes one) {
    double own = one.slowest() + one.update();
    return own + (one.total() - own) / loop.stepsAtOnce(own);
  }

  private void choose() {
    double job = median(distributedSeconds);
    double alone = median(singleSeconds);
    chosen = job < alone ? distributed : single;
    log.accept(
        Message.of(
            "{train.execution = auto}: a step takes %.1f ms distributed and %.1f ms single; %s from here on",
            job * 1000, alone * 1000, chosen.name()));
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
