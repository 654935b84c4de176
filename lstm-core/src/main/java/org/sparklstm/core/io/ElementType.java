package org.sparklstm.core.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The element types of safetensors that can be read. All are converted to float32. */
enum ElementType {
  F64(8) {
    @Override
    float element(ByteBuffer bytes) {
      return (float) bytes.getDouble();
    }
  },
  F32(4) {
    @Override
    float element(ByteBuffer bytes) {
      return bytes.getFloat();
    }
  },
  F16(2) {
    @Override
    float element(ByteBuffer bytes) {
      return fromHalf(bytes.getShort());
    }
  },
  BF16(2) {
    @Override
    float element(ByteBuffer bytes) {
      return Float.intBitsToFloat(bytes.getShort() << 16);
    }
  },
  I32(4) {
    @Override
    float element(ByteBuffer bytes) {
      return bytes.getInt();
    }
  },
  I64(8) {
    @Override
    float element(ByteBuffer bytes) {
      return bytes.getLong();
    }
  };

  private static final int ELEMENTS_PER_CHUNK = 1 << 13;

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  abstract float element(ByteBuffer bytes);

  /** Reads {@code size} elements, in little-endian order, as float32. */
  float[] read(InputStream in, int size) throws IOException {
    float[] values = new float[size];
    byte[] chunk = new byte[ELEMENTS_PER_CHUNK * bytes];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < size; start += ELEMENTS_PER_CHUNK) {
      int count = Math.min(ELEMENTS_PER_CHUNK, size - start);
      if (in.readNBytes(chunk, 0, count * bytes) < count * bytes) {
        throw new EOFException("the file ends before its last tensor");
      }
      buffer.rewind();
      for (int i = start; i < start + count; i++) {
        values[i] = element(buffer);
      }
    }
    return values;
  }

  /** Converts IEEE 754 binary16 to float32, exactly. */
  private static float fromHalf(short half) {
    int exponent = (half >>> 10) & 0x1f;
    int mantissa = half & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> mantissa * 0x1p-24f;
          case 0x1f -> mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(((exponent + 112) << 23) | (mantissa << 13));
        };
    return half < 0 ? -magnitude : magnitude;
  }
}
