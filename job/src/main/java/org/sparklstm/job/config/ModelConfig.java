package org.sparklstm.job.config;

import java.util.OptionalInt;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.SegmentSpec;
import org.sparklstm.core.layer.StepInputs;
import org.sparklstm.core.layer.TokenNetwork;
import org.sparklstm.core.sequence.Baseline;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.Setting.InModel;

/** {@code model}: the network. */
public record ModelConfig(
    @Setting(
            value =
                "recurrent (cells read row by row), or segment (SegRNN: cells read model.segment rows at once and answer as many at once, each target by itself)",
            or = "recurrent",
            inModel = InModel.DEFINING,
            param = "modelKind",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        Kind kind,
    @Setting(
            value =
                "rows in a segment, for model.kind = segment; must divide window.lookback and window.horizon; auto: the most up to 24 that do",
            or = "auto",
            min = 1,
            max = 1000000,
            inModel = InModel.DEFINING,
            param = "segmentLength",
            paramOf = TaskKind.FORECAST,
            tasks = TaskKind.FORECAST)
        OptionalInt segment,
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
            param = "bidirectional",
            tasks = {TaskKind.FORECAST, TaskKind.CLASSIFY, TaskKind.REGRESS, TaskKind.TAG})
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
            param = "pooling",
            tasks = {TaskKind.FORECAST, TaskKind.CLASSIFY, TaskKind.REGRESS})
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
                "width of the vectors of classes (data.categorical), or of tokens (tasks next and tag): auto (half the number of values, at most 50; for tokens at most model.hidden) or a number. Classes beside tokens have auto",
            or = "auto",
            min = 1,
            max = 65536,
            inModel = InModel.DEFINING,
            param = "embeddingSize",
            paramOf = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG},
            tasks = {TaskKind.FORECAST, TaskKind.NEXT, TaskKind.TAG})
        OptionalInt embedding,
    @Setting(
            value =
                "whether the head's weight is that of the tokens' vectors; they are then as wide as model.hidden",
            or = "false",
            inModel = InModel.DEFINING,
            param = "tiedWeights",
            tasks = TaskKind.NEXT)
        boolean tied,
    @Setting(
            value =
                "largest number of different tokens that the network knows, the most frequent of the train span, and of values of a column of classes beside them; all others are one",
            or = "100000",
            min = 1,
            max = 16000000,
            inModel = InModel.RECORDED,
            param = "vocabSize",
            tasks = {TaskKind.NEXT, TaskKind.TAG})
        int vocabulary) {

  /** The rows of a segment by default, if they divide; a day of hours. */
  private static final int MOST_ROWS = 24;

  public ModelConfig {
    Ranges.check(
        ModelConfig.class,
        "model",
        kind,
        segment,
        cell,
        hidden,
        layers,
        bidirectional,
        dropout,
        pooling,
        headDropout,
        decoder,
        embedding,
        tied,
        vocabulary);
    if (decoder == Decoder.THROUGH) {
      checkThrough(pooling);
    }
    if (tied && embedding.orElse(hidden) != hidden) {
      throw UserException.of(
          "{model.embedding} is %d and {model.hidden} %d: with {model.tied} both are the same; set {model.embedding} to auto",
          embedding.getAsInt(), hidden);
    }
  }

  /**
   * Checks that the settings suit the kind of the network.
   *
   * @throws UserException names one that does not
   */
  void checkKind() {
    if (kind == Kind.RECURRENT) {
      if (segment.isPresent()) {
        throw UserException.of(
            "{model.segment} is %d, but only {model.kind = segment} reads in segments",
            segment.getAsInt());
      }
      return;
    }
    String only =
        "{model.kind = segment} has one layer, which reads forward and answers from its last state; ";
    if (layers != 1) {
      throw UserException.of(only + "set {model.layers} to 1, found %d", layers);
    }
    if (bidirectional) {
      throw UserException.of(only + "set {model.bidirectional} to false");
    }
    if (pooling != Pooling.LAST) {
      throw UserException.of(
          only + "set {model.pooling} to last, found %s", Keys.kebab(pooling.name()));
    }
    if (decoder == Decoder.THROUGH) {
      throw UserException.of(only + "set {model.decoder} to auto, found through");
    }
    if (hidden % 2 != 0) {
      throw UserException.of(
          "{model.hidden} is %d: {model.kind = segment} needs an even number, half for the place in the horizon and half for the target",
          hidden);
    }
  }

  /** Kinds of networks. */
  public enum Kind {
    RECURRENT,
    SEGMENT
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

  /** Whether the network reads and answers in segments. */
  public boolean isInSegments() {
    return kind == Kind.SEGMENT;
  }

  /**
   * Rows in a segment.
   *
   * @throws UserException if they do not divide what is read and what is answered
   */
  int segmentOf(WindowConfig window) {
    int lookback = window.lookback();
    int horizon = window.horizon();
    if (segment.isPresent()) {
      int rows = segment.getAsInt();
      if (lookback % rows != 0 || horizon % rows != 0) {
        throw UserException.of(
            "{model.segment} is %d: it must divide {window.lookback} (%d) and {window.horizon} (%d)",
            rows, lookback, horizon);
      }
      return rows;
    }
    int rows = MOST_ROWS;
    while (lookback % rows != 0 || horizon % rows != 0) {
      rows--;
    }
    return rows;
  }

  /**
   * Rows of gates per example: one per row that is read, or per segment of each target that is read
   * or answered.
   */
  public long rows(WindowConfig window, int targets, boolean isThrough) {
    if (isInSegments()) {
      return (long) (window.lookback() + window.horizon()) / segmentOf(window) * targets;
    }
    return (long) window.lookback() + (isThrough ? window.horizon() : 0);
  }

  /**
   * The network that reads and answers in segments.
   *
   * @param targets each of which is read and answered
   * @param values answered for each target and row of the horizon
   */
  public NetworkSpec segments(WindowConfig window, DataConfig data, int targets, int values) {
    boolean isStandard = data.scale() == DataConfig.Scale.WINDOW_STANDARD;
    SegmentSpec.Level level = isStandard ? SegmentSpec.Level.MEAN : SegmentSpec.Level.ZERO;
    return NetworkSpec.empty()
        .then(
            "segments",
            new SegmentSpec(
                cell.core,
                targets,
                window.horizon(),
                segmentOf(window),
                hidden,
                headDropout,
                values,
                window.baseline() == Baseline.LAST ? SegmentSpec.Level.LAST : level,
                isStandard ? SegmentSpec.Spread.DEVIATION : SegmentSpec.Spread.ONE));
  }

  /**
   * The network that reads through the horizon.
   *
   * @param outputs values per step of the horizon
   */
  public NetworkSpec through(int inputs, int horizon, int outputs) {
    return NetworkSpec.through(recurrent(inputs), headDropout, horizon, outputs);
  }

  /**
   * The network that answers after each token which one comes next.
   *
   * @param tokens V, number of different tokens
   * @param inputs what is read at each step beside the token
   */
  public NetworkSpec next(int tokens, StepInputs inputs, RegularizationConfig regularization) {
    return tokens(tokens, inputs, regularization).spec();
  }

  /**
   * The network that answers to which class each token belongs.
   *
   * @param tokens V, number of different tokens
   * @param inputs what is read at each step beside the token
   * @param classes number of classes
   */
  public NetworkSpec tag(
      int tokens, StepInputs inputs, int classes, RegularizationConfig regularization) {
    return tokens(tokens, inputs, regularization).tagging(classes);
  }

  private TokenNetwork tokens(int tokens, StepInputs inputs, RegularizationConfig regularization) {
    int width = tied ? hidden : embedding.orElse(Math.min(hidden, (tokens + 1) / 2));
    return new TokenNetwork(
        tokens,
        inputs,
        recurrent(width + inputs.width()).with(regularization.stack(dropout)),
        tied ? TokenNetwork.Head.TIED_WEIGHT : TokenNetwork.Head.OWN_WEIGHT,
        regularization.coreMasks(),
        regularization.embeddings(),
        regularization.inputs(),
        headDropout,
        regularization.activations(),
        regularization.changes());
  }

  /** The network with these settings, for the core. */
  public NetworkSpec spec(int inputs, int outputs) {
    return NetworkSpec.ofSequences(
        recurrent(inputs), new PoolingSpec(pooling.core), headDropout, outputs);
  }
}
