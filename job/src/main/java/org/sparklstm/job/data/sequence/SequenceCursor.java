package org.sparklstm.job.data.sequence;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.spark.SparkRow;

/**
 * Iterates over rows of four columns: sequence, label, weight, and whether the row is marked for
 * validation. A hash of the sequence and its label decides its span and shard, so that neither
 * depends on the order or the partitions of the rows.
 */
final class SequenceCursor {
  private static final int LABEL = 1;
  private static final int WEIGHT = 2;
  private static final int VALIDATION = 3;
  private static final int INITIAL_BYTES = 1 << 12;

  private final Iterator<SparkRow> rows;
  private final Optional<SplitConfig> split;
  private final SequenceReader reader;
  private final MessageDigest digest;
  private ByteBuffer content = ByteBuffer.allocate(INITIAL_BYTES);

  /**
   * Settings for reading rows.
   *
   * @param split shares of the spans, or null if a column marks the rows for validation
   */
  record Rules(SequenceFormat format, Gaps gaps, SplitConfig split) implements Serializable {}

  /** Receives every row. A supplier describes the row; it is valid during the call only. */
  interface Visitor {
    /** A row with an invalid sequence. */
    void trouble(Trouble trouble, Supplier<String> row);

    /** A row whose label is missing or not finite. */
    void badLabel(Supplier<String> row);

    /** A row whose weight is missing, negative or not finite. */
    void badWeight(Supplier<String> row);

    /** A row with weight 0, or one in no span. */
    void leftOut();

    /**
     * A valid row.
     *
     * @param high upper half of the first 128 bits of the row's hash
     * @param low lower half of them
     */
    void sequence(
        SequenceReader sequence, double label, double weight, Split split, long high, long low);
  }

  SequenceCursor(Iterator<SparkRow> rows, Rules rules) {
    this.rows = rows;
    split = Optional.ofNullable(rules.split());
    reader = new SequenceReader(rules.format(), rules.gaps());
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Passes the next row to a visitor; returns false at the end. */
  boolean advance(Visitor visitor) {
    if (!rows.hasNext()) {
      return false;
    }
    SparkRow row = rows.next();
    Trouble trouble = reader.read(row, 0);
    double label = row.isNullAt(LABEL) ? Double.NaN : row.getDouble(LABEL) + 0.0;
    double weight = row.isNullAt(WEIGHT) ? Double.NaN : row.getDouble(WEIGHT);
    Split marked =
        !row.isNullAt(VALIDATION) && row.getBoolean(VALIDATION) ? Split.VALIDATION : Split.TRAIN;
    if (trouble != null) {
      visitor.trouble(trouble, () -> show(label));
    } else if (!Double.isFinite(label)) {
      visitor.badLabel(() -> show(label));
    } else if (!(weight >= 0) || !Float.isFinite((float) weight)) {
      visitor.badWeight(() -> "%s in %s".formatted(weight, show(label)));
    } else {
      ByteBuffer hash = hash(label, marked);
      long high = hash.getLong();
      long low = hash.getLong();
      Split span = split.isPresent() ? span(split.get(), low) : marked;
      if (span == null || (float) weight == 0) {
        visitor.leftOut();
      } else {
        visitor.sequence(reader, label, weight, span, high, low);
      }
    }
    return true;
  }

  private String show(double label) {
    return "the row with label %s and sequence %s"
        .formatted(Double.isNaN(label) ? "null" : label, reader.show());
  }

  /** The span by the shares of the spans; null if they sum up to less than 1 and it is in none. */
  private static Split span(SplitConfig shares, long hash) {
    double uniform = (hash >>> 11) * 0x1p-53;
    double validationFrom = shares.train();
    double testFrom = validationFrom + shares.validation();
    if (uniform < validationFrom) {
      return Split.TRAIN;
    } else if (uniform < testFrom) {
      return Split.VALIDATION;
    }
    return uniform < testFrom + shares.test() ? Split.TEST : null;
  }

  private ByteBuffer hash(double label, Split marked) {
    int count = reader.length() * reader.width();
    int bytes = Math.addExact(Math.multiplyExact(count + 2, Double.BYTES), 1);
    if (content.capacity() < bytes) {
      content = ByteBuffer.allocate(bytes);
    }
    content.clear();
    content.asDoubleBuffer().put(reader.values(), 0, count);
    content.position(count * Double.BYTES);
    content.putDouble(label).putDouble(reader.width());
    content.put((byte) (marked == Split.VALIDATION ? 1 : 0));
    digest.update(content.array(), 0, content.position());
    return ByteBuffer.wrap(digest.digest());
  }
}
