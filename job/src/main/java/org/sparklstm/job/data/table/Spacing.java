package org.sparklstm.job.data.table;

import java.io.Serializable;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Learns the distance between the rows of a series and extrapolates it: by the distance of most
 * rows (Boyer and Moore's majority vote), or by calendar months if all rows are the same number of
 * whole months apart.
 */
public final class Spacing implements Serializable {
  private static final int SHORTEST_MONTH_DAYS = 28;

  private final TimeAxis axis;
  private long candidate;
  private long votes;
  private long smallest = Long.MAX_VALUE;
  private long largest;
  private long firstOdd;
  private boolean oddSeen;
  private long months;

  public Spacing(TimeAxis axis) {
    this.axis = axis;
  }

  /** Adds the positions of two consecutive rows; {@code next} is later than {@code previous}. */
  public void observe(long previous, long next) {
    long distance = next - previous;
    if (smallest != Long.MAX_VALUE && distance != candidate && !oddSeen) {
      oddSeen = true;
      firstOdd = previous;
    }
    long between = wholeMonths(previous, next);
    months = smallest == Long.MAX_VALUE || months == between ? between : 0;
    smallest = Math.min(smallest, distance);
    largest = Math.max(largest, distance);
    if (votes == 0) {
      candidate = distance;
    }
    votes += distance == candidate ? 1 : -1;
  }

  /** Number of months between two positions, or 0 if they are not whole months apart. */
  private long wholeMonths(long previous, long next) {
    LocalDateTime from = axis.calendar(previous);
    if (from == null) {
      return 0;
    }
    LocalDateTime to = axis.calendar(next);
    if (ChronoUnit.DAYS.between(from, to) < SHORTEST_MONTH_DAYS) {
      return 0;
    }
    long count = ChronoUnit.MONTHS.between(from.withDayOfMonth(1), to.withDayOfMonth(1));
    boolean bothLast = isLastOfMonth(from) && isLastOfMonth(to);
    return bothLast || from.plusMonths(count).equals(to) ? count : 0;
  }

  private static boolean isLastOfMonth(LocalDateTime time) {
    return time.toLocalDate().lengthOfMonth() == time.getDayOfMonth();
  }

  /** Whether all rows are the same distance or number of months apart. */
  public boolean isRegular() {
    return smallest >= largest || months > 0;
  }

  /** The position {@code steps} after {@code last}. */
  public long after(long last, int steps) {
    if (months > 0) {
      LocalDateTime from = axis.calendar(last);
      LocalDateTime to = from.plusMonths(months * steps);
      LocalDateTime end =
          isLastOfMonth(from) ? to.withDayOfMonth(to.toLocalDate().lengthOfMonth()) : to;
      return axis.position(end);
    }
    return last + steps * step();
  }

  private long step() {
    return smallest == Long.MAX_VALUE ? 1 : candidate;
  }

  /** The usual distance, the first exception and the range of distances, in words. */
  public String describe() {
    return "%s apart for most rows; first exception after %s; distances of %s to %s"
        .formatted(
            axis.showDistance(step()),
            axis.show(firstOdd),
            axis.showDistance(smallest),
            axis.showDistance(largest));
  }
}
