package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Objects;
import java.util.stream.Stream;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.sequence.SplitBounds;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.table.SpanRule;
import org.sparklstm.job.spark.SparkRow;

/**
 * Iterates over rows of one sequence each: the key that decides the span, or null if the sequence
 * itself does, and the sequence as a {@link StepsForm} has it.
 */
final class TokenCursor {
  private static final int KEY = 0;
  private static final int SEQUENCE = 1;

  private final Iterator<SparkRow> rows;
  private final Rules rules;
  private final SpanRule spans;
  private final TokenHash hash = new TokenHash();

  /**
   * How rows are read.
   *
   * @param split shares of the spans
   * @param isWhole whether all of a sequence goes to one span; else its first part is trained on
   */
  record Rules(StepsForm form, SplitConfig split, boolean isWhole) implements Serializable {}

  /** Receives every sequence. */
  interface Visitor {
    /**
     * An invalid sequence.
     *
     * @param row its tokens, as far as there are any
     */
    void defect(Defect defect, String row);

    /** A hash of what a valid row holds, for the fingerprint of the table. */
    void content(long high, long low);

    /**
     * The steps {@code from … to - 1} of a valid sequence, which are in a span.
     *
     * @param high first half of a hash of the whole sequence
     * @param low second half
     */
    void sequence(Steps steps, int from, int to, Split split, long high, long low);
  }

  TokenCursor(Iterator<SparkRow> rows, Rules rules) {
    this.rows = rows;
    this.rules = rules;
    spans = new SpanRule(rules.split());
  }

  /** Passes the next row to a visitor; returns false at the end. */
  boolean advance(Visitor visitor) {
    if (!rows.hasNext()) {
      return false;
    }
    SparkRow row = rows.next();
    StepsForm form = rules.form();
    Steps steps =
        form.read(
            row, SEQUENCE, defect -> visitor.defect(defect, form.tokens().shown(row, SEQUENCE)));
    if (steps == null) {
      return true;
    }
    ByteBuffer bits = hash.of(steps);
    long high = bits.getLong();
    long low = bits.getLong();
    visitor.content(high, low);
    if (steps.labels() != null && Stream.of(steps.labels()).allMatch(Objects::isNull)) {
      // nothing to learn from, nor to judge by
      return true;
    }
    if (rules.isWhole()) {
      Split span = spans.of(row.isNullAt(KEY) ? low : hash.of(row.getText(KEY)));
      if (span != null && steps.length() > 0) {
        visitor.sequence(steps, 0, steps.length(), span, high, low);
      }
      return true;
    }
    SplitBounds bounds = rules.split().bounds(steps.length());
    for (Split span : Split.values()) {
      int from = (int) bounds.start(span);
      int to = (int) bounds.end(span);
      if (to > from) {
        visitor.sequence(steps, from, to, span, high, low);
      }
    }
    return true;
  }
}
