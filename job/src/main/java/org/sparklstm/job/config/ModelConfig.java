package org.sparklstm.job.config;

import java.util.OptionalInt;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.job.UserException;
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
        double headDropout,
    @Setting(
            value =
                "how the horizon is answered: direct (all steps from the last state), through (the network reads on through the horizon, and each step is answered from its state) or auto (through if data.future or data.calendar says something of it)",
            or = "auto",
            inModel = InModel.DEFINING,
            param = "decoder",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Decoder decoder,
    @Setting(
            value =
                "width of the vectors of classes (data.categorical): auto (half the number of values, at most 50) or a number",
            or = "auto",
            min = 1,
            max = 65536,
            inModel = InModel.DEFINING,
            param = "embeddingSize",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        OptionalInt embedding) {

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
        headDropout,
        decoder,
        embedding);
    if (decoder == Decoder.THROUGH) {
      checkThrough(pooling);
    }
  }

  /** How the horizon is answered. */
  public enum Decoder {
    AUTO,
    DIRECT,
    THROUGH
  }

  private static void checkThrough(Pooling pooling) {
    if (pooling != Pooling.LAST) {
      throw UserException.of(
          "{model.pooling} is %s, but a network that reads through the horizon is answered step by step; remove it, or set {model.decoder} = direct",
          Keys.kebab(pooling.name()));
    }
  }

  /** Whether the network reads through the horizon. */
  public boolean isThrough(DataConfig data) {
    boolean isThrough =
        decoder == Decoder.THROUGH || (decoder == Decoder.AUTO && data.knowsAhead());
    if (isThrough) {
      checkThrough(pooling);
    }
    return isThrough;
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

  private RecurrentSpec recurrent(int inputs) {
    RecurrentSpec stack =
        RecurrentSpec.of(cell.core, inputs, hidden).withLayers(layers).withDropout(dropout);
    return bidirectional ? stack.bidirectional() : stack;
  }

  /**
   * The network that reads through the horizon.
   *
   * @param outputs values per step of the horizon
   */
  public NetworkSpec through(int inputs, int horizon, int outputs) {
    return NetworkSpec.through(recurrent(inputs), headDropout, horizon, outputs);
  }

  /** The network with these settings, for the core. */
  public NetworkSpec spec(int inputs, int outputs) {
    return NetworkSpec.ofSequences(
        recurrent(inputs), new PoolingSpec(pooling.core), headDropout, outputs);
  }
}
