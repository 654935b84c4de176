package org.sparklstm.core.layer;

import org.sparklstm.core.random.TorchRandom;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A stack of recurrent layers with the options of {@code torch.nn.LSTM}, {@code GRU} and {@code
 * RNN}. Start from {@link #lstm}, {@link #gru} or {@link #rnn}:
 *
 * <pre>
 * RecurrentSpec.lstm(10, 20).withLayers(2).bidirectional().withDropout(0.1)
 * </pre>
 *
 * @param cell the cell, which defines the equations
 * @param inputs I, values per time step, at least 1
 * @param hidden H, size of the hidden state, at least 1
 * @param layers number of layers, at least 1
 * @param directions D: 1, or 2 for a bidirectional stack
 * @param projection P, the size of an LSTM's projected output, below H; 0 for no projection
 * @param bias whether the layers have bias_ih and bias_hh
 * @param dropout what is zeroed in training
 * @param naming the naming scheme of the parameters
 */
public record RecurrentSpec(
    Cell cell,
    int inputs,
    int hidden,
    int layers,
    int directions,
    int projection,
    Bias bias,
    StackDropout dropout,
    Naming naming)
    implements LayerSpec {

  /** Whether layers have biases. */
  public enum Bias {
    YES,
    NONE
  }

  /** The naming scheme of the parameters. */
  public enum Naming {
    /** {@code weight_ih_l0}, {@code weight_ih_l0_reverse}, as in torch.nn.LSTM. */
    BY_LAYER,
    /** {@code weight_ih}, as in torch.nn.LSTMCell, which computes a single step. */
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
      throw new IllegalArgumentException("only an lstm supports a projection, found cell " + cell);
    }
    if (projection < 0 || projection >= hidden) {
      throw new IllegalArgumentException(
          "projection must be at least 0 and below hidden %d, found %d"
              .formatted(hidden, projection));
    }
    if ((long) cell.gates() * hidden > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "hidden %d is too large: the %d gates of a layer must fit in one array"
              .formatted(hidden, cell.gates()));
    }
    if (naming == Naming.SINGLE_STEP && (layers != 1 || directions != 1 || projection != 0)) {
      throw new IllegalArgumentException(
          "a single-step cell has one layer, one direction and no projection");
    }
  }

  /** One LSTM layer, equivalent to {@code torch.nn.LSTM(inputs, hidden)}. */
  public static RecurrentSpec lstm(int inputs, int hidden) {
    return of(Cell.LSTM, inputs, hidden);
  }

  /** One GRU layer, equivalent to {@code torch.nn.GRU(inputs, hidden)}. */
  public static RecurrentSpec gru(int inputs, int hidden) {
    return of(Cell.GRU, inputs, hidden);
  }

  /** One simple recurrent layer with tanh, equivalent to {@code torch.nn.RNN(inputs, hidden)}. */
  public static RecurrentSpec rnn(int inputs, int hidden) {
    return of(Cell.RNN_TANH, inputs, hidden);
  }

  /** One layer of the given cell. */
  public static RecurrentSpec of(Cell cell, int inputs, int hidden) {
    return new RecurrentSpec(
        cell, inputs, hidden, 1, 1, 0, Bias.YES, StackDropout.NONE, Naming.BY_LAYER);
  }

  /** Returns a copy with {@code number} stacked layers. */
  public RecurrentSpec withLayers(int number) {
    return new RecurrentSpec(
        cell, inputs, hidden, number, directions, projection, bias, dropout, naming);
  }

  /** Returns a bidirectional copy; the outputs of both directions lie side by side. */
  public RecurrentSpec bidirectional() {
    return new RecurrentSpec(cell, inputs, hidden, layers, 2, projection, bias, dropout, naming);
  }

  /** Returns a copy without biases. */
  public RecurrentSpec withoutBias() {
    return new RecurrentSpec(
        cell, inputs, hidden, layers, directions, projection, Bias.NONE, dropout, naming);
  }

  /** Returns a copy with dropout between its layers. */
  public RecurrentSpec withDropout(double probability) {
    return with(StackDropout.of(probability));
  }

  /** Returns a copy that zeroes this in training. */
  public RecurrentSpec with(StackDropout zeroed) {
    return new RecurrentSpec(
        cell, inputs, hidden, layers, directions, projection, bias, zeroed, naming);
  }

  /**
   * Returns a copy whose outputs are projected to {@code size} values, as torch's {@code
   * proj_size}.
   */
  public RecurrentSpec withProjection(int size) {
    return new RecurrentSpec(cell, inputs, hidden, layers, directions, size, bias, dropout, naming);
  }

  /**
   * Returns a single-step copy, whose parameters are named as those of {@code torch.nn.LSTMCell}.
   */
  public RecurrentSpec singleStep() {
    return new RecurrentSpec(
        cell, inputs, hidden, layers, directions, projection, bias, dropout, Naming.SINGLE_STEP);
  }

  /** The size of h: P if there is a projection, else H. */
  public int outputSize() {
    return projection > 0 ? projection : hidden;
  }

  /** Values per input row of a layer. */
  int inputsOf(int layer) {
    return layer == 0 ? inputs : directions * outputSize();
  }

  /** The suffix of a parameter's name for a layer and direction, such as {@code _l0_reverse}. */
  String suffix(int layer, int direction) {
    return naming == Naming.SINGLE_STEP ? "" : "_l" + layer + (direction == 1 ? "_reverse" : "");
  }

  @Override
  public int outputs(int given) {
    if (given != inputs) {
      throw new IllegalArgumentException(
          "%s(%d, %d) follows a layer of %d values: its inputs must match"
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
