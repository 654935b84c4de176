package org.sparklstm.job.data.sequence;

import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.types.DataTypes;
import org.sparklstm.core.random.CounterRandom;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.job.data.sequence.SequenceReader.Trouble;
import org.sparklstm.job.data.table.SpanRule;
import org.sparklstm.job.spark.NestedNumbers;
import org.sparklstm.job.spark.NestedNumbers.Layout;
import org.sparklstm.job.spark.SparkRow;

/**
 * Iterates over the windows of rows of one series each: its steps, their labels, their weights or
 * null, the key that decides the span or null if each window does, and the name of the series.
 * Windows share the steps of the series. The train span has one every {@code stride} rows; the
 * others have all.
 */
final class WindowCursor implements SequenceCursor {
  private static final int LABELS = 1;
  private static final int WEIGHTS = 2;
  private static final int KEY = 3;
  private static final int NAME = 4;

  /**
   * A shard has parts of a series that are many times as long as a window, so that the steps which
   * two parts share cost little.
   */
  private static final int WINDOWS_PER_PART = 8;

  private final Iterator<SparkRow> rows;
  private final SpanRule spans;
  private final WindowCut cut;
  private final SequenceReader series;
  private final NestedNumbers labels = numbers();
  private final NestedNumbers weights = numbers();
  private final ContentHash hash = new ContentHash();

  /** The last step up to each that lacks a value, or -1. */
  private int[] gaps = {};

  WindowCursor(Iterator<SparkRow> rows, Rules rules) {
    this.rows = rows;
    spans = rules.spans().orElseThrow();
    cut = rules.cut();
    series = new SequenceReader(rules.format(), Gaps.KEPT);
  }

  private static NestedNumbers numbers() {
    return new NestedNumbers(Layout.NUMBERS, DataTypes.DoubleType);
  }

  @Override
  public boolean advance(Visitor visitor) {
    if (!rows.hasNext()) {
      return false;
    }
    SparkRow row = rows.next();
    Trouble trouble = series.read(row, 0);
    if (trouble != null) {
      visitor.trouble(trouble, () -> row.getText(NAME));
    } else if (series.length() < cut.lookback()) {
      visitor.tooShort(() -> row.getText(NAME));
    } else {
      labels.read(row, LABELS);
      boolean weighted = weights.read(row, WEIGHTS) == NestedNumbers.Outcome.READ;
      findGaps();
      cut(row, weighted, visitor);
    }
    return true;
  }

  private void findGaps() {
    if (gaps.length < series.length()) {
      gaps = new int[Math.max(series.length(), 2 * gaps.length)];
    }
    int last = -1;
    for (int t = 0; t < series.length(); t++) {
      for (int i = t * series.width(); i < (t + 1) * series.width(); i++) {
        last = Double.isFinite(series.values()[i]) ? last : t;
      }
      gaps[t] = last;
    }
  }

  private void cut(SparkRow row, boolean weighted, Visitor visitor) {
    ByteBuffer bits = hash.of(series, labels.values());
    long high = bits.getLong();
    long low = bits.getLong();
    visitor.content(high, weighted ? CounterRandom.key(low, hash.of(weights)) : low);
    Split common = row.isNullAt(KEY) ? null : spans.of(hash.of(row.getText(KEY)));
    int part = Math.max(SequenceDataset.PIECE_VALUES / series.width(), 1);
    part = (int) Math.max(part, Math.min((long) WINDOWS_PER_PART * cut.lookback(), 1 << 30));
    int held = 0;
    Map<Split, Integer> seen = new EnumMap<>(Split.class);
    for (int end = cut.lookback(); end <= series.length(); end++) {
      int last = end - 1;
      int from = end - cut.lookback();
      double label = labels.values()[last];
      double weight = weighted ? weights.values()[last] : 1;
      long windowHigh = CounterRandom.key(high, end);
      long windowLow = CounterRandom.key(low, end);
      Split span = row.isNullAt(KEY) ? spans.of(windowLow) : common;
      Supplier<String> name =
          () -> "the window of %s up to row %,d".formatted(row.getText(NAME), last + 1);
      if (span == Split.TRAIN && from % cut.stride() != 0) {
        continue;
      }
      if (gaps[last] >= from) {
        visitor.trouble(Trouble.MISSING_VALUE, name);
      } else if (!Double.isFinite(label)) {
        visitor.badLabel(name);
      } else if (!(weight >= 0) || !Float.isFinite((float) weight)) {
        visitor.badWeight(() -> "%s in %s".formatted(weight, name.get()));
      } else if (span == null || (float) weight == 0) {
        visitor.leftOut();
      } else {
        boolean begins = from / part != (held - cut.lookback()) / part;
        int added = begins ? cut.lookback() : Math.min(cut.lookback(), end - held);
        int addedToSpan = Math.min(cut.lookback(), end - seen.getOrDefault(span, 0));
        held = end;
        seen.put(span, end);
        visitor.sequence(
            new LabelledSequence(
                series,
                from,
                cut.lookback(),
                added,
                addedToSpan,
                label,
                weight,
                span,
                windowHigh,
                windowLow,
                CounterRandom.key(high, -1L - from / part)));
      }
    }
  }
}
