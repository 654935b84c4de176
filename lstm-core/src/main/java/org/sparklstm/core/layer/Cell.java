package org.sparklstm.core.layer;

import java.util.Locale;

/** The recurrent cells. */
public enum Cell {
  /** Long short-term memory (Hochreiter and Schmidhuber 1997) with forget gates: torch.nn.LSTM. */
  LSTM(4, "lstm"),
  /** Gated recurrent unit (Cho et al. 2014): torch.nn.GRU. */
  GRU(3, "gru"),
  /** Simple recurrent network with tanh (Elman 1990): torch.nn.RNN. */
  RNN_TANH(1, "rnn"),
  /** Simple recurrent network with relu: torch.nn.RNN with {@code nonlinearity="relu"}. */
  RNN_RELU(1, "rnn");

  private final int gates;
  private final String module;

  Cell(int gates, String module) {
    this.gates = gates;
    this.module = module;
  }

  /** G: the number of gates, blocks of H rows stacked in each weight. */
  public int gates() {
    return gates;
  }

  /** Whether the cell carries a cell state c beside its hidden state h. */
  public boolean hasCellState() {
    return this == LSTM;
  }

  /** The usual name of such a module in PyTorch: {@code lstm}, {@code gru} or {@code rnn}. */
  public String module() {
    return module;
  }

  /**
   * The cell with the given name.
   *
   * @param name {@code lstm}, {@code gru}, {@code rnn_tanh} or {@code rnn_relu}
   * @throws IllegalArgumentException if the name is unknown
   */
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
