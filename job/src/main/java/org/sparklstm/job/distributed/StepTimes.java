package org.sparklstm.job.distributed;

import java.io.Serializable;

/**
 * Times of the phases of a step, summed over any number of steps. In wall time, {@code total} is
 * the sum of broadcast, slowest, aggregation, waiting and update.
 *
 * @param steps number of steps
 * @param examples number of examples in those steps
 * @param total seconds from the start of each step to its end
 * @param broadcast seconds in which the driver shared the input of the tasks
 * @param slowest seconds that the slowest task of each step computed
 * @param compute seconds that a task computed, the mean over the tasks of a step
 * @param busy seconds that all threads of all tasks computed
 * @param gather the part of {@code compute} that went into gathering examples from the data
 * @param aggregation seconds of writing, reading and adding the sums of the tasks
 * @param waiting remaining seconds of the jobs: scheduling, and sending tasks and results
 * @param update seconds from the gradient sum of a step to its new parameters
 * @param bytes bytes of the sums as sent, and of the parameters, counted once even if several
 *     executors fetch them
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
   * The times of a gradient sum that was computed without a job.
   *
   * @param busyNanos working time of all threads together
   */
  static StepTimes ofComputing(long nanos, long busyNanos, long gatherNanos) {
    double seconds = nanos * NANO;
    return new StepTimes(
        0, 0, 0, 0, seconds, seconds, busyNanos * NANO, gatherNanos * NANO, 0, 0, 0, 0);
  }

  /**
   * The times of a gradient sum that was computed by a job.
   *
   * @param shareNanos time in which the driver shared the parameters
   * @param jobNanos duration of the job after that
   * @param threads threads per task
   * @param sent bytes of the parameters
   */
  static StepTimes ofJob(StepSum step, long shareNanos, long jobNanos, int threads, long sent) {
    // sums are also read and added while the slowest task still computes
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

  /** The times of a whole step, without those of its gradient sums. */
  static StepTimes ofStep(long examples, long nanos, long updateNanos) {
    return new StepTimes(1, examples, nanos * NANO, 0, 0, 0, 0, 0, 0, 0, updateNanos * NANO, 0);
  }

  /** The overhead of a trip that takes steps in an executor. */
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
