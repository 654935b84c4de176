package org.sparklstm.core.layer;

/**
 * In training, zeroes values with probability p and scales the others by 1 / (1 - p), as {@code
 * torch.nn.Dropout}.
 *
 * @param probability p, in [0, 1)
 * @param masks how often it is drawn which values are kept
 */
public record DropoutSpec(double probability, Masks masks) implements LayerSpec {

  /** How often it is drawn what is kept. */
  public enum Masks {
    /** For each value by itself. */
    OF_VALUES,
    /** Once for all steps of a sequence: locked, or variational, dropout. */
    OF_SEQUENCES;

    Mask newMask(double probability) {
      return this == OF_VALUES ? new DropoutMask(probability) : new LockedMask(probability);
    }
  }

  public DropoutSpec {
    check(probability);
  }

  /** Equivalent to {@code torch.nn.Dropout(probability)}. */
  public static DropoutSpec dropout(double probability) {
    return new DropoutSpec(probability, Masks.OF_VALUES);
  }

  /**
   * Checks a probability.
   *
   * @throws IllegalArgumentException if it is not in [0, 1)
   */
  static void check(double probability) {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), found " + probability);
    }
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }
}
