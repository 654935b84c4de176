package org.sparklstm.job.distributed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.Replica;

/**
 * The replicas of this JVM, kept alive between tasks: packed weights and scratch are the expensive
 * part of a small step. A task borrows one and gives it back; it carries nothing over.
 */
final class Replicas {
  /** Runs whose replicas are kept: more than one only where trainings run side by side. */
  private static final int RUNS_KEPT = 8;

  private static final Map<String, Deque<Replica>> IDLE =
      new LinkedHashMap<>(RUNS_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Replica>> eldest) {
          return size() > RUNS_KEPT;
        }
      };

  private Replicas() {}

  /**
   * @param run names the training that the replica is for
   */
  static Replica borrow(String run, ModelSpec model) {
    Replica idle;
    synchronized (IDLE) {
      idle = IDLE.computeIfAbsent(run, name -> new ArrayDeque<>()).poll();
    }
    return idle == null ? new Replica(model, Kernels.fastest()) : idle;
  }

  static void giveBack(String run, Replica replica) {
    synchronized (IDLE) {
      IDLE.computeIfAbsent(run, name -> new ArrayDeque<>()).push(replica);
    }
  }
}
