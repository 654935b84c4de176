package org.sparklstm.job.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparklstm.core.layer.PoolingSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.onnx.OnnxValue.Answer;
import org.sparklstm.job.onnx.OnnxValue.Axis;
import org.sparklstm.job.onnx.OnnxValue.Constant;
import org.sparklstm.job.onnx.OnnxValue.Pooled;
import org.sparklstm.job.onnx.OnnxValue.Sizes;
import org.sparklstm.job.onnx.OnnxValue.State;
import org.sparklstm.job.onnx.OnnxValue.States;
import org.sparklstm.job.onnx.OnnxValue.Steps;
import org.sparklstm.job.onnx.OnnxValue.Zeros;

/**
 * Reads a recurrent module with a linear head from a file of PyTorch's TorchScript exporter, opset
 * 17. It visits the nodes in order and tracks the meaning of each value. Unsupported nodes are
 * refused by name.
 */
public final class OnnxImport {
  private static final int FIRST_OPSET = 13;
  private static final int LAST_OPSET = 17;

  private final Map<String, OnnxValue> values = new HashMap<>();
  private final OnnxLayers layers = new OnnxLayers();

  private OnnxImport() {}

  /**
   * Reads a file.
   *
   * @throws UserException if the file is not an ONNX file or has an unsupported node; the message
   *     names the node
   */
  public static ImportedNetwork read(byte[] file) {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(file);
    } catch (InvalidProtocolBufferException e) {
      throw new UserException("not an ONNX file: " + e.getMessage(), e);
    }
    if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
      throw new UserException("not an ONNX file: it has no graph, or a graph without nodes");
    }
    refuseOtherOpsets(model);
    return new OnnxImport().walk(model.getGraph());
  }

  private static void refuseOtherOpsets(ModelProto model) {
    model
        .getOpsetImportList()
        .forEach(
            opset -> {
              boolean known = opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx");
              if (!known || opset.getVersion() < FIRST_OPSET || opset.getVersion() > LAST_OPSET) {
                throw new UserException(
                    "the file uses opset %d%s, expected %d to %d: export it with torch.onnx.export(…, dynamo=False, opset_version=17)"
                        .formatted(
                            opset.getVersion(),
                            known ? "" : " of " + opset.getDomain(),
                            FIRST_OPSET,
                            LAST_OPSET));
              }
            });
  }

  private ImportedNetwork walk(GraphProto graph) {
    for (TensorProto tensor : graph.getInitializerList()) {
      values.put(tensor.getName(), new Constant(tensor));
    }
    List<String> inputs = new ArrayList<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (!values.containsKey(input.getName())) {
        inputs.add(input.getName());
      }
    }
    if (inputs.size() != 1 || graph.getOutputCount() < 1) {
      throw new UserException(
          "the graph has the inputs %s and %d outputs, expected one input (the sequences) and at least one output; export the module without further inputs such as lengths or initial states"
              .formatted(inputs, graph.getOutputCount()));
    }
    String input = inputs.get(0);
    // the first node shows whether time or batch is the first axis
    values.put(input, new Steps(0, firstAxes(graph, input)));
    for (NodeProto node : graph.getNodeList()) {
      read(node);
    }
    String output = graph.getOutput(0).getName();
    OnnxValue answer = values.get(output);
    if (!(answer instanceof Answer) && layers.hasHead()) {
      throw new UserException(
          "output '%s' is not the output of the head; export a module that returns the head's output first"
              .formatted(output));
    }
    if (layers.count() == 0) {
      throw new UserException(
          "the graph has no LSTM, GRU or RNN node; export the recurrent module with its head");
    }
    return layers.network();
  }

  /** Time comes first if a recurrent layer reads the input directly. */
  private static List<Axis> firstAxes(GraphProto graph, String input) {
    boolean timeFirst =
        graph.getNodeList().stream()
            .anyMatch(
                node ->
                    OnnxLayers.isRecurrent(node)
                        && node.getInputCount() > 0
                        && node.getInput(0).equals(input));
    return timeFirst
        ? List.of(Axis.TIME, Axis.BATCH, Axis.COLUMNS)
        : List.of(Axis.BATCH, Axis.TIME, Axis.COLUMNS);
  }

  private void read(NodeProto node) {
    if (node.getOutputCount() == 0) {
      throw refused(node, "it has no output");
    }
    if (OnnxLayers.isRecurrent(node)) {
      recurrent(node);
      return;
    }
    OnnxValue value =
        switch (node.getOpType()) {
          // takes the name of the output, because messages name the tensor
          case "Constant" ->
              new Constant(
                  attribute(node, "value").getT().toBuilder().setName(node.getOutput(0)).build());
          case "Identity", "Dropout" -> operand(node, 0);
          case "Cast" -> cast(node);
          case "Shape" -> new Sizes();
          case "ConstantOfShape" -> constantOfShape(node);
          case "Expand", "Unsqueeze", "Slice" -> madeOfSizes(node, 0);
          case "Concat" -> concat(node);
          case "Gather" -> gather(node);
          case "Transpose" -> transpose(node);
          case "Squeeze" -> squeeze(node);
          case "Reshape" -> reshape(node);
          case "ReduceMean" -> pooled(node, Pooled.Kind.MEAN);
          case "ReduceMax" -> pooled(node, Pooled.Kind.MAX);
          case "Gemm", "MatMul" -> head(node);
          case "Add" -> bias(node);
          default -> throw refused(node, "unknown operator");
        };
    values.put(node.getOutput(0), value);
  }

  /**
   * The error for an unsupported node.
   *
   * @param why a clause that completes "the node is not supported: …"
   */
  static UserException refused(NodeProto node, String why) {
    return new UserException(
        "node '%s' (%s) is not supported: %s; import reads LSTM, GRU or RNN layers and a linear head (Gemm or MatMul) on the last state, the mean or the maximum of the steps"
            .formatted(node.getName(), node.getOpType(), why));
  }

  private OnnxValue operand(NodeProto node, int place) {
    OnnxValue value = place < node.getInputCount() ? values.get(node.getInput(place)) : null;
    if (value == null) {
      throw refused(node, "its input %d is missing".formatted(place));
    }
    return value;
  }

  private static AttributeProto attribute(NodeProto node, String name) {
    return OnnxLayers.attribute(node, name)
        .orElseThrow(() -> refused(node, "it has no attribute '%s'".formatted(name)));
  }

  private static long number(NodeProto node, String name, long or) {
    return OnnxLayers.attribute(node, name).map(AttributeProto::getI).orElse(or);
  }

  private long[] numbers(NodeProto node, int place) {
    if (operand(node, place) instanceof Constant constant) {
      return OnnxTensors.longs(constant.tensor());
    }
    throw refused(node, "its input %d is not a constant".formatted(place));
  }

  /** Shapes and constants may be cast to any type, other values only to 32-bit floats. */
  private OnnxValue cast(NodeProto node) {
    OnnxValue value = operand(node, 0);
    boolean isShape = value instanceof Sizes || value instanceof Constant;
    if (!isShape && attribute(node, "to").getI() != TensorProto.DataType.FLOAT_VALUE) {
      throw refused(node, "it casts steps or states to another type than float");
    }
    return value;
  }

  // initial states, and the shapes they are made of

  private static OnnxValue constantOfShape(NodeProto node) {
    Optional<AttributeProto> value = OnnxLayers.attribute(node, "value");
    if (value.isPresent() && !OnnxTensors.isZero(value.get().getT())) {
      throw refused(node, "its value is not 0");
    }
    return new Zeros();
  }

  private OnnxValue madeOfSizes(NodeProto node, int place) {
    OnnxValue first = operand(node, place);
    if (first instanceof Zeros || first instanceof Sizes) {
      return first;
    } else if (first instanceof Constant constant) {
      boolean isFloat = constant.tensor().getDataType() == TensorProto.DataType.FLOAT_VALUE;
      if (!isFloat) {
        return new Sizes();
      } else if (OnnxTensors.isZero(constant.tensor())) {
        return new Zeros();
      }
      throw refused(node, "the initial states are not 0");
    }
    throw refused(node, "its input %d is neither a shape nor a constant".formatted(place));
  }

  // steps and states

  private void recurrent(NodeProto node) {
    if (!(operand(node, 0) instanceof Steps steps)
        || layers.hasHead()
        || steps.layer() != layers.count()
        || !steps.axes().equals(List.of(Axis.TIME, Axis.BATCH, Axis.COLUMNS))) {
      throw refused(node, "its input is neither the graph's input nor the layer below");
    }
    for (int place : new int[] {4, 5, 6, 7}) {
      boolean given = place < node.getInputCount() && !node.getInput(place).isEmpty();
      boolean zero = given && place != 4 && operand(node, place) instanceof Zeros;
      if (given && !zero) {
        throw refused(node, "it has sequence lengths, initial states other than 0, or peepholes");
      }
    }
    int directions = layers.add(node, values);
    int layer = layers.count();
    List<State> states = new ArrayList<>();
    for (int direction = 0; direction < directions; direction++) {
      states.add(new State(layer, direction));
    }
    List<Axis> stateAxes = List.of(Axis.STATE, Axis.BATCH, Axis.COLUMNS);
    put(node, 0, new Steps(layer, List.of(Axis.TIME, Axis.STATE, Axis.BATCH, Axis.COLUMNS)));
    put(node, 1, new States(states, stateAxes));
  }

  private void put(NodeProto node, int place, OnnxValue value) {
    if (place < node.getOutputCount() && !node.getOutput(place).isEmpty()) {
      values.put(node.getOutput(place), value);
    }
  }

  private OnnxValue transpose(NodeProto node) {
    return OnnxAxes.transposed(node, operand(node, 0), attribute(node, "perm").getIntsList());
  }

  private OnnxValue squeeze(NodeProto node) {
    return OnnxAxes.squeezed(node, operand(node, 0), numbers(node, 1), layers.directions());
  }

  private OnnxValue reshape(NodeProto node) {
    return OnnxAxes.merged(node, operand(node, 0), numbers(node, 1).length);
  }

  private OnnxValue concat(NodeProto node) {
    if (!(operand(node, 0) instanceof States)) {
      OnnxValue all = madeOfSizes(node, 0);
      for (int place = 1; place < node.getInputCount(); place++) {
        if (!madeOfSizes(node, place).equals(all)) {
          throw refused(node, "it concatenates shapes with zeros");
        }
      }
      return all;
    }
    List<OnnxValue> values = new ArrayList<>();
    for (int place = 0; place < node.getInputCount(); place++) {
      values.add(operand(node, place));
    }
    return OnnxAxes.concatenated(node, values, number(node, "axis", 0));
  }

  private OnnxValue gather(NodeProto node) {
    OnnxValue value = operand(node, 0);
    if (value instanceof Sizes) {
      return value;
    }
    long[] places = numbers(node, 1);
    if (places.length != 1) {
      throw refused(node, "it selects %,d positions, expected 1".formatted(places.length));
    }
    return OnnxAxes.selected(node, value, number(node, "axis", 0), places[0], layers);
  }

  private OnnxValue pooled(NodeProto node, Pooled.Kind kind) {
    List<Long> axes = attribute(node, "axes").getIntsList();
    if (operand(node, 0) instanceof Steps steps
        && steps.layer() == layers.count()
        && layers.count() > 0
        && axes.size() == 1
        && number(node, "keepdims", 1) == 0
        && OnnxAxes.without(Axis.TIME, steps.axes(), axes.get(0), node)
            .equals(List.of(Axis.BATCH, Axis.COLUMNS))) {
      return new Pooled(kind);
    }
    throw refused(node, "it pools something other than the steps of the last layer");
  }

  // the head

  private OnnxValue head(NodeProto node) {
    OnnxValue value = operand(node, 0);
    if (value instanceof Steps) {
      throw refused(node, "the head reads every step");
    } else if (value instanceof Pooled pooled) {
      layers.pool(pooled.kind() == Pooled.Kind.MEAN ? PoolingSpec.Kind.MEAN : PoolingSpec.Kind.MAX);
    } else if (value instanceof States states
        && states.states().equals(layers.lastStates())
        && states.axes().equals(List.of(Axis.BATCH, Axis.COLUMNS))) {
      layers.pool(PoolingSpec.Kind.LAST);
    } else {
      throw refused(node, "the head reads something other than the last layer's states or steps");
    }
    layers.head(node, values);
    return new Answer();
  }

  private OnnxValue bias(NodeProto node) {
    OnnxValue left = operand(node, 0);
    OnnxValue right = operand(node, 1);
    if (left instanceof Answer && right instanceof Constant constant) {
      layers.bias(node, constant.tensor());
    } else if (right instanceof Answer && left instanceof Constant constant) {
      layers.bias(node, constant.tensor());
    } else {
      throw refused(node, "it adds something other than a constant to the head's output");
    }
    return new Answer();
  }
}
