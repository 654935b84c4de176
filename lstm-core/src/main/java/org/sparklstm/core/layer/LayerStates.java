package org.sparklstm.core.layer;

/** The initial and final states of a recurrent layer, and their gradients. */
public final class LayerStates {
  private final Network network;
  private final RecurrentLayer layer;

  LayerStates(Network network, RecurrentLayer layer) {
    this.network = network;
    this.layer = layer;
  }

  /**
   * h_0 and c_0, for the caller to fill. Passes start from them until {@link Network#resize} or
   * {@link Network#clearState} is called.
   */
  public RecurrentState giveInitial() {
    network.stateChanges();
    layer.useInitialState();
    return layer.initial();
  }

  /** h_n and c_n after a pass. The caller must not modify them. */
  public RecurrentState last() {
    return layer.last();
  }

  /**
   * ∂loss/∂h_n and ∂loss/∂c_n, for the caller to fill before the backward pass, which resets them
   * to zero. A pooling layer of the last state overwrites the part of the top layer's h.
   */
  public RecurrentState dLast() {
    return layer.dLast();
  }

  /**
   * ∂loss/∂h_0 and ∂loss/∂c_0 after the backward pass of a pass that started from a given state.
   */
  public RecurrentState dInitial() {
    return layer.dInitial();
  }
}
