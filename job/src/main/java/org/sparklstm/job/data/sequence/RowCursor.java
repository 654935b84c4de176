package org.sparklstm.job.data.sequence;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Optional;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.table.SpanRule;
import org.sparklstm.job.spark.SparkRow;

/**
 * Iterates over rows of one sequence each: sequence, label, weight, whether the row is marked for
 * validation, and the key that decides the span, or null if the sequence itself does.
 */
final class RowCursor implements SequenceCursor {
  private static final int LABEL = 1;
  private static final int WEIGHT = 2;
  private static final int VALIDATION = 3;
  private static final int KEY = 4;

  private final Iterator<SparkRow> rows;
  private final Optional<SpanRule> spans;
  private final SequenceReader reader;
  private final ContentHash hash = new ContentHash();

  RowCursor(Iterator<SparkRow> rows, Rules rules) {
    this.rows = rows;
    spans = rules.spans();
    reader = new SequenceReader(rules.format(), rules.gaps());
  }

  @Override
  public boolean advance(Visitor visitor) {
    if (!rows.hasNext()) {
      return false;
    }
    SparkRow row = rows.next();
    Trouble trouble = reader.read(row, 0);
    double label = row.isNullAt(LABEL) ? Double.NaN : row.getDouble(LABEL) + 0.0;
    double weight = row.isNullAt(WEIGHT) ? Double.NaN : row.getDouble(WEIGHT);
    boolean marked = !row.isNullAt(VALIDATION) && row.getBoolean(VALIDATION);
    if (trouble != null) {
      visitor.trouble(trouble, () -> show(label));
    } else if (!Double.isFinite(label)) {
      visitor.badLabel(() -> show(label));
    } else if (!(weight >= 0) || !Float.isFinite((float) weight)) {
      visitor.badWeight(() -> "%s in %s".formatted(weight, show(label)));
    } else {
      ByteBuffer bits = hash.of(reader, label, marked);
      long high = bits.getLong();
      long low = bits.getLong();
      long deciding = row.isNullAt(KEY) ? low : hash.of(row.getText(KEY));
      Split span =
          spans
              .map(rule -> Optional.ofNullable(rule.of(deciding)))
              .orElse(Optional.of(marked ? Split.VALIDATION : Split.TRAIN))
              .orElse(null);
      if (span == null || (float) weight == 0) {
        visitor.leftOut();
      } else {
        int length = reader.length();
        visitor.content(high, CounterRandom.key(low, Double.doubleToLongBits(weight)));
        visitor.sequence(
            new LabelledSequence(
                reader, 0, length, length, length, label, weight, span, high, low, high));
      }
    }
    return true;
  }

  private String show(double label) {
    return "the row with label %s and sequence %s"
        .formatted(Double.isNaN(label) ? "null" : label, reader.show());
  }
}
