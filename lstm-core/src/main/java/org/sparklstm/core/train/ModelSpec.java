package org.sparklstm.core.train;

import java.io.Serializable;
import org.sparklstm.core.layer.NetworkSpec;

/** Everything an executor must know, besides parameters and data, to compute a block. */
public record ModelSpec(NetworkSpec network, Objective objective) implements Serializable {

  public ModelSpec {
    if (network.inputs() != objective.inputs() || network.outputs() != objective.outputs()) {
      throw new IllegalArgumentException(
          "the network maps %d to %d values, the examples %d to %d"
              .formatted(
                  network.inputs(), network.outputs(), objective.inputs(), objective.outputs()));
    }
  }
}
