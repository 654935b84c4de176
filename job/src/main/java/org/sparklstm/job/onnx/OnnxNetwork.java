package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparklstm.core.layer.DenseSpec;
import org.sparklstm.core.layer.DropoutSpec;
import org.sparklstm.core.layer.EmbeddingSpec;
import org.sparklstm.core.layer.HorizonHeadSpec;
import org.sparklstm.core.layer.MixedInputsSpec;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.layer.SegmentSpec;
import org.sparklstm.core.tensor.ParameterLayout;

/** Adds a network to an ONNX graph: embeddings, recurrent layers, pooling and head. */
final class OnnxNetwork {
  private final OnnxGraph graph;
  private final ParameterLayout layout;

  /** The last steps of a sequence that are answered one by one. */
  private int horizon;

  private final float[] weights;

  /** Name of the lengths (B), int32; empty if all sequences have the batch's number of steps. */
  private final String lengths;

  /**
   * Outputs of a recurrent layer.
   *
   * @param steps all steps (T, B, D·H)
   * @param last last state of each direction (B, D·H)
   */
  private record Sequences(String steps, String last) {}

  OnnxNetwork(OnnxGraph graph, NetworkSpec network, float[] weights, String lengths) {
    this.graph = graph;
    layout = network.layout();
    this.weights = weights;
    this.lengths = lengths;
  }

  /**
   * Adds all layers of a network that reads numbers only.
   *
   * @param input name of the input (B, T, I)
   * @return name of the output (B, O)
   */
  String add(NetworkSpec network, String input) {
    return add(network, input, List.of());
  }

  /**
   * Adds all layers.
   *
   * @param numbers name of the numbers of the input (B, T, N)
   * @param classes names of the class numbers (B, T), one per embedding, int64
   * @return name of the output (B, O)
   */
  String add(NetworkSpec network, String numbers, List<String> classes) {
    Sequences sequences = new Sequences(graph.transpose(numbers, 1, 0, 2), null);
    String rows = null;
    horizon = network.horizon();
    for (NetworkSpec.Named named : network.layers()) {
      if (named.layer() instanceof MixedInputsSpec mixed) {
        String input = embedded(mixed, named.prefix(), numbers, classes);
        sequences = new Sequences(graph.transpose(input, 1, 0, 2), null);
      } else if (named.layer() instanceof RecurrentSpec recurrent) {
        sequences = recurrent(recurrent, named.prefix(), sequences.steps());
      } else if (named.layer() instanceof PoolingSpec pooling) {
        rows = pooled(pooling, sequences);
      } else if (named.layer() instanceof DenseSpec dense) {
        rows = head(dense, named.prefix(), rows);
      } else if (named.layer() instanceof HorizonHeadSpec head) {
        rows = horizonHead(head, named.prefix(), sequences.steps());
      } else if (named.layer() instanceof SegmentSpec segments) {
        rows = new OnnxSegments(graph, segments, this::values, named.prefix()).add(numbers);
      } else if (!(named.layer() instanceof DropoutSpec)) {
        throw new IllegalArgumentException(
            "ONNX export does not support the layer " + named.layer());
      }
    }
    return rows;
  }

  /** Numbers, and the vectors of the classes after them (B, T, I). */
  private String embedded(
      MixedInputsSpec mixed, String prefix, String numbers, List<String> classes) {
    List<String> parts = new ArrayList<>(List.of(numbers));
    for (int i = 0; i < classes.size(); i++) {
      EmbeddingSpec embedding = mixed.classes().get(i);
      String vectors =
          graph.floats(values(prefix + i + ".weight"), embedding.count(), embedding.width());
      parts.add(graph.node("Gather", List.of(vectors, classes.get(i))));
    }
    return graph.concat(parts, 2);
  }

  private Sequences recurrent(RecurrentSpec spec, String prefix, String input) {
    Sequences result = new Sequences(input, null);
    for (int layer = 0; layer < spec.layers(); layer++) {
      result =
          spec.directions() == 2 && horizon > 0
              ? bothWays(spec, prefix, layer, result.steps())
              : layer(spec, prefix, layer, result.steps(), 0, spec.directions(), lengths);
    }
    return result;
  }

  /** The reverse direction reads the steps before the horizon, and is 0 in it. */
  private Sequences bothWays(RecurrentSpec spec, String prefix, int layer, String input) {
    Sequences forward = layer(spec, prefix, layer, input, 0, 1, lengths);
    Sequences reverse = layer(spec, prefix, layer, input, 1, 1, past(input));
    return new Sequences(graph.concat(List.of(forward.steps(), reverse.steps()), 2), null);
  }

  /** The number of steps before the horizon (B), int32. */
  private String past(String input) {
    String shape = graph.node("Shape", List.of(input));
    String all =
        lengths.isEmpty()
            ? graph.node(
                "Expand", List.of(graph.slice(shape, 0, 0, 1), graph.slice(shape, 0, 1, 2)))
            : graph.cast(lengths, DataType.INT64);
    return graph.cast(graph.node("Sub", List.of(all, graph.longs(horizon))), DataType.INT32);
  }

  /**
   * Some directions of a layer.
   *
   * @param first the first direction
   * @param steps of each sequence that are read (B), int32; empty for all
   */
  private Sequences layer(
      RecurrentSpec spec,
      String prefix,
      int layer,
      String input,
      int first,
      int directions,
      String steps) {
    OnnxCell.Outputs outputs =
        new OnnxCell(graph, spec, this::values, prefix, layer, first, directions)
            .run(input, steps, OnnxCell.State.ZERO);
    // (T, D, B, H) to (T, B, D·H), and (D, B, H) to (B, D·H)
    return new Sequences(
        graph.reshape(graph.transpose(outputs.steps(), 0, 2, 1, 3), 0, 0, -1),
        graph.reshape(graph.transpose(outputs.last().hidden(), 1, 0, 2), 0, -1));
  }

  private String pooled(PoolingSpec pooling, Sequences sequences) {
    return switch (pooling.kind()) {
      case LAST -> sequences.last();
      case MEAN -> mean(sequences.steps());
      case MAX -> max(sequences.steps());
    };
  }

  /** Sums all steps, since ONNX returns 0 for steps beyond a sequence's length. */
  private String mean(String steps) {
    if (lengths.isEmpty()) {
      return graph.node(
          "ReduceMean", List.of(steps), attribute("axes", new long[] {0}), dropAxis());
    }
    String sum = graph.node("ReduceSum", List.of(steps, graph.longs(0)), dropAxis());
    String counts =
        graph.node("Unsqueeze", List.of(graph.cast(lengths, DataType.FLOAT), graph.longs(1)));
    return graph.node("Div", List.of(sum, counts));
  }

  private String max(String steps) {
    String valid = steps;
    if (!lengths.isEmpty()) {
      String shape = graph.node("Shape", List.of(steps));
      String time = graph.node("Gather", List.of(shape, graph.scalar(0)));
      String numbers = graph.node("Range", List.of(graph.scalar(0), time, graph.scalar(1)));
      // (T, 1) and (B) broadcast to (T, B), then to (T, B, 1)
      String inside =
          graph.node(
              "Less",
              List.of(
                  graph.node("Unsqueeze", List.of(numbers, graph.longs(1))),
                  graph.cast(lengths, DataType.INT64)));
      valid =
          graph.node(
              "Where",
              List.of(
                  graph.node("Unsqueeze", List.of(inside, graph.longs(2))),
                  steps,
                  graph.floats(new float[] {Float.NEGATIVE_INFINITY})));
    }
    return graph.node("ReduceMax", List.of(valid), attribute("axes", new long[] {0}), dropAxis());
  }

  private static AttributeProto dropAxis() {
    return attribute("keepdims", 0);
  }

  /** Answers the last steps of each sequence one by one (B, steps · O). */
  private String horizonHead(HorizonHeadSpec head, String prefix, String steps) {
    String last =
        lengths.isEmpty()
            ? graph.slice(steps, 0, -head.steps(), Long.MAX_VALUE)
            : graph.reversed(
                graph.slice(
                    graph.node(
                        "ReverseSequence", List.of(steps, graph.cast(lengths, DataType.INT64))),
                    0,
                    0,
                    head.steps()),
                0);
    String rows = graph.reshape(graph.transpose(last, 1, 0, 2), -1, head.dense().inputs());
    return graph.reshape(
        head(head.dense(), prefix, rows), -1, (long) head.steps() * head.dense().outputs());
  }

  private String head(DenseSpec dense, String prefix, String rows) {
    return graph.node(
        "Gemm",
        List.of(
            rows,
            graph.floats(values(prefix + "weight"), dense.outputs(), dense.inputs()),
            graph.floats(values(prefix + "bias"), dense.outputs())),
        attribute("transB", 1));
  }

  private float[] values(String name) {
    ParameterLayout.Entry entry = layout.entry(name);
    return Arrays.copyOfRange(weights, entry.offset(), entry.offset() + entry.size());
  }
}
