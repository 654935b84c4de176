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

  /** The depth for so many tasks with a sum of so many parameters each. */
  public int depth(int tasks, int parameters) {
    long bytes = (long) tasks * Long.BYTES * parameters;
    return depth.orElse(bytes <= MERGED_BY_DRIVER_BYTES ? 1 : 2);
  }
}
