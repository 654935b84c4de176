package org.sparklstm.job.distributed;

/**
 * What steps took; the sums over any number of them.
 *
 * @param steps number of steps
 * @param broadcast seconds the driver took to share the parameters
 * @param slowest seconds of each step's slowest task, computing
 * @param compute seconds of all tasks, computing, divided by their number
 * @param busy slot-seconds: those of all tasks, times their threads
 * @param gather seconds, of those, to gather windows from the data
 * @param rest seconds of the jobs beyond their slowest tasks: scheduling, results' way, merging
 * @param bytes that parameters and sums travelled as
 */
public record StepTimes(
    long steps,
    double broadcast,
    double slowest,
    double compute,
    double busy,
    double gather,
    double rest,
    long bytes) {
  public static final StepTimes NONE = new StepTimes(0, 0, 0, 0, 0, 0, 0, 0);

  /** One step that was nothing but computing. */
  static StepTimes ofComputing(long nanos, int threads, long gatherNanos) {
    double seconds = nanos / 1e9;
    return new StepTimes(1, 0, seconds, seconds, seconds * threads, gatherNanos / 1e9, 0, 0);
  }

  public StepTimes plus(StepTimes other) {
    return new StepTimes(
        steps + other.steps,
        broadcast + other.broadcast,
        slowest + other.slowest,
        compute + other.compute,
        busy + other.busy,
        gather + other.gather,
        rest + other.rest,
        bytes + other.bytes);
  }
}
