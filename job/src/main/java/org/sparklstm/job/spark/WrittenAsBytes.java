package org.sparklstm.job.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;

/**
 * An object that all of Spark's serializers write as one byte array. Subclasses need a public
 * constructor without arguments.
 */
public abstract class WrittenAsBytes implements Externalizable, KryoSerializable {
  private static final long serialVersionUID = 1L;

  /** The bytes to write. */
  protected abstract byte[] toBytes();

  /** Restores the object from the bytes of {@link #toBytes}. Modified. */
  protected abstract void fromBytes(byte[] bytes);

  @Override
  public final void writeExternal(ObjectOutput out) throws IOException {
    byte[] bytes = toBytes();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Override
  public final void readExternal(ObjectInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    fromBytes(bytes);
  }

  @Override
  public final void write(Kryo kryo, Output output) {
    byte[] bytes = toBytes();
    output.writeInt(bytes.length);
    output.writeBytes(bytes);
  }

  @Override
  public final void read(Kryo kryo, Input input) {
    fromBytes(input.readBytes(input.readInt()));
  }
}
