package org.sparklstm.core.layer;

import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A linear layer applied to each row, {@code y = x Wᵀ + b}, as {@code torch.nn.Linear}.
 *
 * @param inputs I, values per input row, at least 1
 * @param outputs O, values per output row, at least 1
 */
public record DenseSpec(int inputs, int outputs) implements LayerSpec {
  /** The negative slope that nn.Linear passes to kaiming_uniform_. */
  private static final double SLOPE = Math.sqrt(5);

  public DenseSpec {
    LayerSpec.atLeastOne("inputs", inputs);
    LayerSpec.atLeastOne("outputs", outputs);
  }

  /** Equivalent to {@code torch.nn.Linear(inputs, outputs)}. */
  public static DenseSpec dense(int inputs, int outputs) {
    return new DenseSpec(inputs, outputs);
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
    builder.add(prefix + "weight", outputs, inputs).add(prefix + "bias", outputs);
  }

  @Override
  public void initialise(
      TorchRandom random, ParameterLayout layout, String prefix, float[] values) {
    // the same operations as torch.nn.init, so that rounding is the same
    double gain = Math.sqrt(2 / (1 + SLOPE * SLOPE));
    double weightBound = Math.sqrt(3) * (gain / Math.sqrt(inputs));
    double biasBound = 1 / Math.sqrt(inputs);
    random.uniform(
        values, layout.offset(prefix + "weight"), outputs * inputs, -weightBound, weightBound);
    random.uniform(values, layout.offset(prefix + "bias"), outputs, -biasBound, biasBound);
  }
}
