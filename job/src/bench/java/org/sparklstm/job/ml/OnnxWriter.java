package org.sparklstm.job.ml;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.sparklstm.core.io.MalformedFileException;
import org.sparklstm.core.io.Safetensors;

/**
 * Writes an LSTM of one layer with a linear head on its last hidden state as an ONNX model, which
 * takes {@code x (T, 1, I)} and gives {@code y (1, 1)}. Numbers of fields are those of onnx.proto.
 */
final class OnnxWriter {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int ATTRIBUTE_INT = 2;

  /** ONNX has the gates as i, o, f, c; PyTorch as i, f, g, o, where g is c. */
  private static final int[] GATES = {0, 3, 1, 2};

  private OnnxWriter() {}

  /** A protobuf message that is being written. */
  private static final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message whole(int field, long value) {
      varint(((long) field << 3) | VARINT);
      varint(value);
      return this;
    }

    Message bytes(int field, byte[] value) {
      varint(((long) field << 3) | LENGTH_DELIMITED);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.toBytes());
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while (rest >>> 7 != 0) {
        out.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }

  /**
   * The model.
   *
   * @param weights {@code lstm.*} and {@code head.*}, under PyTorch's names
   * @param steps T
   * @param inputs I
   * @param hidden H
   */
  static byte[] lstm(Safetensors weights, int steps, int inputs, int hidden)
      throws MalformedFileException {
    long rows = 4L * hidden;
    float[] inputWeight = weights.values("lstm.weight_ih_l0", List.of(rows, (long) inputs));
    float[] hiddenWeight = weights.values("lstm.weight_hh_l0", List.of(rows, (long) hidden));
    float[] inputBias = weights.values("lstm.bias_ih_l0", List.of(rows));
    float[] hiddenBias = weights.values("lstm.bias_hh_l0", List.of(rows));
    float[] headWeight = weights.values("head.weight", List.of(1L, (long) hidden));
    float[] headBias = weights.values("head.bias", List.of(1L));
    float[] biases = joined(reordered(inputBias), reordered(hiddenBias));
    Message graph =
        new Message()
            .message(1, node("LSTM", List.of("x", "W", "R", "B"), List.of("", "last"), hidden))
            .message(1, node("Squeeze", List.of("last", "direction"), List.of("state")))
            .message(
                1,
                node("Gemm", List.of("state", "weight", "bias"), List.of("y"))
                    .message(5, attribute("transB", 1)))
            .text(2, "lstm")
            .message(5, tensor("W", FLOAT, bytes(reordered(inputWeight)), 1, rows, inputs))
            .message(5, tensor("R", FLOAT, bytes(reordered(hiddenWeight)), 1, rows, hidden))
            .message(5, tensor("B", FLOAT, bytes(biases), 1, 2 * rows))
            .message(5, tensor("direction", INT64, new byte[Long.BYTES], 1))
            .message(5, tensor("weight", FLOAT, bytes(headWeight), 1, hidden))
            .message(5, tensor("bias", FLOAT, bytes(headBias), 1))
            .message(11, value("x", steps, 1, inputs))
            .message(12, value("y", 1, 1));
    return new Message()
        .whole(1, IR_VERSION)
        .message(7, graph)
        .message(8, new Message().whole(2, OPSET))
        .toBytes();
  }

  private static Message node(
      String operator, List<String> inputs, List<String> outputs, int hidden) {
    return node(operator, inputs, outputs).message(5, attribute("hidden_size", hidden));
  }

  private static Message node(String operator, List<String> inputs, List<String> outputs) {
    Message node = new Message();
    inputs.forEach(name -> node.text(1, name));
    outputs.forEach(name -> node.text(2, name));
    return node.text(4, operator);
  }

  private static Message attribute(String name, long value) {
    return new Message().text(1, name).whole(3, value).whole(20, ATTRIBUTE_INT);
  }

  private static Message tensor(String name, int type, byte[] values, long... shape) {
    Message tensor = new Message();
    for (long size : shape) {
      tensor.whole(1, size);
    }
    return tensor.whole(2, type).text(8, name).bytes(9, values);
  }

  private static Message value(String name, long... shape) {
    Message sizes = new Message();
    for (long size : shape) {
      sizes.message(1, new Message().whole(1, size));
    }
    Message type = new Message().whole(1, FLOAT).message(2, sizes);
    return new Message().text(1, name).message(2, new Message().message(1, type));
  }

  /** Rows (4H, …) in the order of ONNX's gates. */
  private static float[] reordered(float[] values) {
    int block = values.length / GATES.length;
    float[] result = new float[values.length];
    for (int i = 0; i < GATES.length; i++) {
      System.arraycopy(values, GATES[i] * block, result, i * block, block);
    }
    return result;
  }

  private static float[] joined(float[] first, float[] second) {
    float[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }

  private static byte[] bytes(float[] values) {
    byte[] result = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return result;
  }
}
