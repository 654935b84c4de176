package org.sparklstm.core.train;

import java.io.Serializable;
import org.sparklstm.core.layer.NetworkSpec;

/**
 * Everything that an executor needs to compute a block, besides parameters and data.
 *
 * @param inputNoise deviation of the noise on the numbers that the network reads in training; 0 for
 *     none
 */
public record ModelSpec(NetworkSpec network, Objective objective, double inputNoise)
    implements Serializable {

  /** No noise. */
  public ModelSpec(NetworkSpec network, Objective objective) {
    this(network, objective, 0);
  }

  /** The same with another objective. */
  public ModelSpec with(Objective other) {
    return new ModelSpec(network, other, inputNoise);
  }

  public ModelSpec {
    if (network.inputs() != objective.inputs() || network.outputs() != objective.outputs()) {
      throw new IllegalArgumentException(
          "the network maps %d values to %d, but the examples map %d values to %d"
              .formatted(
                  network.inputs(), network.outputs(), objective.inputs(), objective.outputs()));
    }
  }
}
