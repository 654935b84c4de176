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
 * A safetensors file: named tensors and string metadata. The format is 8 bytes of header length, a
 * JSON header, and the tensors' bytes without holes, all little-endian and in C order.
 *
 * @param metadata the header's {@code __metadata__}, possibly empty
 * @param tensors by name, in the order of the file
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final int FLOATS_PER_CHUNK = 1 << 16;

  /** A float32 tensor: its shape, and its values in C order. */
  public static final class Tensor {
    private final List<Long> shape;
    private final float[] values;

    /**
     * @param shape possibly empty, for a scalar
     * @param values as many as the shape says. Kept, not copied.
     */
    public Tensor(List<Long> shape, float[] values) {
      long size = shape.stream().reduce(1L, Math::multiplyExact);
      if (size != values.length) {
        throw new IllegalArgumentException(
            "a tensor of shape %s has %d values, found %d".formatted(shape, size, values.length));
      }
      this.shape = List.copyOf(shape);
      this.values = values;
    }

    public List<Long> shape() {
      return shape;
    }

    public float[] values() {
      return values;
    }
  }

  public Safetensors {
    metadata = new LinkedHashMap<>(metadata);
    tensors = new LinkedHashMap<>(tensors);
  }

  /** The tensor of that name and shape; anything else is an error that says what is there. */
  public float[] values(String name, List<Long> shape) throws MalformedFileException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new MalformedFileException(
          "no tensor '%s'; there are %s".formatted(name, tensors.keySet()));
    }
    if (!tensor.shape().equals(shape)) {
      throw new MalformedFileException(
          "tensor '%s' has shape %s, expected %s".formatted(name, tensor.shape(), shape));
    }
    return tensor.values();
  }

  /** Number of bytes {@link #write} writes. */
  public long length() {
    long data = tensors.values().stream().mapToLong(tensor -> tensor.values().length).sum();
    return Long.BYTES + header().length + data * Float.BYTES;
  }

  /** Writes the file. The stream stays open. */
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
   * Reads a file. Nothing is allocated before the header is known to agree with the file's length.
   *
   * @param in at the file's first byte. Stays open.
   * @param length of the file in bytes
   * @throws MalformedFileException when the file is not what the format asks for; the message says
   *     what was found
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
