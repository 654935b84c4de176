package org.sparklstm.core.layer;

/**
 * Zeroes values while training and scales the rest by 1 / (1 - p), as {@code torch.nn.Dropout}.
 *
 * @param probability p with which a value is zeroed, in [0, 1)
 */
public record DropoutSpec(double probability) implements LayerSpec {

  public DropoutSpec {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException("dropout must lie in [0, 1), found " + probability);
    }
  }

  /** As {@code torch.nn.Dropout(probability)}. */
  public static DropoutSpec dropout(double probability) {
    return new DropoutSpec(probability);
  }

  @Override
  public int outputs(int inputs) {
    return inputs;
  }
}
