package org.sparklstm.core.layer;

/**
 * What a forecasting network looks like: a stack of LSTM layers, and a dense head on the final
 * state of the last one.
 *
 * @param inputs I, values per time step, at least 1
 * @param hidden H, size of the hidden state, at least 1
 * @param layers number of LSTM layers, at least 1
 * @param directions 1, or 2 for a bidirectional network
 * @param dropout probability with which an output of every layer but the last is zeroed while
 *     training, in [0, 1)
 * @param outputs values predicted per sequence, at least 1
 */
public record NetworkSpec(
    int inputs, int hidden, int layers, int directions, double dropout, int outputs)
    implements java.io.Serializable {

  public NetworkSpec {
    atLeastOne("inputs", inputs);
    atLeastOne("hidden", hidden);
    atLeastOne("layers", layers);
    atLeastOne("outputs", outputs);
    if (directions != 1 && directions != 2) {
      throw new IllegalArgumentException("directions must be 1 or 2, found " + directions);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must lie in [0, 1), found " + dropout);
    }
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, found " + value);
    }
  }
}
