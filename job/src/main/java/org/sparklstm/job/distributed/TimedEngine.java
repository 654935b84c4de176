package org.sparklstm.job.distributed;

import org.sparklstm.core.train.GradientEngine;

/** An engine that knows where the time goes. */
public interface TimedEngine extends GradientEngine, AutoCloseable {

  /** What the steps since the last call took. */
  StepTimes takeTimes();

  /** What {@code train.execution} calls it. */
  String name();

  /** Cores there are to compute on. */
  int slots();

  /** Gives back what is kept for the training. */
  @Override
  default void close() {}
}
