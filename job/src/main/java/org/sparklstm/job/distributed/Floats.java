package org.sparklstm.job.distributed;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floats that serializers copy as bytes: they would write an array of floats one by one. */
final class Floats implements Externalizable, KryoSerializable {
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

  /** Kept: Spark writes what it sends several times. */
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
  public void writeExternal(ObjectOutput out) throws IOException {
    byte[] bytes = bytes();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    take(bytes);
  }

  @Override
  public void write(Kryo kryo, Output output) {
    byte[] bytes = bytes();
    output.writeInt(bytes.length);
    output.writeBytes(bytes);
  }

  @Override
  public void read(Kryo kryo, Input input) {
    take(input.readBytes(input.readInt()));
  }
}
