package org.sparklstm.job.distributed;

import org.sparklstm.core.train.GradientEngine;

/** An engine that knows where the time goes. */
public interface TimedEngine extends GradientEngine, AutoCloseable {

  /** What the sums since the last call took: no whole steps, but parts of them. */
  StepTimes takeTimes();

  /** What {@code train.execution} calls it. */
  String name();

  /** Gives back what is kept for the training. */
  @Override
  default void close() {}
}
