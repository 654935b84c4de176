package org.sparklstm.core.layer;

import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * Initial parameters, equal to those of a PyTorch module that builds the same layers in the same
 * order after {@code torch.manual_seed(seed)}; embeddings of 16 values or more differ by what
 * {@link TorchRandom#normal} says.
 */
public final class InitialValues {
  private InitialValues() {}

  /** Fresh parameters for the network. */
  public static float[] of(NetworkSpec spec, long seed) {
    return of(spec, new TorchRandom(seed));
  }

  /** Fresh parameters drawn from a generator that may go on being used. */
  public static float[] of(NetworkSpec spec, TorchRandom random) {
    ParameterLayout layout = spec.layout();
    float[] values = new float[layout.size()];
    for (NetworkSpec.Named named : spec.layers()) {
      named.layer().initialise(random, layout, named.prefix(), values);
    }
    return values;
  }
}
