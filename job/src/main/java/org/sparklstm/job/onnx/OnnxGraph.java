package org.sparklstm.job.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Builds an ONNX graph. Methods that add a value return its name. */
final class OnnxGraph {
  /** Low enough for the runtimes of recent years. */
  private static final int IR_VERSION = 7;

  private static final int OPSET = 14;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private int names;

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /**
   * Adds an input.
   *
   * @param shape sizes: numbers if fixed, names if free
   */
  String input(String name, TensorProto.DataType type, Object... shape) {
    graph.addInput(value(name, type, shape));
    return name;
  }

  /** Adds an output with the given name and the value of an existing one. */
  void output(String value, String name, TensorProto.DataType type, Object... shape) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Identity")
            .setName("output_" + name)
            .addInput(value)
            .addOutput(name));
    graph.addOutput(value(name, type, shape));
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, Object... shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    for (Object size : shape) {
      TensorShapeProto.Dimension.Builder dimension = sizes.addDimBuilder();
      if (size instanceof Integer number) {
        dimension.setDimValue(number);
      } else {
        dimension.setDimParam(size.toString());
      }
    }
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(sizes).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** Adds a node with one output. */
  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = name(operator);
    add(operator, name, inputs, List.of(name), attributes);
    return name;
  }

  /** Adds a node with several outputs, and returns their names. */
  List<String> nodes(
      String operator, int outputs, List<String> inputs, AttributeProto... attributes) {
    String name = name(operator);
    List<String> all = IntStream.range(0, outputs).mapToObj(i -> name + "_" + i).toList();
    add(operator, name, inputs, all, attributes);
    return all;
  }

  private String name(String operator) {
    return "%s_%d".formatted(operator, ++names);
  }

  /**
   * @param inputs names of the inputs; an empty name omits an optional input
   */
  private void add(
      String operator,
      String name,
      List<String> inputs,
      List<String> outputs,
      AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(name)
            .addAllInput(inputs)
            .addAllOutput(outputs)
            .addAllAttribute(List.of(attributes)));
  }

  String floats(float[] values, int... shape) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return tensor(TensorProto.DataType.FLOAT, bytes, shape);
  }

  String doubles(double[] values, int... shape) {
    byte[] bytes = new byte[values.length * Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return tensor(TensorProto.DataType.DOUBLE, bytes, shape);
  }

  /** Adds a vector of integers. */
  String longs(long... values) {
    return tensorOfLongs(values, values.length);
  }

  /** Adds an integer scalar. */
  String scalar(long value) {
    return tensorOfLongs(new long[] {value});
  }

  private String tensorOfLongs(long[] values, int... shape) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return tensor(TensorProto.DataType.INT64, bytes, shape);
  }

  private String tensor(TensorProto.DataType type, byte[] values, int... shape) {
    String name = "constant_%d".formatted(++names);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(values));
    for (int size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
    return name;
  }

  String cast(String value, TensorProto.DataType type) {
    return node("Cast", List.of(value), attribute("to", type.getNumber()));
  }

  /** Slices positions {@code from} to {@code to - 1} of an axis. */
  String slice(String value, int axis, long from, long to) {
    return node("Slice", List.of(value, longs(from), longs(to), longs(axis)));
  }

  /** Reverses the order along an axis. */
  String reversed(String value, int axis) {
    return node("Slice", List.of(value, longs(-1), longs(Long.MIN_VALUE), longs(axis), longs(-1)));
  }

  /** Repeats sizes of 1, as many times as {@code shape} says; its 1 keeps a size. */
  String expand(String value, long... shape) {
    return node("Expand", List.of(value, longs(shape)));
  }

  String concat(List<String> values, int axis) {
    return values.size() == 1 ? values.get(0) : node("Concat", values, attribute("axis", axis));
  }

  /** Adds an axis of size 1. */
  String unsqueeze(String value, int axis) {
    return node("Unsqueeze", List.of(value, longs(axis)));
  }

  /** Adds zeros before and after the positions of axis 1. */
  String padded(String value, int rank, long before, long after) {
    long[] pads = new long[2 * rank];
    pads[1] = before;
    pads[rank + 1] = after;
    return node("Pad", List.of(value, longs(pads)));
  }

  String transpose(String value, long... order) {
    return node("Transpose", List.of(value), attribute("perm", order));
  }

  /** Reshapes a value. In {@code shape}, 0 keeps a size and -1 infers it. */
  String reshape(String value, long... shape) {
    return node("Reshape", List.of(value, longs(shape)));
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, long[] values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto attribute(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value))
        .build();
  }

  static AttributeProto attribute(String name, List<String> values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
    values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
    return attribute.build();
  }

  /**
   * Builds the model.
   *
   * @param metadata key-value pairs to store in the model
   */
  ModelProto model(String description, Map<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("spark-lstm")
            .setDocString(description)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
            .setGraph(graph);
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build();
  }
}
