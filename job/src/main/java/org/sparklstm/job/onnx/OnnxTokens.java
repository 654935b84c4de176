package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sparklstm.core.layer.DenseSpec;
import org.sparklstm.core.layer.DropoutSpec;
import org.sparklstm.core.layer.EmbeddingSpec;
import org.sparklstm.core.layer.MixedInputsSpec;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PenaltySpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.job.data.table.Statistics;

/**
 * Adds a network that reads tokens and answers each to a graph.
 *
 * <table>
 * <caption>Inputs</caption>
 * <tr><td>{@code tokens}</td><td>(batch, time), int64; numbers of the vocabulary from 1, 0 for
 * unknown ones</td></tr>
 * <tr><td>{@code lengths}</td><td>(batch), int64: the number of steps of each sequence; later steps
 * are not read, and their answers have no meaning</td></tr>
 * <tr><td>{@code features}</td><td>(batch, time, columns), float64, of models that read numbers
 * beside tokens, in their units</td></tr>
 * <tr><td>{@code feature_classes}</td><td>(batch, time, columns), int64, of models that read
 * classes beside tokens; numbers of their vocabularies from 1, 0 for unknown ones</td></tr>
 * <tr><td>{@code h_0}, {@code c_0}</td><td>(layers, batch, hidden), float32, of models that read on:
 * the state before the first step, zeros where a sequence begins; {@code c_0} of LSTMs only</td></tr>
 * </table>
 */
final class OnnxTokens {
  private static final String TIME = "time";

  private final OnnxGraph graph;
  private final NetworkSpec network;
  private final ParameterLayout layout;
  private final float[] weights;
  private final Statistics statistics;

  /** Names of the values of parameters that were added. */
  private final Map<String, String> added = new HashMap<>();

  /** Whether sequences are read in parts. */
  enum Reading {
    WHOLE,
    /** The state is an input, and after the last step outputs {@code h_n} and {@code c_n}. */
    ON_FROM_A_STATE
  }

  OnnxTokens(OnnxGraph graph, NetworkSpec network, float[] weights, Statistics statistics) {
    this.graph = graph;
    this.network = network;
    this.weights = weights;
    this.statistics = statistics;
    layout = network.layout();
  }

  /**
   * Adds inputs and layers.
   *
   * @return name of the logits (B, T, O)
   */
  String add(Reading reading) {
    String tokens = graph.input("tokens", DataType.INT64, OnnxExport.BATCH, TIME);
    String lengths =
        graph.cast(graph.input("lengths", DataType.INT64, OnnxExport.BATCH), DataType.INT32);
    String steps = null;
    for (NetworkSpec.Named named : network.layers()) {
      if (named.layer() instanceof EmbeddingSpec embedding) {
        steps = graph.transpose(vectors(embedding, named.prefix(), tokens), 1, 0, 2);
      } else if (named.layer() instanceof MixedInputsSpec mixed) {
        steps = graph.transpose(mixed(mixed, named.prefix(), tokens), 1, 0, 2);
      } else if (named.layer() instanceof RecurrentSpec recurrent) {
        steps = recurrent(recurrent, named.prefix(), steps, lengths, reading);
      } else if (named.layer() instanceof DenseSpec dense) {
        steps = head(dense, named.prefix(), steps);
      } else if (!(named.layer() instanceof DropoutSpec || named.layer() instanceof PenaltySpec)) {
        throw new IllegalArgumentException(
            "ONNX export does not support the layer " + named.layer());
      }
    }
    return graph.transpose(steps, 1, 0, 2);
  }

  /** Vectors of numbers (B, T, I). */
  private String vectors(EmbeddingSpec embedding, String prefix, String numbers) {
    String all = parameter(prefix + "weight", embedding.count(), embedding.width());
    return graph.node("Gather", List.of(all, numbers));
  }

  /** Numbers, the vectors of the tokens, and those of the classes (B, T, I). */
  private String mixed(MixedInputsSpec mixed, String prefix, String tokens) {
    List<String> parts = new ArrayList<>();
    int numbers = mixed.numbers();
    if (numbers > 0) {
      String given = graph.input("features", DataType.DOUBLE, OnnxExport.BATCH, TIME, numbers);
      // the first column is that of the tokens
      parts.add(OnnxScaling.standardised(graph, statistics, given, 1, numbers));
    }
    parts.add(vectors(mixed.classes().get(0), prefix + "0.", tokens));
    int classes = mixed.classes().size() - 1;
    if (classes > 0) {
      String given =
          graph.input("feature_classes", DataType.INT64, OnnxExport.BATCH, TIME, classes);
      for (int i = 1; i <= classes; i++) {
        String column =
            graph.node("Gather", List.of(given, graph.scalar((long) i - 1)), attribute("axis", 2));
        parts.add(vectors(mixed.classes().get(i), prefix + i + ".", column));
      }
    }
    return graph.concat(parts, 2);
  }

  /** All steps of the last layer (T, B, D·H). */
  private String recurrent(
      RecurrentSpec spec, String prefix, String input, String lengths, Reading reading) {
    boolean isCarried = reading == Reading.ON_FROM_A_STATE;
    boolean hasCell = spec.cell().hasCellState();
    String hidden = isCarried ? state("h_0", spec) : "";
    String cell = isCarried && hasCell ? state("c_0", spec) : "";
    List<String> lastHidden = new ArrayList<>();
    List<String> lastCell = new ArrayList<>();
    String steps = input;
    int directions = spec.directions();
    for (int layer = 0; layer < spec.layers(); layer++) {
      OnnxCell.State initial =
          new OnnxCell.State(ofLayer(hidden, layer, directions), ofLayer(cell, layer, directions));
      OnnxCell.Outputs outputs =
          new OnnxCell(graph, spec, this::values, prefix, layer, 0, directions)
              .run(steps, lengths, initial);
      lastHidden.add(outputs.last().hidden());
      lastCell.add(outputs.last().cell());
      // (T, D, B, H) to (T, B, D·H)
      steps = graph.reshape(graph.transpose(outputs.steps(), 0, 2, 1, 3), 0, 0, -1);
    }
    if (isCarried) {
      output("h_n", lastHidden, spec);
      if (hasCell) {
        output("c_n", lastCell, spec);
      }
    }
    return steps;
  }

  private String state(String name, RecurrentSpec spec) {
    return graph.input(name, DataType.FLOAT, states(spec), OnnxExport.BATCH, spec.hidden());
  }

  private void output(String name, List<String> layers, RecurrentSpec spec) {
    graph.output(
        graph.concat(layers, 0),
        name,
        DataType.FLOAT,
        states(spec),
        OnnxExport.BATCH,
        spec.hidden());
  }

  private static int states(RecurrentSpec spec) {
    return spec.layers() * spec.directions();
  }

  private String ofLayer(String states, int layer, int directions) {
    return states.isEmpty()
        ? ""
        : graph.slice(states, 0, (long) layer * directions, (layer + 1L) * directions);
  }

  private String head(DenseSpec dense, String prefix, String steps) {
    String weight = parameter(dense.weight(prefix), dense.outputs(), dense.inputs());
    String bias = parameter(prefix + "bias", dense.outputs());
    String products = graph.node("MatMul", List.of(steps, graph.transpose(weight, 1, 0)));
    return graph.node("Add", List.of(products, bias));
  }

  /** Adds a parameter, once. */
  private String parameter(String name, int... shape) {
    return added.computeIfAbsent(name, missing -> graph.floats(values(missing), shape));
  }

  private float[] values(String name) {
    ParameterLayout.Entry entry = layout.entry(name);
    return Arrays.copyOfRange(weights, entry.offset(), entry.offset() + entry.size());
  }
}
