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

/** An ONNX graph that is being put together. Values go by the names that the methods return. */
final class OnnxGraph {
  /** What every runtime of the last years loads. */
  private static final int IR_VERSION = 7;

  private static final int OPSET = 14;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private int made;

  OnnxGraph(String name) {
    graph.setName(name);
  }

  /**
   * A value that is given when the model runs.
   *
   * @param shape numbers, and names of sizes that are free
   */
  String input(String name, TensorProto.DataType type, Object... shape) {
    graph.addInput(value(name, type, shape));
    return name;
  }

  /** Has a value come out under a name. */
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

  /** An operator with one output. */
  String node(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = name(operator);
    add(operator, name, inputs, List.of(name), attributes);
    return name;
  }

  /** An operator with two outputs. */
  Pair pair(String operator, List<String> inputs, AttributeProto... attributes) {
    String name = name(operator);
    Pair outputs = new Pair(name + "_0", name + "_1");
    add(operator, name, inputs, List.of(outputs.first(), outputs.second()), attributes);
    return outputs;
  }

  /** The names of two outputs. */
  record Pair(String first, String second) {}

  private String name(String operator) {
    return "%s_%d".formatted(operator, ++made);
  }

  /**
   * @param inputs names; the empty one leaves an input out
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

  /** A list of whole numbers. */
  String longs(long... values) {
    return tensorOfLongs(values, values.length);
  }

  /** A single whole number. */
  String one(long value) {
    return tensorOfLongs(new long[] {value});
  }

  private String tensorOfLongs(long[] values, int... shape) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(values);
    return tensor(TensorProto.DataType.INT64, bytes, shape);
  }

  private String tensor(TensorProto.DataType type, byte[] values, int... shape) {
    String name = "constant_%d".formatted(++made);
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

  /** Columns {@code from … to - 1} along an axis. */
  String slice(String value, int axis, long from, long to) {
    return node("Slice", List.of(value, longs(from), longs(to), longs(axis)));
  }

  String transpose(String value, long... order) {
    return node("Transpose", List.of(value), attribute("perm", order));
  }

  /** A shape in which 0 keeps a size and -1 takes what is left. */
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
   * The model.
   *
   * @param metadata for people and programs
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
