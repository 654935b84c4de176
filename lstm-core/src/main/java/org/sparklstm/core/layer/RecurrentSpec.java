package org.sparklstm.core.layer;

import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A stack of recurrent layers with the options of {@code torch.nn.LSTM}, {@code GRU} and {@code
 * RNN}; start from {@link #lstm}, {@link #gru} or {@link #rnn}:
 *
 * <pre>
 * RecurrentSpec.lstm(10, 20).withLayers(2).bidirectional().withDropout(0.1)
 * </pre>
 *
 * @param cell which equations
 * @param inputs I, values per time step, at least 1
 * @param hidden H, size of the hidden state, at least 1
 * @param layers number of layers, at least 1
 * @param directions D: 1, or 2 for a bidirectional stack
 * @param projection P, size to which an LSTM's output is projected, below H; or 0 for none
 * @param bias whether there are bias_ih and bias_hh
 * @param dropout probability with which an output of every layer but the last is zeroed while
 *     training, in [0, 1)
 * @param naming how the parameters are called
 */
public record RecurrentSpec(
    Cell cell,
    int inputs,
    int hidden,
    int layers,
    int directions,
    int projection,
    Bias bias,
    double dropout,
    Naming naming)
    implements LayerSpec {

  /** Whether there are biases. */
  public enum Bias {
    YES,
    NONE
  }

  /** How parameters are called. */
  public enum Naming {
    /** {@code weight_ih_l0}, {@code weight_ih_l0_reverse}: as in torch.nn.LSTM. */
    BY_LAYER,
    /** {@code weight_ih}: as in torch.nn.LSTMCell, which takes a single step. */
    SINGLE_STEP
  }

  public RecurrentSpec {
    LayerSpec.atLeastOne("inputs", inputs);
    LayerSpec.atLeastOne("hidden", hidden);
    LayerSpec.atLeastOne("layers", layers);
    if (directions != 1 && directions != 2) {
      throw new IllegalArgumentException("directions must be 1 or 2, found " + directions);
    }
    if (projection != 0 && cell != Cell.LSTM) {
      throw new IllegalArgumentException("only an lstm has a projection, found one for " + cell);
    }
    if (projection < 0 || projection >= hidden) {
      throw new IllegalArgumentException(
          "projection must be below hidden %d and not negative, found %d"
              .formatted(hidden, projection));
    }
    if ((long) cell.gates() * hidden > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "hidden %d is too large: the %d gates of a layer must fit an array"
              .formatted(hidden, cell.gates()));
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout must lie in [0, 1), found " + dropout);
    }
    if (naming == Naming.SINGLE_STEP && (layers != 1 || directions != 1 || projection != 0)) {
      throw new IllegalArgumentException(
          "a single-step cell has one layer, one direction and no projection");
    }
  }

  /** One LSTM layer, as {@code torch.nn.LSTM(inputs, hidden)}. */
  public static RecurrentSpec lstm(int inputs, int hidden) {
    return of(Cell.LSTM, inputs, hidden);
  }

  /** One GRU layer, as {@code torch.nn.GRU(inputs, hidden)}. */
  public static RecurrentSpec gru(int inputs, int hidden) {
    return of(Cell.GRU, inputs, hidden);
  }

  /** One plain layer with tanh, as {@code torch.nn.RNN(inputs, hidden)}. */
  public static RecurrentSpec rnn(int inputs, int hidden) {
    return of(Cell.RNN_TANH, inputs, hidden);
  }

  /** One layer of that cell. */
  public static RecurrentSpec of(Cell cell, int inputs, int hidden) {
    return new RecurrentSpec(cell, inputs, hidden, 1, 1, 0, Bias.YES, 0, Naming.BY_LAYER);
  }

  /** The same with {@code layers} layers on top of each other. */
  public RecurrentSpec withLayers(int number) {
    return new RecurrentSpec(
        cell, inputs, hidden, number, directions, projection, bias, dropout, naming);
  }

  /** The same in both directions, outputs side by side. */
  public RecurrentSpec bidirectional() {
    return new RecurrentSpec(cell, inputs, hidden, layers, 2, projection, bias, dropout, naming);
  }

  /** The same without biases. */
  public RecurrentSpec withoutBias() {
    return new RecurrentSpec(
        cell, inputs, hidden, layers, directions, projection, Bias.NONE, dropout, naming);
  }

  /** The same with dropout between its layers. */
  public RecurrentSpec withDropout(double probability) {
    return new RecurrentSpec(
        cell, inputs, hidden, layers, directions, projection, bias, probability, naming);
  }

  /** The same with outputs projected to {@code size} values, as torch's {@code proj_size}. */
  public RecurrentSpec withProjection(int size) {
    return new RecurrentSpec(cell, inputs, hidden, layers, directions, size, bias, dropout, naming);
  }

  /** The same as a single-step cell, named as {@code torch.nn.LSTMCell} names its parameters. */
  public RecurrentSpec singleStep() {
    return new RecurrentSpec(
        cell, inputs, hidden, layers, directions, projection, bias, dropout, Naming.SINGLE_STEP);
  }

  /** P where there is a projection, else H: the size of h. */
  public int outputSize() {
    return projection > 0 ? projection : hidden;
  }

  /** Values a row going into layer {@code layer}. */
  int inputsOf(int layer) {
    return layer == 0 ? inputs : directions * outputSize();
  }

  /** What follows a parameter's name for that layer and direction: {@code _l0_reverse}. */
  String suffix(int layer, int direction) {
    return naming == Naming.SINGLE_STEP ? "" : "_l" + layer + (direction == 1 ? "_reverse" : "");
  }

  @Override
  public int outputs(int given) {
    if (given != inputs) {
      throw new IllegalArgumentException(
          "%s(%d, %d) follows a layer of %d values: it must take as many"
              .formatted(cell, inputs, hidden, given));
    }
    return directions * outputSize();
  }

  @Override
  public void declare(ParameterLayout.Builder builder, String prefix) {
    int rows = cell.gates() * hidden;
    for (int l = 0; l < layers; l++) {
      for (int d = 0; d < directions; d++) {
        String suffix = suffix(l, d);
        builder.add(prefix + "weight_ih" + suffix, rows, inputsOf(l));
        builder.add(prefix + "weight_hh" + suffix, rows, outputSize());
        if (bias == Bias.YES) {
          builder.add(prefix + "bias_ih" + suffix, rows);
          builder.add(prefix + "bias_hh" + suffix, rows);
        }
        if (projection > 0) {
          builder.add(prefix + "weight_hr" + suffix, projection, hidden);
        }
      }
    }
  }

  @Override
  public void initialise(
      TorchRandom random, ParameterLayout layout, String prefix, float[] values) {
    double bound = 1 / Math.sqrt(hidden);
    ParameterLayout.Builder own = ParameterLayout.builder();
    declare(own, prefix);
    for (ParameterLayout.Entry entry : own.build().entries()) {
      random.uniform(values, layout.offset(entry.name()), entry.size(), -bound, bound);
    }
  }
}
