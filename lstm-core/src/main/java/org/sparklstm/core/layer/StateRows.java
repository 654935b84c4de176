package org.sparklstm.core.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.tensor.Matrix;

/**
 * The states of all recurrent layers of a network, sequence by sequence, to be kept between passes:
 * for each layer and direction h, then c if the cell has it.
 */
public final class StateRows {
  private final Network network;
  private final List<RecurrentLayer> layers;

  StateRows(Network network, List<RecurrentLayer> layers) {
    this.network = network;
    this.layers = List.copyOf(layers);
  }

  /** The number of values of a sequence's state. */
  static int size(NetworkSpec network) {
    int size = 0;
    for (NetworkSpec.Named named : network.layers()) {
      if (named.layer() instanceof RecurrentSpec spec) {
        int cell = spec.cell().hasCellState() ? spec.hidden() : 0;
        size += spec.layers() * spec.directions() * (spec.outputSize() + cell);
      }
    }
    return size;
  }

  /**
   * Gives the sequences of the next pass their initial states.
   *
   * @param states one after the other, by rank; see {@link Steps#rank}. Not modified.
   */
  public void give(float[] states) {
    network.stateChanges();
    layers.forEach(RecurrentLayer::useInitialState);
    int size = size(network.spec());
    int batch = network.steps().batch();
    for (int row = 0; row < batch; row++) {
      int at = row * size;
      for (Matrix matrix : matrices(Which.INITIAL)) {
        System.arraycopy(states, at, matrix.data(), matrix.index(row, 0), matrix.columns());
        at += matrix.columns();
      }
    }
  }

  /**
   * Copies the final state of a sequence of the last pass.
   *
   * @param row its rank
   * @param to receives the state. Modified.
   * @param at index of the first value
   */
  public void take(int row, float[] to, int at) {
    int next = at;
    for (Matrix matrix : matrices(Which.LAST)) {
      System.arraycopy(matrix.data(), matrix.index(row, 0), to, next, matrix.columns());
      next += matrix.columns();
    }
  }

  private enum Which {
    INITIAL,
    LAST
  }

  private List<Matrix> matrices(Which which) {
    List<Matrix> all = new ArrayList<>();
    for (RecurrentLayer layer : layers) {
      RecurrentState state = which == Which.INITIAL ? layer.initial() : layer.last();
      for (int l = 0; l < layer.spec().layers(); l++) {
        for (int d = 0; d < layer.spec().directions(); d++) {
          all.add(state.direction(l, d).hidden());
          if (layer.spec().cell().hasCellState()) {
            all.add(state.direction(l, d).cell());
          }
        }
      }
    }
    return all;
  }
}
