package org.sparklstm.job.distributed;

/**
 * What steps took; the sums over any number of them.
 *
 * @param steps number of steps
 * @param broadcast seconds the driver took to share the parameters
 * @param slowest seconds of each step's slowest task, computing
 * @param compute seconds of all tasks, computing, divided by their number
 * @param gather seconds, of those, to gather windows from the data
 * @param rest seconds of the jobs beyond their slowest tasks: scheduling, results' way, merging
 * @param bytes that parameters and sums travelled as
 */
public record StepTimes(
    long steps,
    double broadcast,
    double slowest,
    double compute,
    double gather,
    double rest,
    long bytes) {
  public static final StepTimes NONE = new StepTimes(0, 0, 0, 0, 0, 0, 0);

  /** One step that was nothing but computing. */
  static StepTimes ofComputing(long nanos, long gatherNanos) {
    double seconds = nanos / 1e9;
    return new StepTimes(1, 0, seconds, seconds, gatherNanos / 1e9, 0, 0);
  }

  public StepTimes plus(StepTimes other) {
    return new StepTimes(
        steps + other.steps,
        broadcast + other.broadcast,
        slowest + other.slowest,
        compute + other.compute,
        gather + other.gather,
        rest + other.rest,
        bytes + other.bytes);
  }

  /** Seconds of the steps without the driver's own work. */
  public double total() {
    return broadcast + slowest + rest;
  }
}
