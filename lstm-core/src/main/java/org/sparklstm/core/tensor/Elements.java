package org.sparklstm.core.tensor;

import java.util.stream.IntStream;

/**
 * Work on the elements of large arrays that needs no other elements: threads share it, and no
 * result depends on how. It is done by the calling thread alone unless that has been lent others,
 * by {@link #with}.
 */
public final class Elements {
  /** The fewest elements for which another thread is asked. */
  private static final int FEWEST = 1 << 16;

  private static final ThreadLocal<Integer> THREADS = ThreadLocal.withInitial(() -> 1);

  private Elements() {}

  /** Work on the elements {@code from … to - 1}. */
  @FunctionalInterface
  public interface Work {
    void on(int from, int to);
  }

  /**
   * Lends the calling thread others that are idle meanwhile.
   *
   * @param threads their number, the calling thread included
   */
  public static void with(int threads, Runnable work) {
    int before = THREADS.get();
    THREADS.set(threads);
    try {
      work.run();
    } finally {
      THREADS.set(before);
    }
  }

  /** Works on the elements {@code 0 … count - 1}. */
  public static void each(int count, Work work) {
    int parts = Math.min(THREADS.get(), count / FEWEST);
    if (parts < 2) {
      work.on(0, count);
      return;
    }
    IntStream.range(0, parts)
        .parallel()
        .forEach(
            i -> work.on((int) ((long) count * i / parts), (int) ((long) count * (i + 1) / parts)));
  }
}
