package org.sparklstm.job.distributed;

import org.sparklstm.core.train.GradientEngine;

/** An engine that measures the phases of its work. */
public interface TimedEngine extends GradientEngine, AutoCloseable {

  /** Times of the gradient sums since the last call; they are phases, not whole steps. */
  StepTimes takeTimes();

  /** Name of this engine as a value of {@code train.execution}. */
  String name();

  /** Releases the resources held for the training. */
  @Override
  default void close() {}
}
