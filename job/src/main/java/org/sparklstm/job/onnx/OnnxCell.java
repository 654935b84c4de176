package org.sparklstm.job.onnx;

import static org.sparklstm.job.onnx.OnnxGraph.attribute;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.sparklstm.core.layer.Cell;
import org.sparklstm.core.layer.RecurrentSpec;

/** Some directions of a recurrent layer; nodes that run it share its weights. */
final class OnnxCell {
  private final OnnxGraph graph;
  private final RecurrentSpec spec;
  private final int first;
  private final int directions;
  private final List<String> weights;

  /**
   * Names of the states of all directions.
   *
   * @param hidden h (D, B, H); empty for zeros
   * @param cell c (D, B, H); empty for zeros, or if the cell has none
   */
  record State(String hidden, String cell) {
    static final State ZERO = new State("", "");
  }

  /**
   * Names of the results.
   *
   * @param steps h of all steps (T, D, B, H)
   * @param last the state after the last step
   */
  record Outputs(String steps, State last) {}

  /**
   * @param values the values of a parameter
   * @param first the first direction
   */
  OnnxCell(
      OnnxGraph graph,
      RecurrentSpec spec,
      Function<String, float[]> values,
      String prefix,
      int layer,
      int first,
      int directions) {
    this.graph = graph;
    this.spec = spec;
    this.first = first;
    this.directions = directions;
    int rows = spec.cell().gates() * spec.hidden();
    int inputs = layer == 0 ? spec.inputs() : spec.directions() * spec.hidden();
    float[][] w = new float[directions][];
    float[][] r = new float[directions][];
    float[][] b = new float[directions][];
    for (int d = 0; d < directions; d++) {
      String suffix = "_l" + layer + (first + d == 1 ? "_reverse" : "");
      w[d] = GateOrder.toOnnx(spec.cell(), values.apply(prefix + "weight_ih" + suffix));
      r[d] = GateOrder.toOnnx(spec.cell(), values.apply(prefix + "weight_hh" + suffix));
      b[d] =
          Parts.joined(
              GateOrder.toOnnx(spec.cell(), values.apply(prefix + "bias_ih" + suffix)),
              GateOrder.toOnnx(spec.cell(), values.apply(prefix + "bias_hh" + suffix)));
    }
    weights =
        List.of(
            graph.floats(Parts.joined(w), directions, rows, inputs),
            graph.floats(Parts.joined(r), directions, rows, spec.hidden()),
            graph.floats(Parts.joined(b), directions, 2 * rows));
  }

  /**
   * Adds a node.
   *
   * @param input name of the input (T, B, I)
   * @param lengths name of the steps of each sequence that are read (B), int32; empty for all
   * @param initial the state before the first step
   */
  Outputs run(String input, String lengths, State initial) {
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(attribute("hidden_size", spec.hidden()));
    attributes.add(
        attribute(
            "direction", directions == 2 ? "bidirectional" : first == 1 ? "reverse" : "forward"));
    if (spec.cell() == Cell.GRU) {
      attributes.add(attribute("linear_before_reset", 1));
    } else if (spec.cell() == Cell.RNN_RELU) {
      attributes.add(attribute("activations", Collections.nCopies(directions, "Relu")));
    }
    List<String> operands = new ArrayList<>(List.of(input));
    operands.addAll(weights);
    operands.addAll(List.of(lengths, initial.hidden()));
    boolean hasCellState = spec.cell().hasCellState();
    if (hasCellState) {
      operands.add(initial.cell());
    }
    List<String> outputs =
        graph.nodes(
            spec.cell().module().toUpperCase(Locale.ROOT),
            hasCellState ? 3 : 2,
            operands,
            attributes.toArray(AttributeProto[]::new));
    return new Outputs(
        outputs.get(0), new State(outputs.get(1), hasCellState ? outputs.get(2) : ""));
  }
}
