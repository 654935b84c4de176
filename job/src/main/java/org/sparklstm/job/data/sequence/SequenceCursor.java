package org.sparklstm.job.data.sequence;

import java.io.Serializable;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import org.sparklstm.job.config.SplitConfig;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.table.SpanRule;
import org.sparklstm.job.spark.SparkRow;

/**
 * Iterates over the sequences of rows. A hash decides the span and shard of each, so that neither
 * depends on the order or the partitions of the rows.
 */
interface SequenceCursor {
  /** Passes the sequences of the next row to a visitor; returns false at the end. */
  boolean advance(Visitor visitor);

  /** A cursor on rows of the columns that the rules say. */
  static SequenceCursor of(Iterator<SparkRow> rows, Rules rules) {
    return rules.cut() == null ? new RowCursor(rows, rules) : new WindowCursor(rows, rules);
  }

  /**
   * Settings for reading rows.
   *
   * @param split shares of the spans, or null if a column marks the rows for validation
   * @param cut how each row becomes windows, or null if each is one sequence
   */
  record Rules(SequenceFormat format, Gaps gaps, SplitConfig split, WindowCut cut)
      implements Serializable {
    Optional<SpanRule> spans() {
      return Optional.ofNullable(split).map(SpanRule::new);
    }
  }

  /** Receives every sequence. A supplier describes it; it is valid during the call only. */
  interface Visitor {
    /** An invalid sequence. */
    void trouble(Trouble trouble, Supplier<String> row);

    /** A sequence whose label is missing or not finite. */
    void badLabel(Supplier<String> row);

    /** A sequence whose weight is missing, negative or not finite. */
    void badWeight(Supplier<String> row);

    /** A sequence with weight 0, or one in no span. */
    void leftOut();

    /** A series that is shorter than a window. */
    void tooShort(Supplier<String> series);

    /** A hash of what a row of the table holds, for the fingerprint of the table. */
    void content(long high, long low);

    /** A valid sequence. */
    void sequence(LabelledSequence sequence);
  }
}
