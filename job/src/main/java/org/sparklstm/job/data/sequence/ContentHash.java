package org.sparklstm.job.data.sequence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.sparklstm.core.tensor.Fingerprint;
import org.sparklstm.job.spark.NestedNumbers;

/** SHA-256 of what sequences consist of. The buffer is reused for the next hash. */
final class ContentHash {
  private static final int INITIAL_BYTES = 1 << 12;

  private final MessageDigest digest = Fingerprint.digest();
  private ByteBuffer content = ByteBuffer.allocate(INITIAL_BYTES);

  /** The hash of a sequence with its label and whether it is marked for validation. */
  ByteBuffer of(SequenceReader sequence, double label, boolean marked) {
    int count = sequence.length() * sequence.width();
    begin(Math.addExact(Math.multiplyExact(count + 2, Double.BYTES), 1));
    put(sequence.values(), count);
    content.putDouble(label).putDouble(sequence.width());
    content.put((byte) (marked ? 1 : 0));
    return end();
  }

  /** The hash of a series with the label of each step. */
  ByteBuffer of(SequenceReader series, double[] labels) {
    int count = series.length() * series.width();
    begin(Math.multiplyExact(Math.addExact(count, series.length() + 1), Double.BYTES));
    put(series.values(), count);
    put(labels, series.length());
    content.putDouble(series.width());
    return end();
  }

  /** The first bits of the hash of numbers. */
  long of(NestedNumbers numbers) {
    begin(Math.multiplyExact(numbers.length(), Double.BYTES));
    put(numbers.values(), numbers.length());
    return end().getLong();
  }

  /** The first bits of the hash of a text. */
  long of(String text) {
    return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private void begin(int bytes) {
    if (content.capacity() < bytes) {
      content = ByteBuffer.allocate(bytes);
    }
    content.clear();
  }

  private void put(double[] numbers, int count) {
    content.asDoubleBuffer().put(numbers, 0, count);
    content.position(content.position() + count * Double.BYTES);
  }

  private ByteBuffer end() {
    digest.update(content.array(), 0, content.position());
    return ByteBuffer.wrap(digest.digest());
  }
}
