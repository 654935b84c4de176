package org.sparklstm.job.checkpoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for storage, but not for ever: a call that gives no sign of life for a while counts as
 * failed. Its thread is left behind, since nothing can be relied on to wake it.
 */
final class Watchdog {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "storage");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration limit;
  private volatile long lastSign = System.nanoTime();

  private Watchdog(Duration limit) {
    this.limit = limit;
  }

  /** A call of storage. */
  @FunctionalInterface
  interface Call<T> {
    /**
     * Makes it.
     *
     * @param sign to be called as the work goes on
     */
    T run(Runnable sign) throws IOException;
  }

  /**
   * Makes a call.
   *
   * @param limit how long it may be silent; zero to wait as long as it takes
   * @throws IOException what the call throws, or that it does not answer
   */
  static <T> T call(Duration limit, Call<T> call) throws IOException {
    return limit.isZero() ? call.run(() -> {}) : new Watchdog(limit).watch(call);
  }

  private <T> T watch(Call<T> call) throws IOException {
    Future<T> answer = THREADS.submit(() -> call.run(this::sign));
    long left = limit.toNanos();
    while (true) {
      try {
        return answer.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        left = limit.toNanos() - (System.nanoTime() - lastSign);
        if (left <= 0) {
          answer.cancel(true);
          throw new IOException(
              "storage has not answered for %,d seconds (run.storage-timeout)"
                  .formatted(limit.toSeconds()),
              e);
        }
      } catch (InterruptedException e) {
        answer.cancel(true);
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      } catch (ExecutionException e) {
        throw rethrown(e.getCause());
      }
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    } else if (cause instanceof Error error) {
      throw error;
    }
    return (IOException) cause;
  }

  private void sign() {
    lastSign = System.nanoTime();
  }
}
