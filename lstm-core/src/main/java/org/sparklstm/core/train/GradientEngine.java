package org.sparklstm.core.train;

import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Split;

/** Who computes: one thread here, or a cluster. Where it happens never changes the result. */
public interface GradientEngine {

  /** Number of examples of a span in each shard, by shard number. */
  long[] examples(Split split);

  /**
   * Adds up the gradients of a step's blocks.
   *
   * @param parameters Not modified.
   * @param exponent scale of the sum; see {@link GradientSum#exponentFor}
   */
  GradientSum gradients(float[] parameters, StepPlan plan, int exponent);

  /** Errors over all examples of a span. {@code parameters} Not modified. */
  Errors evaluate(float[] parameters, Split split);
}
