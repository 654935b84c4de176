package org.sparklstm.job.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.StepPlan;

/**
 * Tries two ways of computing on the first steps of a training, then keeps the quicker one. The
 * steps are not wasted: both give the same bits.
 */
public final class AutoEngine implements TimedEngine {
  /** Steps before any are timed: the JIT compiler is at work. */
  private static final int WARM_UP = 6;

  /** Timed steps of each. */
  private static final int TIMED = 5;

  private final TimedEngine[] engines;
  private final Consumer<String> log;
  private final List<List<Double>> seconds = List.of(new ArrayList<>(), new ArrayList<>());
  private long calls;
  private TimedEngine chosen;

  /**
   * @param log is told of the decision, in a sentence
   */
  public AutoEngine(TimedEngine first, TimedEngine second, Consumer<String> log) {
    engines = new TimedEngine[] {first, second};
    this.log = log;
  }

  @Override
  public long[] windows(Split split) {
    return engines[0].windows(split);
  }

  @Override
  public GradientSum gradients(float[] parameters, StepPlan plan, int exponent) {
    if (chosen != null) {
      return chosen.gradients(parameters, plan, exponent);
    }
    int turn = (int) (calls++ % 2);
    long started = System.nanoTime();
    GradientSum sum = engines[turn].gradients(parameters, plan, exponent);
    if (calls > WARM_UP) {
      seconds.get(turn).add((System.nanoTime() - started) / 1e9);
    }
    if (calls == WARM_UP + 2 * TIMED) {
      choose();
    }
    return sum;
  }

  private void choose() {
    double first = median(seconds.get(0));
    double second = median(seconds.get(1));
    chosen = engines[first < second ? 0 : 1];
    log.accept(
        "train.execution = auto: a step takes %.1f ms %s and %.1f ms %s; %s from here on"
            .formatted(
                first * 1000, engines[0].name(), second * 1000, engines[1].name(), chosen.name()));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  @Override
  public String name() {
    return chosen == null ? "auto" : chosen.name();
  }

  private TimedEngine current() {
    return chosen == null ? engines[1] : chosen;
  }

  @Override
  public ForecastErrors evaluate(float[] parameters, Split split) {
    return current().evaluate(parameters, split);
  }

  @Override
  public StepTimes takeTimes() {
    return Arrays.stream(engines)
        .map(TimedEngine::takeTimes)
        .reduce(StepTimes.NONE, StepTimes::plus);
  }

  @Override
  public int slots() {
    return current().slots();
  }

  @Override
  public void close() {
    for (TimedEngine engine : engines) {
      engine.close();
    }
  }
}
