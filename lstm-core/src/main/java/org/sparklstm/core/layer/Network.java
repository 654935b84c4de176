package org.sparklstm.core.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A network at work: packed weights and scratch. It is meant to live long, and belongs to one
 * thread at a time. Parameters are passed in, never owned.
 *
 * <pre>
 * NetworkSpec spec = NetworkSpec.chain(RecurrentSpec.lstm(10, 20), DenseSpec.dense(20, 1));
 * Network network = new Network(spec, Kernels.fastest());
 * network.load(InitialValues.of(spec, 42));
 * network.resize(steps, batch);     // then fill network.input()
 * network.train(key);               // then fill network.dOutput()
 * network.backward(gradient);
 * </pre>
 *
 * <p>Rows of {@link #input} and {@link #output} are those of {@link Steps}; after a pooling layer
 * there is a row a sequence, that of sequence b at {@link Steps#rank}{@code (b)}.
 */
public final class Network {
  private final NetworkSpec spec;
  private final InputGradient inputGradient;
  private final List<Layer> layers = new ArrayList<>();
  private final Arena arena = new Arena();
  private Steps steps;
  private Matrix input;
  private Matrix dInput;
  private Layer.Signal output;
  private boolean trained;

  /** Whether ∂loss/∂input is computed. */
  public enum InputGradient {
    COMPUTED,
    LEFT_OUT
  }

  /** A network for training on its parameters. */
  public Network(NetworkSpec spec, Kernels kernels) {
    this(spec, kernels, InputGradient.LEFT_OUT);
  }

  public Network(NetworkSpec spec, Kernels kernels, InputGradient inputGradient) {
    if (spec.layers().isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    this.spec = spec;
    this.inputGradient = inputGradient;
    ParameterLayout layout = spec.layout();
    for (int i = 0; i < spec.layers().size(); i++) {
      LayerSpec above = i + 1 < spec.layers().size() ? spec.layers().get(i + 1).layer() : null;
      layers.add(build(spec.layers().get(i), above, layout, kernels));
    }
  }

  private Layer build(
      NetworkSpec.Named named, LayerSpec above, ParameterLayout layout, Kernels kernels) {
    LayerSpec layer = named.layer();
    if (layer instanceof RecurrentSpec recurrent) {
      boolean lastOnly = above instanceof PoolingSpec p && p.kind() == PoolingSpec.Kind.LAST;
      return new RecurrentLayer(
          kernels,
          layout,
          named.prefix(),
          recurrent,
          lastOnly
              ? RecurrentLayer.OutputGradient.OF_LAST_STATE
              : RecurrentLayer.OutputGradient.OF_ALL_STEPS);
    }
    if (layer instanceof DenseSpec dense) {
      return new DenseLayer(kernels, layout, named.prefix(), dense);
    }
    if (layer instanceof EmbeddingSpec embedding) {
      return new EmbeddingLayer(layout, named.prefix(), embedding);
    }
    if (layer instanceof DropoutSpec dropout) {
      return new DropoutLayer(dropout);
    }
    PoolingSpec pooling = (PoolingSpec) layer;
    return pooling.kind() == PoolingSpec.Kind.LAST
        ? new LastStateLayer((RecurrentLayer) layers.get(layers.size() - 1))
        : new PoolingLayer(pooling);
  }

  public NetworkSpec spec() {
    return spec;
  }

  /** Takes over a copy of the weights. */
  public void load(float[] parameters) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).load(parameters);
    }
  }

  /**
   * Prepares for {@code batch} sequences of {@code length} steps each, from initial states of zero.
   */
  public void resize(int length, int batch) {
    if (steps != null && steps.areEqual(length, batch)) {
      clearState();
    } else {
      resize(Steps.equal(length, batch));
    }
  }

  /** Prepares for sequences of these lengths, from initial states of zero. */
  public void resize(Steps wanted) {
    if (wanted.equals(steps)) {
      clearState();
      return;
    }
    steps = null;
    trained = false;
    arena.rewind();
    input = arena.matrix(wanted.rows(), spec.inputs());
    dInput =
        inputGradient == InputGradient.COMPUTED ? arena.matrix(wanted.rows(), spec.inputs()) : null;
    Layer.Signal signal = new Layer.Signal(input, dInput);
    for (Layer layer : layers) {
      signal = layer.resize(wanted, arena, signal.values(), signal.gradient());
    }
    output = signal;
    steps = wanted;
  }

  /** The shape of the batch prepared for. */
  public Steps steps() {
    return steps;
  }

  /** Where to put the sequences before a pass (rows, I). */
  public Matrix input() {
    return input;
  }

  /** What the last pass gave (rows, O), or (B, O) above a pooling layer. */
  public Matrix output() {
    return output.values();
  }

  /** Where to put ∂loss/∂output before {@link #backward}, of the shape of {@link #output}. */
  public Matrix dOutput() {
    return output.gradient();
  }

  /**
   * ∂loss/∂input after {@link #backward} (rows, I).
   *
   * @throws IllegalStateException where it is left out
   */
  public Matrix dInput() {
    if (dInput == null) {
      throw new IllegalStateException("this network was made to leave the input's gradient out");
    }
    return dInput;
  }

  /** Forward without dropout. */
  public void predict() {
    trained = false;
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).predict();
    }
  }

  /** Forward with dropout drawn from {@code dropoutKey}. */
  public void train(long dropoutKey) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).train(CounterRandom.key(dropoutKey, i));
    }
    trained = true;
  }

  /**
   * The way back, once after each {@link #train}.
   *
   * @param gradient ∂loss/∂parameters, added to. Modified.
   * @throws IllegalStateException where anything else came before: what the way back needs is gone
   */
  public void backward(float[] gradient) {
    if (!trained) {
      throw new IllegalStateException(
          "backward needs a call of train() right before it; since the last one there was another pass or a change of shape or state");
    }
    trained = false;
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers.get(i).backward(gradient);
    }
  }

  /** The states that layer {@code index}, a recurrent one, starts and ends with. */
  public LayerStates states(int index) {
    if (layers.get(index) instanceof RecurrentLayer recurrent) {
      return new LayerStates(this, recurrent);
    }
    throw new IllegalArgumentException(
        "layer %d is not recurrent: %s".formatted(index, spec.layers().get(index)));
  }

  /**
   * The next pass starts where the last one ended, as for the next piece of sequences that are fed
   * in pieces; to be called after {@link #backward}, if there is one. Gradients do not reach back
   * into the piece before: truncated backpropagation through time.
   */
  public void carryState() {
    trained = false;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof RecurrentLayer recurrent) {
        recurrent.initial().copyFrom(recurrent.last());
        recurrent.useInitialState();
      }
    }
  }

  /** The initial state is being changed: what the last pass kept no longer fits it. */
  void stateChanges() {
    trained = false;
  }

  /** The next pass starts from zero. */
  public void clearState() {
    trained = false;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof RecurrentLayer recurrent) {
        recurrent.useZeroState();
      }
    }
  }
}
