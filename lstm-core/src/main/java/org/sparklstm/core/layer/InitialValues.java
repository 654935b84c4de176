package org.sparklstm.core.layer;

import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * Initial parameters, equal to those of a PyTorch module that creates the same layers in the same
 * order after {@code torch.manual_seed(seed)}. Embeddings of 16 values or more differ by the
 * rounding that {@link TorchRandom#normal} documents.
 */
public final class InitialValues {
  private InitialValues() {}

  /** Initial parameters of a network, in the order of {@link NetworkSpec#layout}. */
  public static float[] of(NetworkSpec spec, long seed) {
    return of(spec, new TorchRandom(seed));
  }

  /**
   * Initial parameters of a network, drawn from a generator, which may be used again afterwards.
   */
  public static float[] of(NetworkSpec spec, TorchRandom random) {
    ParameterLayout layout = spec.layout();
    float[] values = new float[layout.size()];
    for (NetworkSpec.Named named : spec.layers()) {
      named.layer().initialise(random, layout, named.prefix(), values);
    }
    return values;
  }
}
