package org.sparklstm.core.layer;

import java.util.Locale;

/** The recurrent cells; {@link CellMath} holds their equations. */
public enum Cell {
  LSTM(4, "lstm"),
  GRU(3, "gru"),
  RNN_TANH(1, "rnn"),
  RNN_RELU(1, "rnn");

  private final int gates;
  private final String module;

  Cell(int gates, String module) {
    this.gates = gates;
    this.module = module;
  }

  /** G: how many blocks of H rows are stacked in a weight. */
  public int gates() {
    return gates;
  }

  /**
   * What a module of this kind is usually called in PyTorch: {@code lstm}, {@code gru}, {@code
   * rnn}.
   */
  public String module() {
    return module;
  }

  /** The cell of that name: {@code lstm}, {@code gru}, {@code rnn_tanh} or {@code rnn_relu}. */
  public static Cell named(String name) {
    for (Cell cell : values()) {
      if (cell.toString().equals(name)) {
        return cell;
      }
    }
    throw new IllegalArgumentException(
        "cell '%s': expected lstm, gru, rnn_tanh or rnn_relu".formatted(name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
