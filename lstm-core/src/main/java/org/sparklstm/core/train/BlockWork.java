package org.sparklstm.core.train;

import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;

/** How an objective computes blocks with a network. An instance serves one thread at a time. */
interface BlockWork {

  /**
   * Takes the parameters to evaluate with.
   *
   * @param parameters Not modified.
   */
  void load(float[] parameters);

  /**
   * Takes the parameters of a step.
   *
   * @param parameters those that the step uses; must not change during it. Not modified.
   */
  void load(float[] parameters, StepPlan plan);

  /**
   * Computes the gradient of a block.
   *
   * @param shard the shard of the block
   * @param plan the step of the block
   * @param gradient of zeros, for use in between; of zeros again afterwards. Modified.
   * @param gradients receives gradient, loss and weight, and states of streams. Modified.
   */
  void addGradient(Shard shard, StepPlan plan, Block block, float[] gradient, Gradients gradients);

  /**
   * Evaluates the examples {@code from … to - 1} of a span.
   *
   * @param errors receives the errors. Modified.
   */
  void evaluate(Shard shard, Split split, long from, long to, Errors errors);

  /** The time spent on reading blocks so far, in nanoseconds. */
  long gatherNanos();
}
