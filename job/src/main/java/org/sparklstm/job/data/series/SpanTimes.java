package org.sparklstm.job.data.series;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.sparklstm.core.sequence.Split;

/** The times between which a series is cut: the last before its test span, and the first of it. */
final class SpanTimes implements Serializable {
  private final Map<Integer, Long> lastBefore = new HashMap<>();
  private final Map<Integer, Long> first = new HashMap<>();

  /** Observes a row of a series that is used. */
  void row(SeriesCursor cursor, SeriesPlan plan) {
    long start = plan.bounds().start(Split.TEST);
    if (cursor.rowInSeries() == start - 1) {
      lastBefore.put(plan.ordinal(), cursor.position());
    } else if (cursor.rowInSeries() == start && start < plan.bounds().end(Split.TEST)) {
      first.put(plan.ordinal(), cursor.position());
    }
  }

  /** Adds the times of other series. */
  void add(SpanTimes other) {
    lastBefore.putAll(other.lastBefore);
    first.putAll(other.first);
  }

  /** Last times before test spans, by the series' number in canonical order. */
  Map<Integer, Long> lastBefore() {
    return lastBefore;
  }

  /** First times of test spans. */
  Map<Integer, Long> first() {
    return first;
  }
}
