package org.sparklstm.job.distributed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.train.Crew;
import org.sparklstm.core.train.ModelSpec;

/**
 * The replicas of this JVM, kept alive between tasks. A task borrows a crew and gives it back; it
 * carries nothing over.
 */
final class Crews {
  /** Runs whose replicas are kept: more than one only where trainings run side by side. */
  private static final int RUNS_KEPT = 8;

  private static final Map<Key, Deque<Crew>> IDLE =
      new LinkedHashMap<>(RUNS_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Deque<Crew>> eldest) {
          return size() > RUNS_KEPT;
        }
      };

  /** Crews that can stand in for each other. */
  private record Key(String run, int threads) {}

  private Crews() {}

  /**
   * @param run names the training that the crew is for
   * @param threads of a task of that training
   */
  static Crew borrow(String run, ModelSpec model, int threads) {
    Key key = new Key(run, threads);
    Crew idle;
    synchronized (IDLE) {
      idle = IDLE.computeIfAbsent(key, name -> new ArrayDeque<>()).poll();
    }
    return idle == null ? new Crew(model, threads, Kernels::fastest) : idle;
  }

  /** Lets go of the replicas of a run that are idle in this JVM. */
  static void dismiss(String run) {
    synchronized (IDLE) {
      IDLE.keySet().removeIf(key -> key.run().equals(run));
    }
  }

  static void giveBack(String run, int threads, Crew crew) {
    Key key = new Key(run, threads);
    synchronized (IDLE) {
      IDLE.computeIfAbsent(key, name -> new ArrayDeque<>()).push(crew);
    }
  }
}
