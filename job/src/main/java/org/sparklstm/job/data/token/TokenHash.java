package org.sparklstm.job.data.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.sparklstm.core.tensor.Fingerprint;

/** SHA-256 of sequences of tokens. */
final class TokenHash {
  /** Stands for the length of a text that is null. */
  private static final int NULL = -1;

  private final MessageDigest digest = Fingerprint.digest();

  /** The hash of a sequence: equal for equal tokens only. */
  ByteBuffer of(String[] tokens) {
    return of(Steps.of(tokens));
  }

  /** The hash of a sequence with all that stands beside its tokens. */
  ByteBuffer of(Steps steps) {
    add(steps.tokens());
    if (steps.labels() != null) {
      add(steps.labels());
    }
    for (double[] column : steps.numbers()) {
      ByteBuffer bits = ByteBuffer.allocate(column.length * Double.BYTES);
      for (double number : column) {
        bits.putDouble(number);
      }
      digest.update(bits.array());
    }
    for (String[] column : steps.classes()) {
      add(column);
    }
    return ByteBuffer.wrap(digest.digest());
  }

  private void add(String[] texts) {
    for (String text : texts) {
      byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
      int length = text == null ? NULL : bytes.length;
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
      digest.update(bytes);
    }
  }

  /** The first bits of the hash of a text. */
  long of(String text) {
    return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
