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
import org.sparklstm.job.data.token.TokenForm.Trouble;
import org.sparklstm.job.spark.SparkRow;

/**
 * Iterates over rows of one sequence each: the key that decides the span, or null if the sequence
 * itself does, the sequence, and its labels, if they are to be learnt.
 */
final class TokenCursor {
  private static final int KEY = 0;
  private static final int SEQUENCE = 1;
  private static final int LABELS = 2;

  private final Iterator<SparkRow> rows;
  private final Rules rules;
  private final SpanRule spans;
  private final TokenHash hash = new TokenHash();

  /**
   * How rows are read.
   *
   * @param split shares of the spans
   * @param isWhole whether all of a sequence goes to one span; else its first part is trained on
   * @param isLabelled whether there are labels
   */
  record Rules(TokenForm form, SplitConfig split, boolean isWhole, boolean isLabelled)
      implements Serializable {}

  /** Receives every sequence. */
  interface Visitor {
    /**
     * An invalid sequence.
     *
     * @param row its tokens, as far as there are any
     */
    void trouble(Trouble trouble, String row);

    /** A hash of what a valid row holds, for the fingerprint of the table. */
    void content(long high, long low);

    /**
     * The tokens {@code from … to - 1} of a valid sequence, which are in a span.
     *
     * @param labels one for each token of the sequence, null where it is not known; or null
     * @param high first half of a hash of the whole sequence
     * @param low second half
     */
    void sequence(
        String[] tokens, String[] labels, int from, int to, Split split, long high, long low);
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
    String[] tokens = rules.form().tokens(row, SEQUENCE);
    boolean hasLabels = rules.isLabelled() && !row.isNullAt(LABELS);
    String[] labels = hasLabels ? row.getTexts(LABELS) : null;
    Trouble trouble = TokenForm.trouble(tokens);
    if (trouble == null
        && rules.isLabelled()
        && (labels == null || labels.length != tokens.length)) {
      trouble = Trouble.LABELS;
    }
    if (trouble != null) {
      visitor.trouble(trouble, TokenForm.shown(tokens));
      return true;
    }
    ByteBuffer bits = hash.of(tokens, labels);
    long high = bits.getLong();
    long low = bits.getLong();
    visitor.content(high, low);
    if (labels != null && Stream.of(labels).allMatch(Objects::isNull)) {
      // nothing to learn from, nor to judge by
      return true;
    }
    if (rules.isWhole()) {
      Split span = spans.of(row.isNullAt(KEY) ? low : hash.of(row.getText(KEY)));
      if (span != null && tokens.length > 0) {
        visitor.sequence(tokens, labels, 0, tokens.length, span, high, low);
      }
      return true;
    }
    SplitBounds bounds = rules.split().bounds(tokens.length);
    for (Split span : Split.values()) {
      int from = (int) bounds.start(span);
      int to = (int) bounds.end(span);
      if (to > from) {
        visitor.sequence(tokens, labels, from, to, span, high, low);
      }
    }
    return true;
  }
}
