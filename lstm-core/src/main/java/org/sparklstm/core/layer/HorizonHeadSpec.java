package org.sparklstm.core.layer;

import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A linear layer that answers each of the last steps of a sequence: {@code head(x[:, -steps:])
 * .flatten(1)} of a {@code torch.nn.Linear}. One row per step becomes one row per sequence, which
 * holds the answers ordered by step.
 *
 * @param steps number of steps that are answered; each sequence must have them
 * @param dense the layer that answers a step
 */
public record HorizonHeadSpec(int steps, DenseSpec dense) implements LayerSpec {
  public HorizonHeadSpec {
    LayerSpec.atLeastOne("steps", steps);
  }

  @Override
  public int outputs(int inputs) {
    return Math.multiplyExact(steps, dense.outputs(inputs));
  }

  @Override
  public void declare(ParameterLayout.Builder builder, String prefix) {
    dense.declare(builder, prefix);
  }

  @Override
  public void initialise(
      TorchRandom random, ParameterLayout layout, String prefix, float[] values) {
    dense.initialise(random, layout, prefix, values);
  }
}
