package org.sparklstm.job.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparklstm.core.layer.Cell;
import org.sparklstm.core.layer.DenseSpec;
import org.sparklstm.core.layer.NetworkSpec;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.core.layer.RecurrentSpec;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.job.onnx.OnnxValue.Constant;
import org.sparklstm.job.onnx.OnnxValue.State;

/** Collects the layers of an imported file, with their weights under PyTorch's names. */
final class OnnxLayers {
  private final Map<String, float[]> recurrent = new LinkedHashMap<>();
  private RecurrentSpec spec;
  private int layers;
  private PoolingSpec.Kind pooling;
  private DenseSpec dense;
  private float[] headWeight;
  private float[] headBias;

  static boolean isRecurrent(NodeProto node) {
    return switch (node.getOpType()) {
      case "LSTM", "GRU", "RNN" -> true;
      default -> false;
    };
  }

  static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(one -> one.getName().equals(name)).findFirst();
  }

  /** Number of recurrent layers so far. */
  int count() {
    return layers;
  }

  /** Directions of the layers; 0 before the first layer. */
  int directions() {
    return spec == null ? 0 : spec.directions();
  }

  boolean hasHead() {
    return dense != null;
  }

  /** The states that {@link PoolingSpec.Kind#LAST} keeps. */
  List<State> lastStates() {
    List<State> states = new ArrayList<>();
    for (int direction = 0; direction < directions(); direction++) {
      states.add(new State(layers, direction));
    }
    return states;
  }

  /**
   * Adds a recurrent layer.
   *
   * @param values values of the graph by name, with the layer's weights
   * @return number of directions
   */
  int add(NodeProto node, Map<String, OnnxValue> values) {
    Cell cell = cell(node);
    refuseOptions(node, cell);
    int directions = text(node, "direction").equals("bidirectional") ? 2 : 1;
    TensorProto w = weight(node, 1, values);
    TensorProto r = weight(node, 2, values);
    List<Long> shape = w.getDimsList();
    long rows = shape.size() == 3 ? shape.get(1) : -1;
    long hidden = rows / cell.gates();
    if (rows < 1
        || rows % cell.gates() != 0
        || shape.get(0) != directions
        || shape.get(2) < 1
        || !r.getDimsList().equals(List.of((long) directions, rows, hidden))) {
      throw OnnxImport.refused(
          node,
          "its weights have the shapes %s and %s, expected [directions, %d·hidden, inputs] and [directions, %d·hidden, hidden] with %d directions"
              .formatted(shape, r.getDimsList(), cell.gates(), cell.gates(), directions));
    }
    // checks that the values exist before memory is allocated for the declared shapes
    float[] weights = OnnxTensors.floats(w);
    float[] recurrentWeights = OnnxTensors.floats(r);
    int inputs = Math.toIntExact(shape.get(2));
    if (spec == null) {
      RecurrentSpec first = RecurrentSpec.of(cell, inputs, Math.toIntExact(hidden));
      spec = directions == 2 ? first.bidirectional() : first;
    } else if (spec.cell() != cell
        || spec.hidden() != hidden
        || spec.directions() != directions
        || inputs != directions * hidden) {
      throw OnnxImport.refused(
          node, "its cell, hidden size, directions or inputs do not match the layer below");
    }
    float[] b = biases(node, values, directions * 2 * Math.toIntExact(rows));
    split(cell, directions, weights, recurrentWeights, b);
    layers++;
    return directions;
  }

  private void split(Cell cell, int directions, float[] w, float[] r, float[] b) {
    for (int d = 0; d < directions; d++) {
      String suffix = "_l" + layers + (d == 1 ? "_reverse" : "");
      recurrent.put("weight_ih" + suffix, GateOrder.toTorch(cell, part(w, d, directions)));
      recurrent.put("weight_hh" + suffix, GateOrder.toTorch(cell, part(r, d, directions)));
      recurrent.put("bias_ih" + suffix, GateOrder.toTorch(cell, part(b, 2 * d, 2 * directions)));
      recurrent.put(
          "bias_hh" + suffix, GateOrder.toTorch(cell, part(b, 2 * d + 1, 2 * directions)));
    }
  }

  private static float[] part(float[] all, int number, int parts) {
    int size = all.length / parts;
    return Arrays.copyOfRange(all, number * size, (number + 1) * size);
  }

  private static Cell cell(NodeProto node) {
    return switch (node.getOpType()) {
      case "LSTM" -> Cell.LSTM;
      case "GRU" -> Cell.GRU;
      default -> {
        List<String> activations = activations(node);
        if (!activations.isEmpty() && activations.stream().allMatch("Relu"::equals)) {
          yield Cell.RNN_RELU;
        } else if (activations.stream().allMatch("Tanh"::equals)) {
          yield Cell.RNN_TANH;
        }
        throw OnnxImport.refused(
            node, "its activations are %s, expected only Tanh or only Relu".formatted(activations));
      }
    };
  }

  private static List<String> activations(NodeProto node) {
    return attribute(node, "activations")
        .map(one -> one.getStringsList().stream().map(ByteString::toStringUtf8).toList())
        .orElse(List.of());
  }

  private static String text(NodeProto node, String name) {
    return attribute(node, name).map(one -> one.getS().toStringUtf8()).orElse("");
  }

  private static void refuseOptions(NodeProto node, Cell cell) {
    for (AttributeProto attribute : node.getAttributeList()) {
      boolean fine =
          switch (attribute.getName()) {
            case "hidden_size" -> true;
            case "direction" -> !attribute.getS().toStringUtf8().equals("reverse");
            case "linear_before_reset" -> attribute.getI() == 1;
            case "layout", "input_forget" -> attribute.getI() == 0;
            case "activations" -> cell == Cell.RNN_TANH || cell == Cell.RNN_RELU;
            default -> false;
          };
      if (!fine) {
        throw OnnxImport.refused(
            node,
            "the value of its attribute '%s' is not supported".formatted(attribute.getName()));
      }
    }
    if (cell == Cell.GRU && attribute(node, "linear_before_reset").isEmpty()) {
      throw OnnxImport.refused(
          node,
          "it has no linear_before_reset = 1; PyTorch's GRU applies the reset gate after the matrix product");
    }
  }

  private static TensorProto weight(NodeProto node, int place, Map<String, OnnxValue> values) {
    if (place < node.getInputCount()
        && values.get(node.getInput(place)) instanceof Constant constant) {
      return constant.tensor();
    }
    throw OnnxImport.refused(node, "its input %d (weights) is not in the file".formatted(place));
  }

  /** The layer's biases; zeros if it has none. */
  private static float[] biases(NodeProto node, Map<String, OnnxValue> values, int count) {
    if (node.getInputCount() < 4 || node.getInput(3).isEmpty()) {
      return new float[count];
    }
    TensorProto tensor = weight(node, 3, values);
    float[] biases = OnnxTensors.floats(tensor);
    if (biases.length != count) {
      throw OnnxImport.refused(
          node,
          "its biases have the shape %s with %,d values, expected %,d values"
              .formatted(tensor.getDimsList(), biases.length, count));
    }
    return biases;
  }

  void pool(PoolingSpec.Kind kind) {
    pooling = kind;
  }

  /**
   * Adds the head.
   *
   * @param values values of the graph by name, with the head's weights
   */
  void head(NodeProto node, Map<String, OnnxValue> values) {
    if (dense != null) {
      throw OnnxImport.refused(node, "the graph already has a head");
    }
    TensorProto tensor = weight(node, 1, values);
    boolean gemm = node.getOpType().equals("Gemm");
    boolean rowPerOutput =
        gemm && attribute(node, "transB").map(AttributeProto::getI).orElse(0L) == 1;
    boolean scaled =
        attribute(node, "alpha").map(one -> one.getF() != 1).orElse(false)
            || attribute(node, "beta").map(one -> one.getF() != 1).orElse(false)
            || attribute(node, "transA").map(one -> one.getI() != 0).orElse(false);
    List<Long> shape = tensor.getDimsList();
    int inputs = spec.directions() * spec.hidden();
    if (scaled
        || shape.size() != 2
        || shape.get(rowPerOutput ? 1 : 0) != inputs
        || shape.get(rowPerOutput ? 0 : 1) < 1) {
      throw OnnxImport.refused(
          node,
          "its weights have the shape %s with %s, expected %,d inputs and no alpha, beta or transA"
              .formatted(shape, rowPerOutput ? "transB = 1" : "transB = 0", inputs));
    }
    float[] weight = OnnxTensors.floats(tensor);
    int outputs = Math.toIntExact(shape.get(rowPerOutput ? 0 : 1));
    dense = DenseSpec.dense(inputs, outputs);
    headWeight = rowPerOutput ? weight : transposed(weight, inputs, outputs);
    headBias = new float[outputs];
    if (gemm && node.getInputCount() > 2 && !node.getInput(2).isEmpty()) {
      bias(node, weight(node, 2, values));
    }
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] result = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[column * rows + row] = values[row * columns + column];
      }
    }
    return result;
  }

  /** Adds a bias to the head. */
  void bias(NodeProto node, TensorProto tensor) {
    if (!tensor.getDimsList().equals(List.of((long) dense.outputs()))) {
      throw OnnxImport.refused(
          node,
          "its bias has the shape %s, expected [%d]"
              .formatted(tensor.getDimsList(), dense.outputs()));
    }
    float[] more = OnnxTensors.floats(tensor);
    for (int i = 0; i < more.length; i++) {
      headBias[i] += more[i];
    }
  }

  /** Builds the network from the layers so far. */
  ImportedNetwork network() {
    RecurrentSpec stack = spec.withLayers(layers);
    String name = stack.cell().module();
    NetworkSpec network =
        dense == null
            ? NetworkSpec.empty().then(name, stack)
            : NetworkSpec.ofSequences(stack, new PoolingSpec(pooling), 0, dense.outputs());
    ParameterLayout layout = network.layout();
    float[] weights = new float[layout.size()];
    recurrent.forEach((parameter, values) -> put(weights, layout, name + "." + parameter, values));
    if (dense != null) {
      put(weights, layout, "head.weight", headWeight);
      put(weights, layout, "head.bias", headBias);
    }
    return new ImportedNetwork(network, weights);
  }

  private static void put(float[] weights, ParameterLayout layout, String name, float[] values) {
    System.arraycopy(values, 0, weights, layout.offset(name), values.length);
  }
}
