package org.sparklstm.core.layer;

import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * Initial parameters, equal to those of a PyTorch module that builds {@code nn.LSTM} and then
 * {@code nn.Linear} after {@code torch.manual_seed(seed)}.
 */
public final class InitialValues {
  /** The negative slope that nn.Linear hands to kaiming_uniform_. */
  private static final double LINEAR_SLOPE = Math.sqrt(5);

  private InitialValues() {}

  /** Fresh parameters for the network. */
  public static float[] of(NetworkSpec spec, long seed) {
    ParameterLayout layout = Network.layout(spec);
    TorchRandom random = new TorchRandom(seed);
    float[] values = new float[layout.size()];
    double recurrent = 1 / Math.sqrt(spec.hidden());
    int fanIn = spec.directions() * spec.hidden();
    for (ParameterLayout.Entry entry : layout.entries()) {
      double bound =
          switch (entry.name()) {
            case "head.weight" -> kaimingBound(fanIn);
            case "head.bias" -> 1 / Math.sqrt(fanIn);
            default -> recurrent;
          };
      random.uniform(values, entry.offset(), entry.size(), -bound, bound);
    }
    return values;
  }

  /** Written as torch.nn.init computes it, so that the rounding is the same. */
  private static double kaimingBound(int fanIn) {
    double gain = Math.sqrt(2 / (1 + LINEAR_SLOPE * LINEAR_SLOPE));
    return Math.sqrt(3) * (gain / Math.sqrt(fanIn));
  }
}
