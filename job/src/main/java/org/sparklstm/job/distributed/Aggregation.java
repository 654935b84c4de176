package org.sparklstm.job.distributed;

import java.util.OptionalInt;

/**
 * How the tasks' sums come together.
 *
 * @param depth of treeAggregate, at least 1, or none to choose one
 * @param packed whether sums travel in as few bytes as hold them, without loss
 */
public record Aggregation(OptionalInt depth, boolean packed) {
  /** What suits most. */
  public static final Aggregation USUAL = new Aggregation(OptionalInt.empty(), true);

  /**
   * Bytes of results up to which the driver merges them all by itself: it takes about a nanosecond
   * a byte, and a round of merging on executors first costs a stage, 30 to 40 ms ({@code bench}).
   */
  private static final long MERGED_BY_DRIVER_BYTES = 32L << 20;

  /**
   * How many sums come to the driver: those of all tasks, or of fewer groups that executors have
   * added, as {@code RDD.treeAggregate} of depth 2 groups them.
   */
  public long groups(long tasks, int parameters) {
    int rounds = depth((int) Math.min(tasks, Integer.MAX_VALUE), parameters);
    long scale = Math.max((long) Math.ceil(Math.pow((double) tasks, 1.0 / rounds)), 2);
    long groups = tasks;
    while (rounds > 1 && groups > scale + Math.ceil((double) groups / scale)) {
      groups /= scale;
    }
    return groups;
  }

  /** The depth for so many tasks with a sum of so many parameters each. */
  int depth(int tasks, int parameters) {
    long bytes = (long) tasks * Long.BYTES * parameters;
    return depth.orElse(bytes <= MERGED_BY_DRIVER_BYTES ? 1 : 2);
  }
}
