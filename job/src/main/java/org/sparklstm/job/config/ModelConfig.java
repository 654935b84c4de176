package org.sparklstm.job.config;

import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.job.config.Setting.InModel;

/** {@code model}: the network. */
public record ModelConfig(
    @Setting(
            value = "lstm, gru or rnn (plain, with tanh)",
            or = "lstm",
            inModel = InModel.DEFINING,
            param = "cell")
        Cell cell,
    @Setting(
            value = "size of the hidden state",
            or = "64",
            min = 1,
            max = 65536,
            inModel = InModel.DEFINING,
            param = "hiddenSize")
        int hidden,
    @Setting(
            value = "number of recurrent layers",
            or = "1",
            min = 1,
            max = 64,
            inModel = InModel.DEFINING,
            param = "numLayers")
        int layers,
    @Setting(
            value = "whether each layer also reads its input backwards",
            or = "false",
            inModel = InModel.DEFINING,
            param = "bidirectional")
        boolean bidirectional,
    @Setting(
            value = "probability of zeroing an output of every layer but the last",
            or = "0",
            min = 0,
            below = 1,
            param = "dropout")
        double dropout,
    @Setting(
            value =
                "input of the head: last (the final state), mean or max over the steps of a sequence",
            or = "last",
            inModel = InModel.DEFINING,
            param = "pooling")
        Pooling pooling,
    @Setting(
            value = "probability of zeroing an input of the head",
            or = "0",
            min = 0,
            below = 1,
            param = "headDropout")
        double headDropout) {

  public ModelConfig {
    Ranges.check(
        ModelConfig.class,
        "model",
        cell,
        hidden,
        layers,
        bidirectional,
        dropout,
        pooling,
        headDropout);
  }

  /** Kinds of recurrent cells. */
  public enum Cell {
    LSTM(org.sparklstm.core.layer.Cell.LSTM),
    GRU(org.sparklstm.core.layer.Cell.GRU),
    RNN(org.sparklstm.core.layer.Cell.RNN_TANH);

    private final org.sparklstm.core.layer.Cell core;

    Cell(org.sparklstm.core.layer.Cell core) {
      this.core = core;
    }
  }

  /** Inputs of the head. */
  public enum Pooling {
    LAST(PoolingSpec.Kind.LAST),
    MEAN(PoolingSpec.Kind.MEAN),
    MAX(PoolingSpec.Kind.MAX);

    private final PoolingSpec.Kind core;

    Pooling(PoolingSpec.Kind core) {
      this.core = core;
    }
  }

  /** The network with these settings, for the core. */
  public NetworkSpec spec(int inputs, int outputs) {
    RecurrentSpec recurrent =
        RecurrentSpec.of(cell.core, inputs, hidden).withLayers(layers).withDropout(dropout);
    return NetworkSpec.ofSequences(
        bidirectional ? recurrent.bidirectional() : recurrent,
        new PoolingSpec(pooling.core),
        headDropout,
        outputs);
  }
}
