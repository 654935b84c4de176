package org.sparklstm.job.config;

import org.sparklstm.core.layer.NetworkSpec;

/** {@code model}: the network. */
public record ModelConfig(
    @Setting(value = "kind of recurrent cell", or = "lstm") Cell cell,
    @Setting(value = "size of the hidden state", or = "64", min = 1, max = 65536) int hidden,
    @Setting(value = "number of recurrent layers", or = "1", min = 1, max = 64) int layers,
    @Setting(value = "whether each layer also reads its input backwards", or = "false")
        boolean bidirectional,
    @Setting(
            value = "probability of zeroing an output of every layer but the last",
            or = "0",
            min = 0,
            below = 1)
        double dropout) {

  public ModelConfig {
    Ranges.check(ModelConfig.class, "model", cell, hidden, layers, bidirectional, dropout);
  }

  /** Kinds of recurrent cells. */
  public enum Cell {
    LSTM
  }

  /** As the core wants it. */
  public NetworkSpec spec(int inputs, int outputs) {
    return new NetworkSpec(inputs, hidden, layers, bidirectional ? 2 : 1, dropout, outputs);
  }
}
