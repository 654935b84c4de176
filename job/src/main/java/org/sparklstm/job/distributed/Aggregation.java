package org.sparklstm.job.distributed;

import java.util.OptionalInt;

/**
 * How the sums of the tasks are added up.
 *
 * @param depth depth of treeAggregate, at least 1; empty to choose it by the size of the sums
 * @param packed whether sums are compressed, without loss, before they are sent
 */
public record Aggregation(OptionalInt depth, boolean packed) {
  /** The default. */
  public static final Aggregation USUAL = new Aggregation(OptionalInt.empty(), true);

  /**
   * Total size of the sums up to which the driver merges them all. The driver takes about one
   * nanosecond per byte; merging on executors first costs a stage, 30 to 40 ms ({@code bench}).
   */
  private static final long MERGED_BY_DRIVER_BYTES = 32L << 20;

  /**
   * Number of sums that the driver receives: one per task, or one per group of tasks if executors
   * add first, grouped as {@code RDD.treeAggregate} does with depth 2.
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

  /**
   * The depth of treeAggregate.
   *
   * @param parameters number of parameters in the sum of a task
   */
  int depth(int tasks, int parameters) {
    long bytes = (long) tasks * Long.BYTES * parameters;
    return depth.orElse(bytes <= MERGED_BY_DRIVER_BYTES ? 1 : 2);
  }
}
