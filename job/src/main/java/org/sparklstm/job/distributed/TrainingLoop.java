package org.sparklstm.job.distributed;

import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;

/** Takes a training on. Which loop takes which steps never shows in the result. */
public interface TrainingLoop extends AutoCloseable {

  /**
   * Goes on for at most so many steps, and not beyond the end of the epoch.
   *
   * @param steps at least 1
   * @return where their time went
   */
  StepTimes advance(long steps);

  /**
   * How many steps share what {@link #advance} costs beside computing and updating: 1 where each
   * pays by itself.
   *
   * @param secondsAStep what a step costs without it
   */
  default long stepsAtOnce(double secondsAStep) {
    return 1;
  }

  /** Errors over all examples of a span. {@code parameters} Not modified. */
  Errors evaluate(float[] parameters, Split split);

  /** What {@code train.execution} calls it. */
  String name();

  /** Gives back what is kept for the training. */
  @Override
  void close();
}
