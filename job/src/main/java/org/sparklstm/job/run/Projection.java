package org.sparklstm.job.run;

import org.sparklstm.job.distributed.Aggregation;

/**
 * What a distributed step would take on other numbers of executors: a model, made from what was
 * measured on one cluster. README has its formula.
 *
 * @param batch windows of a step
 * @param block windows computed together
 * @param windowSeconds that the slowest core computes on a window
 * @param updateSeconds from a step's sum to its new parameters
 * @param jobSeconds that a job with one task waits for Spark
 * @param taskSeconds that a job waits longer with each further task
 * @param mergeSeconds to read a task's sum and add it
 * @param parameters of the model
 * @param sumBytes a task's sum travels as
 * @param aggregation how sums come together
 * @param coresTogether whether all cores of an executor share a task, as with replicated data
 */
record Projection(
    int batch,
    int block,
    double windowSeconds,
    double updateSeconds,
    double jobSeconds,
    double taskSeconds,
    double mergeSeconds,
    int parameters,
    long sumBytes,
    Aggregation aggregation,
    boolean coresTogether) {
  private static final double EFFICIENT = 0.8;

  /**
   * A cluster to project to.
   *
   * @param cores of an executor
   * @param gigabits a second that each machine sends or receives
   */
  record Cluster(int executors, int cores, double gigabits) {
    long slots() {
      return (long) executors * cores;
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
    long tasks = coresTogether ? cluster.executors() : cluster.slots();
    // executors pass the parameters on to each other: those that have them double
    int rounds = Integer.SIZE - Integer.numberOfLeadingZeros(cluster.executors());
    double broadcast = rounds * cluster.secondsToMove((long) Float.BYTES * parameters);
    long turns = turns(cluster.slots());
    double turn = Math.min(block, batch) * windowSeconds;
    double compute = turns * turn;
    double each = mergeSeconds + cluster.secondsToMove(sumBytes);
    double scheduling = job(tasks);
    double sums = tasks * each;
    long groups = aggregation.groups(tasks, parameters);
    if (groups < tasks) {
      scheduling += job(groups);
      sums = (groups + (double) tasks / groups) * each;
    }
    double overhead = broadcast + scheduling + sums + updateSeconds;
    double step = overhead + compute;
    double wantedTurns = Math.ceil(EFFICIENT / (1 - EFFICIENT) * overhead / turn);
    return new Step(
        cluster,
        broadcast,
        scheduling,
        compute,
        sums,
        updateSeconds,
        batch / step,
        batch * windowSeconds / (cluster.slots() * step),
        ((long) wantedTurns) * cluster.slots() * block);
  }

  /** How many blocks one after the other the busiest slot computes. */
  long turns(long slots) {
    long blocks = (batch + block - 1L) / block;
    return (blocks + slots - 1) / slots;
  }

  private double job(long tasks) {
    return jobSeconds + (tasks - 1) * taskSeconds;
  }
}
