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
 * Walks over rows of four columns: a sequence, its label, its weight, whether it is for validation.
 * Each sequence has a key made of it and its label: where it belongs is decided by that, never by
 * where its row happened to lie.
 */
final class SequenceCursor {
  private static final int LABEL = 1;
  private static final int WEIGHT = 2;
  private static final int VALIDATION = 3;
  private static final int FIRST_ROOM = 1 << 12;

  private final Iterator<SparkRow> rows;
  private final Optional<SplitConfig> split;
  private final SequenceReader reader;
  private final MessageDigest digest;
  private ByteBuffer content = ByteBuffer.allocate(FIRST_ROOM);

  /**
   * How rows are read.
   *
   * @param split shares of the spans, or null where a column says what is for validation
   */
  record Rules(SequenceFormat format, Gaps gaps, SplitConfig split) implements Serializable {}

  /** Is told of every row; may ask what it looks like, as long as it is told. */
  interface Visitor {
    /** A row whose sequence is no good. */
    void trouble(Trouble trouble, Supplier<String> row);

    /** A row whose label is missing or no number. */
    void badLabel(Supplier<String> row);

    /** A row whose weight is missing or negative. */
    void badWeight(Supplier<String> row);

    /** A row that counts for nothing, or belongs to no span. */
    void leftOut();

    /** A good row. */
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

  /** Tells a visitor of the next row; false at the end. */
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
      ByteBuffer key = key(label, marked);
      long high = key.getLong();
      long low = key.getLong();
      Split span = span(marked, low);
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

  /** Null where the shares leave it over. */
  private Split span(Split marked, long key) {
    if (split.isEmpty()) {
      return marked;
    }
    double uniform = (key >>> 11) * 0x1p-53;
    double validationFrom = split.get().train();
    double testFrom = validationFrom + split.get().validation();
    if (uniform < validationFrom) {
      return Split.TRAIN;
    } else if (uniform < testFrom) {
      return Split.VALIDATION;
    }
    return uniform < testFrom + split.get().test() ? Split.TEST : null;
  }

  private ByteBuffer key(double label, Split marked) {
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
