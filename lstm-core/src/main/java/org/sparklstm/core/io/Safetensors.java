package org.sparklstm.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file: named tensors and string metadata. The format consists of 8 bytes with the
 * header's length, a JSON header, and the bytes of the tensors without gaps, little-endian and in C
 * order.
 *
 * @param metadata the header's {@code __metadata__}, possibly empty
 * @param tensors the tensors by name, in the order of the file
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final int FLOATS_PER_CHUNK = 1 << 16;

  /** A float32 tensor. */
  public static final class Tensor {
    private final List<Long> shape;
    private final float[] values;

    /**
     * Creates a tensor.
     *
     * @param shape its dimensions; empty for a scalar
     * @param values in C order, as many as the shape requires. Kept, not copied.
     */
    public Tensor(List<Long> shape, float[] values) {
      long size = shape.stream().reduce(1L, Math::multiplyExact);
      if (size != values.length) {
        throw new IllegalArgumentException(
            "a tensor of shape %s must have %d values, found %d"
                .formatted(shape, size, values.length));
      }
      this.shape = List.copyOf(shape);
      this.values = values;
    }

    /** The dimensions; empty for a scalar. */
    public List<Long> shape() {
      return shape;
    }

    /** The values in C order: the live array. */
    public float[] values() {
      return values;
    }
  }

  public Safetensors {
    metadata = new LinkedHashMap<>(metadata);
    tensors = new LinkedHashMap<>(tensors);
  }

  /**
   * The values of a tensor.
   *
   * @param name of the tensor
   * @param shape the expected shape
   * @throws MalformedFileException if the tensor is missing or has another shape
   */
  public float[] values(String name, List<Long> shape) throws MalformedFileException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new MalformedFileException(
          "no tensor '%s'; the file has %s".formatted(name, tensors.keySet()));
    }
    if (!tensor.shape().equals(shape)) {
      throw new MalformedFileException(
          "tensor '%s' has shape %s, expected %s".formatted(name, tensor.shape(), shape));
    }
    return tensor.values();
  }

  /** The number of bytes that {@link #write} writes. */
  public long length() {
    long data = tensors.values().stream().mapToLong(tensor -> tensor.values().length).sum();
    return Long.BYTES + header().length + data * Float.BYTES;
  }

  /**
   * Writes the file.
   *
   * @param out stays open
   */
  public void write(OutputStream out) throws IOException {
    byte[] header = header();
    ByteBuffer buffer =
        ByteBuffer.allocate(FLOATS_PER_CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(buffer.putLong(0, header.length).array(), 0, Long.BYTES);
    out.write(header);
    for (Tensor tensor : tensors.values()) {
      float[] values = tensor.values();
      for (int start = 0; start < values.length; start += FLOATS_PER_CHUNK) {
        int count = Math.min(FLOATS_PER_CHUNK, values.length - start);
        buffer.asFloatBuffer().put(values, start, count);
        out.write(buffer.array(), 0, count * Float.BYTES);
      }
    }
  }

  private byte[] header() {
    byte[] json =
        SafetensorsHeader.ofFloats(metadata, tensors).toJson().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    byte[] header = Arrays.copyOf(json, padded);
    Arrays.fill(header, json.length, padded, (byte) ' ');
    return header;
  }

  /**
   * Reads a file. Memory for tensors is allocated only once the header is known to match the file's
   * length.
   *
   * @param in positioned at the file's first byte; stays open
   * @param length of the file in bytes
   * @throws MalformedFileException if the file violates the format; the message names the violation
   */
  public static Safetensors read(InputStream in, long length) throws IOException {
    SafetensorsHeader header = SafetensorsHeader.read(in, length);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Entry entry : header.inFileOrder()) {
      tensors.put(entry.name(), new Tensor(entry.shape(), entry.type().read(in, entry.size())));
    }
    return new Safetensors(header.metadata(), tensors);
  }
}
