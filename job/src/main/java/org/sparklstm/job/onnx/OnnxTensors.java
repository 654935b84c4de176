package org.sparklstm.job.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sparklstm.job.UserException;

/** Reads the values of tensors. Checks everything, because files are untrusted. */
final class OnnxTensors {
  private OnnxTensors() {}

  /** The values of a tensor of 32-bit floats. */
  static float[] floats(TensorProto tensor) {
    require(tensor, TensorProto.DataType.FLOAT);
    int count = count(tensor);
    float[] values = new float[count];
    if (tensor.getRawData().isEmpty()) {
      requireCount(tensor, tensor.getFloatDataCount(), count);
      for (int i = 0; i < count; i++) {
        values[i] = tensor.getFloatData(i);
      }
    } else {
      bytes(tensor, count, Float.BYTES).asFloatBuffer().get(values);
    }
    return values;
  }

  /** The values of a tensor of 64-bit integers. */
  static long[] longs(TensorProto tensor) {
    require(tensor, TensorProto.DataType.INT64);
    int count = count(tensor);
    long[] values = new long[count];
    if (tensor.getRawData().isEmpty()) {
      requireCount(tensor, tensor.getInt64DataCount(), count);
      for (int i = 0; i < count; i++) {
        values[i] = tensor.getInt64Data(i);
      }
    } else {
      bytes(tensor, count, Long.BYTES).asLongBuffer().get(values);
    }
    return values;
  }

  /** Whether all values are 0. */
  static boolean isZero(TensorProto tensor) {
    for (float value : floats(tensor)) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private static void require(TensorProto tensor, TensorProto.DataType type) {
    if (tensor.getDataType() != type.getNumber()) {
      throw new UserException(
          "tensor '%s' holds values of type %s, expected %s"
              .formatted(
                  tensor.getName(), TensorProto.DataType.forNumber(tensor.getDataType()), type));
    }
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
      throw new UserException(
          "tensor '%s' is stored in another file; save the model with its weights in the same file"
              .formatted(tensor.getName()));
    }
  }

  /**
   * Number of values. Throws if fewer exist, so that callers allocate memory only for real values.
   */
  private static int count(TensorProto tensor) {
    long count = 1;
    for (long size : tensor.getDimsList()) {
      if (size < 0 || size > Integer.MAX_VALUE || count * size > Integer.MAX_VALUE) {
        throw new UserException(
            "tensor '%s' has the invalid shape %s, expected sizes of at least 0 and at most %,d values; export the file again"
                .formatted(tensor.getName(), tensor.getDimsList(), Integer.MAX_VALUE));
      }
      count *= size;
    }
    long there =
        Math.max(
            tensor.getRawData().size(),
            Math.max(tensor.getFloatDataCount(), tensor.getInt64DataCount()));
    if (count > there) {
      throw new UserException(
          "tensor '%s' has the shape %s, but holds fewer values; the file is damaged, export it again"
              .formatted(tensor.getName(), tensor.getDimsList()));
    }
    return (int) count;
  }

  private static ByteBuffer bytes(TensorProto tensor, int count, int size) {
    requireCount(tensor, tensor.getRawData().size(), (long) count * size);
    return tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void requireCount(TensorProto tensor, long found, long expected) {
    if (found != expected) {
      throw new UserException(
          "tensor '%s' of shape %s holds %,d values or bytes, expected %,d; the file is damaged, export it again"
              .formatted(tensor.getName(), tensor.getDimsList(), found, expected));
    }
  }
}
