package org.sparklstm.core.layer;

/**
 * In training, zeroes values with probability p and scales the others by 1 / (1 - p), as {@code
 * torch.nn.Dropout}.
 *
 * @param probability p, in [0, 1)
 */
public record DropoutSpec(double probability) implements LayerSpec {

  public DropoutSpec {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), found " + probability);
    }
  }

  /** Equivalent to {@code torch.nn.Dropout(probability)}. */
  public static DropoutSpec dropout(double probability) {
    return new DropoutSpec(probability);
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }
}
