package org.sparklstm.core.train;

import org.sparklstm.core.layer.Network;

/** An objective whose examples have one answer each. */
interface ExampleObjective extends Objective {

  /** Creates a gatherer of examples. */
  Gatherer newGatherer();

  @Override
  default BlockWork newWork(Network network, double inputNoise) {
    return new ExampleWork(network, newLoss(), newGatherer(), inputNoise);
  }
}
