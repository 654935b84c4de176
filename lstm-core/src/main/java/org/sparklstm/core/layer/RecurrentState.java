package org.sparklstm.core.layer;

import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;

/**
 * h and c of all layers and directions, with one row per sequence: that of sequence b is {@link
 * Steps#rank}{@code (b)}. Only cells with {@link Cell#hasCellState} have c.
 */
public final class RecurrentState {
  private final DirectionState[][] states;

  /**
   * The state of one layer in one direction.
   *
   * @param hidden h (B, P)
   * @param cell c (B, H), or null if the cell has none
   */
  record DirectionState(Matrix hidden, Matrix cell) {
    void clear() {
      hidden.fill(0f);
      if (cell != null) {
        cell.fill(0f);
      }
    }

    void copyFrom(DirectionState other) {
      other.hidden.copyInto(hidden);
      if (cell != null) {
        other.cell.copyInto(cell);
      }
    }
  }

  RecurrentState(RecurrentSpec spec, Arena arena, int batch) {
    states = new DirectionState[spec.layers()][spec.directions()];
    for (DirectionState[] layer : states) {
      for (int d = 0; d < layer.length; d++) {
        Matrix hidden = arena.matrix(batch, spec.outputSize());
        Matrix cell = spec.cell().hasCellState() ? arena.matrix(batch, spec.hidden()) : null;
        layer[d] = new DirectionState(hidden, cell);
      }
    }
    clear();
  }

  /**
   * h of a layer in one direction (B, P).
   *
   * @param layer from 0
   * @param direction 0 for forward, 1 for reverse
   */
  public Matrix hidden(int layer, int direction) {
    return states[layer][direction].hidden();
  }

  /**
   * c of a layer in one direction (B, H).
   *
   * @param layer from 0
   * @param direction 0 for forward, 1 for reverse
   * @throws IllegalStateException if the cell has no cell state
   */
  public Matrix cell(int layer, int direction) {
    Matrix cell = states[layer][direction].cell();
    if (cell == null) {
      throw new IllegalStateException("only an lstm has a cell state");
    }
    return cell;
  }

  DirectionState direction(int layer, int direction) {
    return states[layer][direction];
  }

  /** Sets all values to zero. Modified. */
  void clear() {
    for (DirectionState[] layer : states) {
      for (DirectionState state : layer) {
        state.clear();
      }
    }
  }

  /** Copies the values of another state of the same shape. Modified. */
  void copyFrom(RecurrentState other) {
    for (int l = 0; l < states.length; l++) {
      for (int d = 0; d < states[l].length; d++) {
        states[l][d].copyFrom(other.states[l][d]);
      }
    }
  }
}
