package org.sparklstm.job.distributed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sparklstm.job.spark.WrittenAsBytes;

/** Floats that are serialized as one byte array: serializers write a float array value by value. */
final class Floats extends WrittenAsBytes {
  private static final long serialVersionUID = 1L;

  private float[] values;
  private byte[] written;

  /** For serializers. */
  public Floats() {}

  /**
   * @param values kept, not copied
   */
  Floats(float[] values) {
    this.values = values;
  }

  float[] values() {
    return values;
  }

  /** Cached, because Spark serializes an object several times before it sends it. */
  private byte[] bytes() {
    if (written == null) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
      written = bytes.array();
    }
    return written;
  }

  private void take(byte[] bytes) {
    values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
  }

  @Override
  protected byte[] toBytes() {
    return bytes();
  }

  @Override
  protected void fromBytes(byte[] bytes) {
    take(bytes);
  }
}
