package org.sparklstm.core.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, to compare two runs or files. */
public final class Fingerprint {
  private static final int FLOATS_PER_CHUNK = 4096;

  private Fingerprint() {}

  /** SHA-256, in hexadecimal, of the values written as little-endian float32. */
  public static String sha256(float[] values) {
    MessageDigest digest = digest();
    ByteBuffer bytes =
        ByteBuffer.allocate(FLOATS_PER_CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += FLOATS_PER_CHUNK) {
      int count = Math.min(FLOATS_PER_CHUNK, values.length - start);
      bytes.asFloatBuffer().put(values, start, count);
      digest.update(bytes.array(), 0, count * Float.BYTES);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** SHA-256, in hexadecimal, of a text in UTF-8. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A new SHA-256. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
