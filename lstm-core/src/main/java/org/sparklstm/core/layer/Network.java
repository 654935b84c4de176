package org.sparklstm.core.layer;

import java.util.ArrayList;
import java.util.List;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.tensor.Arena;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * A network with its packed weights and scratch memory. Create one per thread and reuse it; an
 * instance serves one thread at a time. The caller owns the parameters.
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
 * <p>{@link Steps} defines the rows of {@link #input} and {@link #output}. After a pooling layer
 * there is one row per sequence; that of sequence b is {@link Steps#rank}{@code (b)}.
 */
public final class Network {
  private final NetworkSpec spec;
  private final Kernels kernels;
  private final InputGradient inputGradient;
  private final List<Layer> layers = new ArrayList<>();
  private final Draws ofOneKey = Draws.unknown();
  private final List<Draws> ofLayers = new ArrayList<>();
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

  /** Creates a network that does not compute ∂loss/∂input. */
  public Network(NetworkSpec spec, Kernels kernels) {
    this(spec, kernels, InputGradient.LEFT_OUT);
  }

  /** Creates a network. */
  public Network(NetworkSpec spec, Kernels kernels, InputGradient inputGradient) {
    if (spec.layers().isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    this.spec = spec;
    this.kernels = kernels;
    this.inputGradient = inputGradient;
    ParameterLayout layout = spec.layout();
    for (int i = 0; i < spec.layers().size(); i++) {
      LayerSpec above = i + 1 < spec.layers().size() ? spec.layers().get(i + 1).layer() : null;
      layers.add(build(spec.layers().get(i), above, layout, kernels));
      ofLayers.add(Draws.unknown());
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
              : RecurrentLayer.OutputGradient.OF_ALL_STEPS,
          spec.horizon());
    }
    if (layer instanceof DenseSpec dense) {
      return new DenseLayer(kernels, layout, named.prefix(), dense);
    }
    if (layer instanceof EmbeddingSpec embedding) {
      return new EmbeddingLayer(layout, named.prefix(), embedding);
    }
    if (layer instanceof MixedInputsSpec inputs) {
      return new MixedInputsLayer(layout, named.prefix(), inputs);
    }
    if (layer instanceof HorizonHeadSpec head) {
      return new HorizonHeadLayer(kernels, layout, named.prefix(), head);
    }
    if (layer instanceof SegmentSpec segments) {
      return new SegmentLayer(kernels, layout, named.prefix(), segments);
    }
    if (layer instanceof DropoutSpec dropout) {
      return new DropoutLayer(dropout);
    }
    if (layer instanceof VectorsSpec) {
      return new VectorsLayer();
    }
    if (layer instanceof PenaltySpec penalty) {
      return new PenaltyLayer(penalty);
    }
    PoolingSpec pooling = (PoolingSpec) layer;
    return pooling.kind() == PoolingSpec.Kind.LAST
        ? new LastStateLayer((RecurrentLayer) layers.get(layers.size() - 1))
        : new PoolingLayer(pooling);
  }

  public NetworkSpec spec() {
    return spec;
  }

  /** What it computes with, on the same thread. */
  public Kernels kernels() {
    return kernels;
  }

  /**
   * Copies the parameters.
   *
   * @param parameters in the order of {@link NetworkSpec#layout}. Not modified.
   */
  public void load(float[] parameters) {
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).load(parameters);
    }
  }

  /**
   * Prepares for {@code batch} sequences of {@code length} steps each, with initial states of zero.
   */
  public void resize(int length, int batch) {
    if (steps != null && steps.areEqual(length, batch)) {
      clearState();
    } else {
      resize(Steps.equal(length, batch));
    }
  }

  /** Prepares for sequences of the given lengths, with initial states of zero. */
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

  /** The shape of the current batch. */
  public Steps steps() {
    return steps;
  }

  /** The input of the next pass, for the caller to fill (rows, I). */
  public Matrix input() {
    return input;
  }

  /** The output of the last pass (rows, O), or (B, O) above a pooling layer. */
  public Matrix output() {
    return output.values();
  }

  /**
   * ∂loss/∂output, for the caller to fill before {@link #backward}; of the shape of {@link
   * #output}.
   */
  public Matrix dOutput() {
    return output.gradient();
  }

  /**
   * ∂loss/∂input after {@link #backward} (rows, I).
   *
   * @throws IllegalStateException unless the network was created with {@link
   *     InputGradient#COMPUTED}
   */
  public Matrix dInput() {
    if (dInput == null) {
      throw new IllegalStateException(
          "this network does not compute the input's gradient; create it with InputGradient.COMPUTED");
    }
    return dInput;
  }

  /** The forward pass for inference, without dropout. */
  public void predict() {
    trained = false;
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).predict();
    }
  }

  /**
   * The forward pass for training.
   *
   * @param dropoutKey of all random numbers that dropout draws
   */
  public void train(long dropoutKey) {
    ofOneKey.become(dropoutKey);
    train(ofOneKey);
  }

  /**
   * The forward pass for training.
   *
   * @param draws of the random numbers that dropout draws
   */
  public void train(Draws draws) {
    for (int i = 0; i < layers.size(); i++) {
      ofLayers.get(i).become(draws, i);
      layers.get(i).train(ofLayers.get(i));
    }
    trained = true;
  }

  /**
   * The backward pass, once after each {@link #train}.
   *
   * @param gradient receives ∂loss/∂parameters, which is added to its values. Modified.
   * @throws IllegalStateException unless {@link #train} was the last pass, and shape and state have
   *     not changed since: the values of that pass are overwritten
   */
  public void backward(float[] gradient) {
    if (!trained) {
      throw new IllegalStateException(
          "backward() must directly follow train(): since then another pass has run, or the shape or the state has changed");
    }
    trained = false;
    for (int i = layers.size() - 1; i >= 0; i--) {
      layers.get(i).backward(gradient);
    }
  }

  /**
   * The initial and final states of a recurrent layer.
   *
   * @param index of the layer, from 0
   * @throws IllegalArgumentException if the layer is not recurrent
   */
  public LayerStates states(int index) {
    if (layers.get(index) instanceof RecurrentLayer recurrent) {
      return new LayerStates(this, recurrent);
    }
    throw new IllegalArgumentException(
        "layer %d is not recurrent: %s".formatted(index, spec.layers().get(index)));
  }

  /**
   * Makes the final states of the last pass the initial states of the next, for sequences that are
   * processed in pieces. Call it after {@link #backward}, if there is one. Gradients stop at the
   * border between two pieces: truncated backpropagation through time.
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

  /** The states of all recurrent layers. */
  public StateRows stateRows() {
    return new StateRows(
        this,
        layers.stream()
            .filter(RecurrentLayer.class::isInstance)
            .map(RecurrentLayer.class::cast)
            .toList());
  }

  /** Invalidates the last training pass: the caller is about to change the initial state. */
  void stateChanges() {
    trained = false;
  }

  /** Makes the next pass start from states of zero. */
  public void clearState() {
    trained = false;
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i) instanceof RecurrentLayer recurrent) {
        recurrent.useZeroState();
      }
    }
  }
}
