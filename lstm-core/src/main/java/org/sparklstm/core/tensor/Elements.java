package org.sparklstm.core.tensor;

import java.util.stream.IntStream;

/**
 * Work on the elements of large arrays that needs no other elements: threads share it, and no
 * result depends on how.
 */
public final class Elements {
  /** Elements that a thread works on at a time: their arrays lie in a cache. */
  private static final int CHUNK = 1 << 16;

  private Elements() {}

  /** Work on the elements {@code from … to - 1}. */
  @FunctionalInterface
  public interface Work {
    void on(int from, int to);
  }

  /** Works on the elements {@code 0 … count - 1}. */
  public static void each(int count, Work work) {
    int chunks = count / CHUNK;
    if (chunks < 2) {
      work.on(0, count);
      return;
    }
    IntStream.range(0, chunks)
        .parallel()
        .forEach(i -> work.on(i * CHUNK, i == chunks - 1 ? count : (i + 1) * CHUNK));
  }
}
