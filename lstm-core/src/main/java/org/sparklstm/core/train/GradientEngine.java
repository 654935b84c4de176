package org.sparklstm.core.train;

import java.util.List;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Split;

/**
 * Computes gradients and errors, on one thread or on a cluster. The result is the same on each
 * engine.
 */
public interface GradientEngine {

  /** The number of examples of a span in each shard, by shard number. */
  long[] examples(Split split);

  /**
   * The number of tokens that are predicted in training, in each shard; only where streams are
   * read.
   */
  default long[] predicted() {
    throw new UnsupportedOperationException("this engine reads no streams");
  }

  /** The threads that have nothing to do between steps, the caller's included. */
  default int idleThreads() {
    return 1;
  }

  /**
   * The tokens of steps; only where streams are read.
   *
   * @param plans of one epoch
   */
  default TokenSets tokens(List<StepPlan> plans) {
    throw new UnsupportedOperationException("this engine reads no streams");
  }

  /**
   * Sums the gradients of a step's blocks.
   *
   * @param parameters Not modified.
   * @param exponent of the sum's scale; see {@link GradientSum#exponentFor}
   */
  Gradients gradients(float[] parameters, StepPlan plan, int exponent);

  /**
   * Computes the errors over all examples of a span.
   *
   * @param parameters Not modified.
   */
  Errors evaluate(float[] parameters, Split split);
}
