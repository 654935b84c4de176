package org.sparklstm.core.train;

import java.io.Serializable;
import org.sparklstm.core.layer.NetworkSpec;

/** Everything that an executor needs to compute a block, besides parameters and data. */
public record ModelSpec(NetworkSpec network, Objective objective) implements Serializable {

  public ModelSpec {
    if (network.inputs() != objective.inputs() || network.outputs() != objective.outputs()) {
      throw new IllegalArgumentException(
          "the network maps %d values to %d, but the examples map %d values to %d"
              .formatted(
                  network.inputs(), network.outputs(), objective.inputs(), objective.outputs()));
    }
  }
}
