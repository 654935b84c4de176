package org.sparklstm.core.layer;

/**
 * Passes its input on, and adds a penalty on it to the loss of training: activation regularisation
 * and temporal activation regularisation (Merity et al. 2017, arXiv:1708.01009). The penalty is in
 * the gradient, not in the losses that are reported. A row counts as much as its loss does with a
 * weight of 1: where some rows have no target, the penalty counts more beside the others' losses.
 *
 * @param of what is penalised
 * @param weight α or β of the paper, at least 0
 */
public record PenaltySpec(Of of, double weight) implements LayerSpec {

  /** What is penalised. */
  public enum Of {
    /** α times the mean of the squares of all values. */
    VALUES,
    /**
     * β times the mean of the squares of the differences between a step and the one before, 0 for
     * the first step of a sequence, over all steps.
     */
    CHANGES
  }

  public PenaltySpec {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("a penalty must be at least 0, found " + weight);
    }
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }
}
