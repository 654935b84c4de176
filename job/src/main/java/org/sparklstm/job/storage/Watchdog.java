package org.sparklstm.job.storage;

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
 * Calls storage with a timeout: a call without progress for that long fails. A hanging call cannot
 * be relied on to end when it is interrupted, so its thread is abandoned. Until the call returns,
 * it could still change its path, so later calls for that path wait for it.
 */
final class Watchdog {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "storage");
            thread.setDaemon(true);
            return thread;
          });

  private static final Map<Path, Future<?>> ABANDONED = new ConcurrentHashMap<>();

  private final Duration timeout;
  private volatile long lastProgress = System.nanoTime();
  private volatile boolean abandoned;

  private Watchdog(Duration timeout) {
    this.timeout = timeout;
  }

  /** A call to storage. */
  @FunctionalInterface
  interface Call<T> {
    /** Makes the call and reports progress during it. */
    T run(Progress progress) throws IOException;
  }

  /** Receives progress reports. */
  @FunctionalInterface
  interface Progress {
    /** Restarts the timeout. Throws if the caller has stopped waiting, so that the call ends. */
    void report() throws IOException;
  }

  /**
   * Makes a call.
   *
   * @param timeout longest time without progress; zero waits forever
   * @throws IOException if the call fails or times out
   */
  static <T> T call(Duration timeout, Path path, Call<T> call) throws IOException {
    if (timeout.isZero()) {
      return call.run(() -> {});
    }
    Future<?> earlier = ABANDONED.get(path);
    if (earlier != null) {
      await(earlier, timeout);
      ABANDONED.remove(path, earlier);
    }
    return new Watchdog(timeout).watch(path, call);
  }

  private static void await(Future<?> earlier, Duration timeout) throws IOException {
    try {
      earlier.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw unanswered(timeout, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      // the caller of that call has already received a timeout
    }
  }

  private static IOException unanswered(Duration timeout, TimeoutException e) {
    return new IOException(
        "storage has not answered for %,d seconds (run.storage-timeout); check the storage, or raise the timeout"
            .formatted(timeout.toSeconds()),
        e);
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (IOException) new InterruptedIOException("interrupted").initCause(e);
  }

  private <T> T watch(Path path, Call<T> call) throws IOException {
    Future<T> answer = THREADS.submit(() -> call.run(this::progress));
    long left = timeout.toNanos();
    while (true) {
      try {
        return answer.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        left = timeout.toNanos() - (System.nanoTime() - lastProgress);
        if (left <= 0) {
          abandoned = true;
          ABANDONED.put(path, answer);
          throw unanswered(timeout, e);
        }
      } catch (InterruptedException e) {
        abandoned = true;
        ABANDONED.put(path, answer);
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

  private void progress() throws IOException {
    if (abandoned) {
      throw new IOException("its caller has stopped waiting for it");
    }
    lastProgress = System.nanoTime();
  }
}
