package org.sparklstm.core.train;

import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.layer.Network;

/** An objective whose examples have one answer each. */
interface ExampleObjective extends Objective {

  /** Creates a gatherer of examples. */
  Gatherer newGatherer();

  @Override
  default BlockWork newWork(ModelSpec model, Kernels kernels) {
    Network network = new Network(model.network(), kernels);
    return new ExampleWork(network, newLoss(), newGatherer(), model.inputNoise());
  }
}
