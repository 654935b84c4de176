package org.sparklstm.core.layer;

/** The states a recurrent layer starts and ends with, and their gradients. */
public final class LayerStates {
  private final Network network;
  private final RecurrentLayer layer;

  LayerStates(Network network, RecurrentLayer layer) {
    this.network = network;
    this.layer = layer;
  }

  /**
   * h_0 and c_0, for the caller to fill; from now on passes start from them, until {@link
   * Network#resize} or {@link Network#clearState}.
   */
  public RecurrentState giveInitial() {
    network.stateChanges();
    layer.useInitialState();
    return layer.initial();
  }

  /** h_n and c_n after a pass. Not to be modified. */
  public RecurrentState last() {
    return layer.last();
  }

  /**
   * ∂loss/∂h_n and ∂loss/∂c_n, zero unless the caller fills them before the way back, and after it
   * again. (Below a pooling layer of the last state, h of the top layer is written by that one.)
   */
  public RecurrentState dLast() {
    return layer.dLast();
  }

  /** ∂loss/∂h_0 and ∂loss/∂c_0 after the way back, where an initial state was given. */
  public RecurrentState dInitial() {
    return layer.dInitial();
  }
}
