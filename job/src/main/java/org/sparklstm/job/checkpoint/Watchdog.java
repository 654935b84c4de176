package org.sparklstm.job.checkpoint;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.Path;

/**
 * Waits for storage, but not for ever: a call that gives no sign of life for a while counts as
 * failed. Nothing can be relied on to end it, so it is left behind; until it has come back nobody
 * else may touch its path, which it could still change.
 */
final class Watchdog {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "storage");
            thread.setDaemon(true);
            return thread;
          });

  private static final Map<Path, Future<?>> LEFT_BEHIND = new ConcurrentHashMap<>();

  private final Duration limit;
  private volatile long lastSign = System.nanoTime();
  private volatile boolean givenUp;

  private Watchdog(Duration limit) {
    this.limit = limit;
  }

  /** A call of storage. */
  @FunctionalInterface
  interface Call<T> {
    /** Makes it, and gives signs as the work goes on. */
    T run(Sign sign) throws IOException;
  }

  /** A sign of life. */
  @FunctionalInterface
  interface Sign {
    /** Throws where nobody waits any more: what is left to do is not to be done. */
    void give() throws IOException;
  }

  /**
   * Makes a call.
   *
   * @param limit how long it may be silent; zero to wait as long as it takes
   * @throws IOException what the call throws, or that it does not answer
   */
  static <T> T call(Duration limit, Path path, Call<T> call) throws IOException {
    if (limit.isZero()) {
      return call.run(() -> {});
    }
    Future<?> earlier = LEFT_BEHIND.get(path);
    if (earlier != null) {
      await(earlier, limit);
      LEFT_BEHIND.remove(path, earlier);
    }
    return new Watchdog(limit).watch(path, call);
  }

  private static void await(Future<?> earlier, Duration limit) throws IOException {
    try {
      earlier.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw silence(limit, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      // whoever made that call has been told that it failed
    }
  }

  private static IOException silence(Duration limit, TimeoutException e) {
    return new IOException(
        "storage has not answered for %,d seconds (run.storage-timeout)"
            .formatted(limit.toSeconds()),
        e);
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (IOException) new InterruptedIOException("interrupted").initCause(e);
  }

  private <T> T watch(Path path, Call<T> call) throws IOException {
    Future<T> answer = THREADS.submit(() -> call.run(this::sign));
    long left = limit.toNanos();
    while (true) {
      try {
        return answer.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        left = limit.toNanos() - (System.nanoTime() - lastSign);
        if (left <= 0) {
          givenUp = true;
          LEFT_BEHIND.put(path, answer);
          throw silence(limit, e);
        }
      } catch (InterruptedException e) {
        givenUp = true;
        LEFT_BEHIND.put(path, answer);
        throw interrupted(e);
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

  private void sign() throws IOException {
    if (givenUp) {
      throw new IOException("too late: it counts as failed");
    }
    lastSign = System.nanoTime();
  }
}
