package org.sparklstm.core.layer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sparklstm.core.tensor.ParameterLayout;

/**
 * The description of a network: layers, each of which reads the output of the layer below.
 *
 * <pre>
 * NetworkSpec.chain(lstm(10, 20), dense(20, 1))
 * NetworkSpec.empty().then("lstm", lstm(7, 64)).then("last", last()).then("head", dense(64, 24))
 * </pre>
 *
 * @param layers from the input to the output; empty only while the network is being described
 */
public record NetworkSpec(List<Named> layers) implements Serializable {

  /**
   * A layer and its name.
   *
   * @param name prefix, with a dot, of the names of the layer's parameters; if it is empty there is
   *     no prefix
   * @param layer the layer
   */
  public record Named(String name, LayerSpec layer) implements Serializable {
    /** The prefix of the names of the layer's parameters. */
    public String prefix() {
      return name.isEmpty() ? "" : name + ".";
    }
  }

  public NetworkSpec {
    layers = List.copyOf(layers);
    Set<String> names = new HashSet<>();
    int width = -1;
    boolean pooled = false;
    LayerSpec below = null;
    for (Named named : layers) {
      LayerSpec layer = named.layer();
      if (!names.add(named.name())) {
        throw new IllegalArgumentException("two layers are named '" + named.name() + "'");
      }
      boolean needsSteps =
          layer instanceof RecurrentSpec
              || layer instanceof PoolingSpec
              || layer instanceof PenaltySpec
              || layer instanceof HorizonHeadSpec
              || layer instanceof SegmentSpec;
      if (pooled && needsSteps) {
        throw new IllegalArgumentException(
            "layer '%s' needs time steps, but a layer below it has pooled them"
                .formatted(named.name()));
      }
      pooled |= layer instanceof HorizonHeadSpec || layer instanceof SegmentSpec;
      if (layer instanceof PoolingSpec pooling) {
        pooled = true;
        if (pooling.kind() == PoolingSpec.Kind.LAST && !(below instanceof RecurrentSpec)) {
          throw new IllegalArgumentException(
              "layer '%s' takes the last hidden state: it must follow a recurrent layer"
                  .formatted(named.name()));
        }
      }
      width = layer.outputs(width < 0 ? widthInto(layer) : width);
      below = layer;
    }
  }

  private static int widthInto(LayerSpec first) {
    if (first instanceof RecurrentSpec recurrent) {
      return recurrent.inputs();
    }
    if (first instanceof DenseSpec dense) {
      return dense.inputs();
    }
    if (first instanceof SegmentSpec segments) {
      return segments.channels();
    }
    if (first instanceof EmbeddingSpec) {
      return 1;
    }
    if (first instanceof VectorsSpec vectors) {
      return vectors.width();
    }
    if (first instanceof MixedInputsSpec mixed) {
      return mixed.inputs();
    }
    throw new IllegalArgumentException(
        "a network must begin with a recurrent, dense or embedding layer, found " + first);
  }

  /** A chain of layers, named 0, 1, 2 … as in {@code torch.nn.Sequential}. */
  public static NetworkSpec chain(LayerSpec... layers) {
    List<Named> named = new ArrayList<>();
    for (LayerSpec layer : layers) {
      named.add(new Named(Integer.toString(named.size()), layer));
    }
    return new NetworkSpec(named);
  }

  /** A single layer, whose parameters have no prefix. */
  public static NetworkSpec of(LayerSpec layer) {
    return new NetworkSpec(List.of(new Named("", layer)));
  }

  /** A description without layers, to which {@link #then} appends. */
  public static NetworkSpec empty() {
    return new NetworkSpec(List.of());
  }

  /**
   * A recurrent stack, named after its cell, and a linear head on its last hidden state.
   *
   * @param outputs O, values per forecast
   */
  public static NetworkSpec forecaster(RecurrentSpec recurrent, int outputs) {
    return ofSequences(recurrent, PoolingSpec.last(), 0, outputs);
  }

  /**
   * A recurrent stack, named after its cell, a pooling layer over time, and a linear head.
   *
   * @param dropout probability that an input of the head is zeroed in training, in [0, 1)
   * @param outputs O, values per sequence
   */
  public static NetworkSpec ofSequences(
      RecurrentSpec recurrent, PoolingSpec pooling, double dropout, int outputs) {
    int width = recurrent.outputs(recurrent.inputs());
    String kept = pooling.kind().name().toLowerCase(Locale.ROOT);
    NetworkSpec spec = empty().then(recurrent.cell().module(), recurrent).then(kept, pooling);
    return (dropout > 0 ? spec.then("dropout", DropoutSpec.dropout(dropout)) : spec)
        .then("head", DenseSpec.dense(width, outputs));
  }

  /**
   * A recurrent stack that reads on through the horizon, whose steps a linear head answers one by
   * one. The reverse direction of a bidirectional stack reads the steps before the horizon, and is
   * 0 in it.
   *
   * @param dropout probability that an input of the head is zeroed in training, in [0, 1)
   * @param horizon number of last steps that are answered
   * @param outputs values per answered step
   */
  public static NetworkSpec through(
      RecurrentSpec recurrent, double dropout, int horizon, int outputs) {
    int width = recurrent.outputs(recurrent.inputs());
    NetworkSpec spec = empty().then(recurrent.cell().module(), recurrent);
    return (dropout > 0 ? spec.then("dropout", DropoutSpec.dropout(dropout)) : spec)
        .then("head", new HorizonHeadSpec(horizon, DenseSpec.dense(width, outputs)));
  }

  /** The number of last steps that are answered one by one; 0 if a sequence is answered as one. */
  public int horizon() {
    return layers.stream()
        .map(Named::layer)
        .mapToInt(layer -> layer instanceof HorizonHeadSpec head ? head.steps() : 0)
        .sum();
  }

  /**
   * Returns a copy whose input rows end with class numbers, which become vectors before the first
   * layer reads them.
   */
  public NetworkSpec withClasses(MixedInputsSpec inputs) {
    List<Named> more = new ArrayList<>(List.of(new Named("embeddings", inputs)));
    more.addAll(layers);
    return new NetworkSpec(more);
  }

  /** Returns a copy with one more layer at the end. */
  public NetworkSpec then(String name, LayerSpec layer) {
    List<Named> more = new ArrayList<>(layers);
    more.add(new Named(name, layer));
    return new NetworkSpec(more);
  }

  /** I: values per input row. */
  public int inputs() {
    if (layers.isEmpty()) {
      throw new IllegalStateException("a network needs at least one layer");
    }
    return widthInto(layers.get(0).layer());
  }

  /** The columns of an input row that are numbers, which come first; the others are classes. */
  public int inputNumbers() {
    LayerSpec first = layers.get(0).layer();
    if (first instanceof EmbeddingSpec) {
      return 0;
    }
    return first instanceof MixedInputsSpec mixed ? mixed.numbers() : inputs();
  }

  /** The number of values of a sequence's state; see {@link StateRows}. */
  public int stateSize() {
    return StateRows.size(this);
  }

  /** O: values per output row. */
  public int outputs() {
    int width = inputs();
    for (Named named : layers) {
      width = named.layer().outputs(width);
    }
    return width;
  }

  /** The names, shapes and order of the parameters. */
  public ParameterLayout layout() {
    ParameterLayout.Builder builder = ParameterLayout.builder();
    layers.forEach(named -> named.layer().declare(builder, named.prefix()));
    return builder.build();
  }
}
