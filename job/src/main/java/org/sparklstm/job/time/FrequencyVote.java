package org.sparklstm.job.time;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.sparklstm.job.time.Frequency.Unit;

/** Finds the frequency of a panel: the one that most distances between its rows have. */
public final class FrequencyVote {
  private final Map<Long, Long> distances = new HashMap<>();
  private final Map<Long, Long> days = new HashMap<>();
  private final Map<Long, Long> months = new HashMap<>();
  private long businessDays;
  private boolean monthEnds = true;

  private FrequencyVote() {}

  /** The frequency of series with these distances. */
  public static Frequency of(TimeAxis axis, Collection<Spacing> panel) {
    FrequencyVote vote = new FrequencyVote();
    panel.forEach(vote::add);
    return vote.winner(axis);
  }

  private void add(Spacing spacing) {
    monthEnds &= spacing.allMonthEnds();
    for (Spacing.Kind kind : spacing.kinds()) {
      distances.merge(kind.distance, kind.count, Long::sum);
      if (kind.days > 0) {
        days.merge(kind.days, kind.count, Long::sum);
      }
      if (kind.months > 0) {
        months.merge(kind.months, kind.count, Long::sum);
      }
      businessDays += kind.businessDays == 1 ? kind.count : 0;
    }
  }

  /**
   * The longest unit wins a tie: months are days, and days are elapsed time, but not conversely.
   */
  private Frequency winner(TimeAxis axis) {
    if (!axis.isCalendar()) {
      return new Frequency(Unit.NUMBERS, most(distances));
    } else if (axis.kind() == TimeAxis.Kind.DATE && distances.isEmpty()) {
      return new Frequency(Unit.DAYS, 1);
    }
    long byMonths = votes(months);
    long byDays = votes(days);
    long byDistance = votes(distances);
    if (byMonths > 0 && byMonths >= Math.max(businessDays, Math.max(byDays, byDistance))) {
      return new Frequency(Unit.MONTHS, most(months), monthEnds);
    } else if (businessDays > Math.max(byDays, byDistance)) {
      return new Frequency(Unit.BUSINESS_DAYS, 1);
    } else if (byDays > 0 && byDays >= byDistance) {
      return new Frequency(Unit.DAYS, most(days));
    }
    return new Frequency(Unit.MICROS, most(distances));
  }

  private static long votes(Map<Long, Long> counts) {
    return counts.isEmpty() ? 0 : counts.get(most(counts));
  }

  /** The most frequent, and of these the smallest; 1 if there is none. */
  private static long most(Map<Long, Long> counts) {
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Long, Long>comparingByValue()
                .thenComparing(Map.Entry.<Long, Long>comparingByKey().reversed()))
        .map(Map.Entry::getKey)
        .orElse(1L);
  }
}
