package org.sparklstm.job.run;

import org.sparklstm.job.distributed.Aggregation;

/**
 * Projects the time of a distributed step to other numbers of executors, from measurements on one
 * cluster. The README of this module has the formula.
 *
 * @param batch examples per step
 * @param block examples computed together
 * @param windowSeconds seconds per example on the slowest core
 * @param updateSeconds seconds from the gradient sum of a step to its new parameters
 * @param jobSeconds seconds that Spark adds to a job with one task
 * @param taskSeconds seconds that Spark adds for each further task
 * @param mergeSeconds seconds to read and add the sum of a task
 * @param parameters number of parameters of the model
 * @param sumBytes bytes of the sum of a task as sent
 * @param aggregation how the sums are added up
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
   * @param executors number of executors
   * @param cores cores per executor
   * @param gigabits network speed of a machine in Gbit/s
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
   * Seconds of the phases of one step, and the resulting throughput.
   *
   * @param batchForEfficiency examples per step for which the slots would compute for 80 % of the
   *     time of the step
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

    /** The longest phase. */
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
      return most == broadcast ? "sending parameters" : "updating";
    }
  }

  /** The step on another cluster. */
  Step on(Cluster cluster) {
    long tasks = coresTogether ? cluster.executors() : cluster.slots();
    // executors pass the parameters on: each round doubles the number that have them
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

  /** Number of blocks that the busiest slot computes in sequence. */
  long turns(long slots) {
    long blocks = (batch + block - 1L) / block;
    return (blocks + slots - 1) / slots;
  }

  private double job(long tasks) {
    return jobSeconds + (tasks - 1) * taskSeconds;
  }
}
