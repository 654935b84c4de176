package org.sparklstm.job.distributed;

import java.io.Serializable;

/**
 * Where the time of steps went; the sums over any number of them. On the wall, {@code total} is
 * broadcast, slowest, aggregation, waiting and update.
 *
 * @param steps number of steps
 * @param examples that they computed
 * @param total seconds from the beginning of each step to its end
 * @param broadcast seconds the driver took to share what tasks need
 * @param slowest seconds of each step's slowest task, computing
 * @param compute seconds of all tasks, computing, divided by their number
 * @param busy seconds of all threads of all tasks, computing
 * @param gather seconds, of those of compute, to gather examples from the data
 * @param aggregation seconds to write, read and add the tasks' sums
 * @param waiting seconds of the jobs beyond all this: scheduling, and the way of tasks and results
 * @param update seconds from a step's sum to its new parameters
 * @param bytes that sums travelled as, and parameters, counted once however many fetched them
 */
public record StepTimes(
    long steps,
    long examples,
    double total,
    double broadcast,
    double slowest,
    double compute,
    double busy,
    double gather,
    double aggregation,
    double waiting,
    double update,
    long bytes)
    implements Serializable {
  public static final StepTimes NONE = new StepTimes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  private static final double NANO = 1e-9;

  /**
   * One sum that was nothing but computing.
   *
   * @param busyNanos of all threads together
   */
  static StepTimes ofComputing(long nanos, long busyNanos, long gatherNanos) {
    double seconds = nanos * NANO;
    return new StepTimes(
        0, 0, 0, 0, seconds, seconds, busyNanos * NANO, gatherNanos * NANO, 0, 0, 0, 0);
  }

  /**
   * One sum of tasks.
   *
   * @param jobNanos of the job, after {@code shareNanos} in the driver
   * @param threads of a task
   * @param sent bytes of the parameters
   */
  static StepTimes ofJob(StepSum step, long shareNanos, long jobNanos, int threads, long sent) {
    // some sums are read and added while the slowest task still computes
    long rest = Math.max(0, jobNanos - step.slowestNanos());
    long aggregation = Math.min(rest, step.mergeNanos() + step.writeNanos() / step.tasks());
    return new StepTimes(
        0,
        0,
        0,
        shareNanos * NANO,
        step.slowestNanos() * NANO,
        step.allNanos() * NANO / step.tasks(),
        step.busyNanos() * NANO,
        step.gatherNanos() * NANO / step.tasks() / threads,
        aggregation * NANO,
        (rest - aggregation) * NANO,
        0,
        sent + step.bytes());
  }

  /** One whole step around its sums. */
  static StepTimes ofStep(long examples, long nanos, long updateNanos) {
    return new StepTimes(1, examples, nanos * NANO, 0, 0, 0, 0, 0, 0, 0, updateNanos * NANO, 0);
  }

  /** The price of taking steps elsewhere: seconds, and bytes. */
  static StepTimes ofTrip(long broadcastNanos, long waitingNanos, long bytes) {
    return new StepTimes(
        0,
        0,
        (broadcastNanos + waitingNanos) * NANO,
        broadcastNanos * NANO,
        0,
        0,
        0,
        0,
        0,
        waitingNanos * NANO,
        0,
        bytes);
  }

  public StepTimes plus(StepTimes other) {
    return new StepTimes(
        steps + other.steps,
        examples + other.examples,
        total + other.total,
        broadcast + other.broadcast,
        slowest + other.slowest,
        compute + other.compute,
        busy + other.busy,
        gather + other.gather,
        aggregation + other.aggregation,
        waiting + other.waiting,
        update + other.update,
        bytes + other.bytes);
  }
}
