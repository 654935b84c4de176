package org.sparklstm.job.distributed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.train.Crew;
import org.sparklstm.core.train.ModelSpec;

/**
 * The replicas of this JVM, kept alive between tasks. A task borrows a crew and gives it back; no
 * result of a task depends on the tasks before it.
 */
final class Crews {
  /** Trainings whose replicas are kept: more than one only if trainings run in parallel. */
  private static final int RUNS_KEPT = 8;

  private static final Map<Key, Deque<Crew>> IDLE =
      new LinkedHashMap<>(RUNS_KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Deque<Crew>> eldest) {
          return size() > RUNS_KEPT;
        }
      };

  /** Crews with equal keys are interchangeable. */
  private record Key(String run, int threads) {}

  private Crews() {}

  /**
   * @param run id of the training
   * @param threads threads per task of that training
   */
  static Crew borrow(String run, ModelSpec model, int threads) {
    Key key = new Key(run, threads);
    Crew idle;
    synchronized (IDLE) {
      idle = IDLE.computeIfAbsent(key, name -> new ArrayDeque<>()).poll();
    }
    return idle == null ? new Crew(model, threads, Kernels::fastest) : idle;
  }

  /** Releases the idle replicas of a training in this JVM. */
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
