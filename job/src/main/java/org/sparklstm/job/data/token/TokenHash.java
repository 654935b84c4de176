package org.sparklstm.job.data.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.sparklstm.core.tensor.Fingerprint;

/** SHA-256 of sequences of tokens. */
final class TokenHash {
  private final MessageDigest digest = Fingerprint.digest();

  /** The hash of a sequence: equal for equal tokens only. */
  ByteBuffer of(String[] tokens) {
    for (String token : tokens) {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return ByteBuffer.wrap(digest.digest());
  }

  /** The first bits of the hash of a text. */
  long of(String text) {
    return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }
}
