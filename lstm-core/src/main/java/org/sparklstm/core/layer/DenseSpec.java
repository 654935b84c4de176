package org.sparklstm.core.layer;

import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A linear layer applied to each row, {@code y = x Wᵀ + b}, as {@code torch.nn.Linear}.
 *
 * @param inputs I, values per input row, at least 1
 * @param outputs O, values per output row, at least 1
 * @param tied full name of the parameter (O, I) of a layer below that is this layer's weight, too;
 *     empty for a weight of its own. The tied weight has the initial values of a linear layer's.
 */
public record DenseSpec(int inputs, int outputs, String tied) implements LayerSpec {
  /** The negative slope that nn.Linear passes to kaiming_uniform_. */
  private static final double SLOPE = Math.sqrt(5);

  public DenseSpec {
    LayerSpec.atLeastOne("inputs", inputs);
    LayerSpec.atLeastOne("outputs", outputs);
  }

  /** Equivalent to {@code torch.nn.Linear(inputs, outputs)}. */
  public static DenseSpec dense(int inputs, int outputs) {
    return new DenseSpec(inputs, outputs, "");
  }

  /** Returns a copy whose weight is a parameter of a layer below. */
  public DenseSpec tiedTo(String parameter) {
    return new DenseSpec(inputs, outputs, parameter);
  }

  /**
   * The full name of the weight.
   *
   * @param prefix of the names of this layer's parameters
   */
  public String weight(String prefix) {
    return tied.isEmpty() ? prefix + "weight" : tied;
  }

  @Override
  public int outputs(int given) {
    if (given != inputs) {
      throw new IllegalArgumentException(
          "dense(%d, %d) follows a layer of %d values: its inputs must match"
              .formatted(inputs, outputs, given));
    }
    return outputs;
  }

  @Override
  public void declare(ParameterLayout.Builder builder, String prefix) {
    if (tied.isEmpty()) {
      builder.add(prefix + "weight", outputs, inputs);
    }
    builder.add(prefix + "bias", outputs);
  }

  @Override
  public void initialise(
      TorchRandom random, ParameterLayout layout, String prefix, float[] values) {
    // the same operations as torch.nn.init, so that rounding is the same
    double gain = Math.sqrt(2 / (1 + SLOPE * SLOPE));
    double weightBound = Math.sqrt(3) * (gain / Math.sqrt(inputs));
    double biasBound = 1 / Math.sqrt(inputs);
    random.uniform(
        values, layout.offset(weight(prefix)), outputs * inputs, -weightBound, weightBound);
    random.uniform(values, layout.offset(prefix + "bias"), outputs, -biasBound, biasBound);
  }
}
