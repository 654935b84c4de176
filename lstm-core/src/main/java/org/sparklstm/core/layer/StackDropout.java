package org.sparklstm.core.layer;

import java.io.Serializable;

/**
 * What a recurrent stack zeroes in training.
 *
 * @param outputs probability that an output of any layer but the last is zeroed, in [0, 1)
 * @param masks how often it is drawn which outputs are kept
 * @param weights probability that an element of weight_hh is zeroed, the same ones in all blocks of
 *     a step and at all steps of a sequence, in [0, 1): DropConnect (Wan et al. 2013) as in
 *     AWD-LSTM (Merity et al. 2018, arXiv:1708.02182)
 */
public record StackDropout(double outputs, DropoutSpec.Masks masks, double weights)
    implements Serializable {
  /** Nothing is zeroed. */
  static final StackDropout NONE = of(0);

  public StackDropout {
    DropoutSpec.check(outputs);
    DropoutSpec.check(weights);
  }

  /** Outputs are zeroed, each by itself, as by {@code dropout} of {@code torch.nn.LSTM}. */
  static StackDropout of(double probability) {
    return new StackDropout(probability, DropoutSpec.Masks.OF_VALUES, 0);
  }
}
