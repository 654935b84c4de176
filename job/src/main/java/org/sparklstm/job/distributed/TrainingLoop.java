package org.sparklstm.job.distributed;

import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;

/** Runs the steps of a training. The result does not depend on the loop that runs a step. */
public interface TrainingLoop extends AutoCloseable {

  /**
   * Takes up to {@code steps} steps, but none beyond the end of the epoch.
   *
   * @param steps at least 1
   * @return times of the steps taken
   */
  StepTimes advance(long steps);

  /**
   * Number of steps that share the overhead of one call of {@link #advance}: everything except
   * computing and updating. 1 if each step has its own overhead.
   *
   * @param secondsPerStep seconds per step without the overhead
   */
  default long stepsAtOnce(double secondsPerStep) {
    return 1;
  }

  /** Errors over all examples of a span. {@code parameters} Not modified. */
  Errors evaluate(float[] parameters, Split split);

  /** Name of this loop as a value of {@code train.execution}. */
  String name();

  /** Releases the resources held for the training. */
  @Override
  void close();
}
