package org.sparklstm.core.train;

import java.io.Serializable;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.sequence.WindowReader;

/** Everything an executor must know, besides parameters and data, to compute a block. */
public record ModelSpec(NetworkSpec network, WindowReader reader, LossKind loss)
    implements Serializable {

  public ModelSpec {
    if (network.inputs() != reader.inputs() || network.outputs() != reader.outputs()) {
      throw new IllegalArgumentException(
          "the network maps %d to %d values, the windows %d to %d"
              .formatted(network.inputs(), network.outputs(), reader.inputs(), reader.outputs()));
    }
  }
}
