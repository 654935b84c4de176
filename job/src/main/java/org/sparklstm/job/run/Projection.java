package org.sparklstm.job.run;

import org.sparklstm.job.distributed.Aggregation;

/**
 * What a distributed step would take on other numbers of executors: a model, made from what was
 * measured on one cluster. README has its formula.
 *
 * @param batch windows of a step
 * @param block windows computed together
 * @param windowSeconds that one core computes on a window
 * @param imbalance how many times longer than the mean task the slowest computes
 * @param updateSeconds from a step's sum to its new parameters
 * @param jobSeconds that a job with one task waits for Spark
 * @param taskSeconds that a job waits longer with each further task
 * @param mergeSeconds to read a task's sum and add it
 * @param parameters of the model
 * @param sumBytes a task's sum travels as
 * @param coresTogether whether all cores of an executor share a task, as with replicated data
 */
record Projection(
    int batch,
    int block,
    double windowSeconds,
    double imbalance,
    double updateSeconds,
    double jobSeconds,
    double taskSeconds,
    double mergeSeconds,
    int parameters,
    long sumBytes,
    boolean coresTogether) {
  private static final double EFFICIENT = 0.8;

  /**
   * A cluster to project to.
   *
   * @param cores of an executor
   * @param gigabits a second that each machine sends or receives
   */
  record Cluster(int executors, int cores, double gigabits) {
    int slots() {
      return executors * cores;
    }

    double secondsToMove(long bytes) {
      return bytes * Byte.SIZE / (gigabits * 1e9);
    }
  }

  /**
   * Seconds of one step, and what follows from them.
   *
   * @param batchForEfficiency windows of a step with which the slots would compute for 80 % of its
   *     time
   */
  record Step(
      Cluster cluster,
      double broadcast,
      double scheduling,
      double compute,
      double aggregation,
      double update,
      double windowsPerSecond,
      double efficiency,
      long batchForEfficiency) {
    double total() {
      return broadcast + scheduling + compute + aggregation + update;
    }

    /** The phase that takes longest. */
    String largest() {
      double most =
          Math.max(
              Math.max(broadcast, scheduling), Math.max(compute, Math.max(aggregation, update)));
      if (most == compute) {
        return "computing";
      } else if (most == scheduling) {
        return "starting tasks";
      } else if (most == aggregation) {
        return "adding sums";
      }
      return most == broadcast ? "sending parameters" : "the update";
    }
  }

  /** The step on another cluster. */
  Step on(Cluster cluster) {
    int tasks = coresTogether ? cluster.executors() : cluster.slots();
    // executors pass the parameters on to each other: those that have them double
    int rounds = Integer.SIZE - Integer.numberOfLeadingZeros(cluster.executors());
    double broadcast = rounds * cluster.secondsToMove((long) Float.BYTES * parameters);
    long blocks = (batch + block - 1L) / block;
    long turns = (blocks + cluster.slots() - 1) / cluster.slots();
    double compute = turns * Math.min(block, batch) * windowSeconds * imbalance;
    double each = mergeSeconds + cluster.secondsToMove(sumBytes);
    double scheduling = job(tasks);
    double aggregation = tasks * each;
    if (Aggregation.USUAL.depth(tasks, parameters) > 1) {
      int groups = (int) Math.ceil(Math.sqrt(tasks));
      scheduling += job(groups);
      aggregation = (groups + (double) tasks / groups) * each;
    }
    double overhead = broadcast + scheduling + aggregation + updateSeconds;
    double step = overhead + compute;
    double wanted =
        EFFICIENT / (1 - EFFICIENT) * overhead * cluster.slots() / (windowSeconds * block);
    return new Step(
        cluster,
        broadcast,
        scheduling,
        compute,
        aggregation,
        updateSeconds,
        batch / step,
        batch * windowSeconds / (cluster.slots() * step),
        (long) Math.ceil(wanted) * block);
  }

  private double job(int tasks) {
    return jobSeconds + (tasks - 1) * taskSeconds;
  }
}
