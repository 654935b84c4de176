package org.sparklstm.core.train;

import java.util.Arrays;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;

/**
 * A network with the scratch memory to train and evaluate it. Reuse an instance; it serves one
 * thread at a time. Blocks do not influence each other: only memory is reused.
 */
public final class Replica {
  private final BlockWork work;
  private float[] gradient = {};
  private boolean isZero = true;

  /** Creates a replica. */
  public Replica(ModelSpec model, Kernels kernels) {
    work = model.objective().newWork(model, kernels);
  }

  /** The time spent on gathering the examples of blocks so far, in nanoseconds. */
  long gatherNanos() {
    return work.gatherNanos();
  }

  /**
   * Takes the parameters to evaluate with.
   *
   * @param parameters Not modified.
   */
  public void load(float[] parameters) {
    work.load(parameters);
  }

  /**
   * Takes the parameters of a step.
   *
   * @param parameters those that the step uses; must not change during it. Not modified.
   */
  public void load(float[] parameters, StepPlan plan) {
    work.load(parameters, plan);
    if (gradient.length != parameters.length) {
      gradient = new float[parameters.length];
      isZero = true;
    }
  }

  /**
   * Computes the gradient of a block and adds it to a sum.
   *
   * @param shard the shard of the block
   * @param plan the step of the block
   * @param gradients receives gradient, loss and weight, and states of streams. Modified.
   */
  public void addGradient(Shard shard, StepPlan plan, Block block, Gradients gradients) {
    if (!isZero) {
      // a block has failed
      Arrays.fill(gradient, 0f);
    }
    isZero = false;
    work.addGradient(shard, plan, block, gradient, gradients);
    isZero = true;
  }

  /**
   * Evaluates the examples {@code from … to - 1} of a span.
   *
   * @param errors receives the errors. Modified.
   */
  public void evaluate(Shard shard, Split split, long from, long to, Errors errors) {
    work.evaluate(shard, split, from, to, errors);
  }
}
