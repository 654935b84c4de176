package org.sparklstm.job.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.sparklstm.core.tensor.ParameterLayout;
import org.sparklstm.core.train.TrainingState;
import org.sparklstm.job.UserException;
import org.sparklstm.job.checkpoint.Checkpoints;
import org.sparklstm.job.checkpoint.Origin;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.MetricsLog;
import org.sparklstm.job.storage.RunLock;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.storage.StorageException;

/**
 * Writes checkpoints, metrics and the report in the background. Training never waits for storage:
 * if checkpoints are due faster than they can be written, only the newest is kept. A failed write
 * is a warning, and the next write is tried.
 */
final class BackgroundWriter implements AutoCloseable {
  /** Seconds that closing waits for pending writes. */
  private static final int LAST_SECONDS = 60;

  private final Storage directory;
  private final MetricsLog metrics;
  private final Checkpoints checkpoints;
  private final ParameterLayout layout;
  private final Origin origin;
  private final int keep;
  private final RunLock lock;
  private final Console console;
  private final AtomicReference<Snapshot> waiting = new AtomicReference<>();
  private final Set<String> filesWait = ConcurrentHashMap.newKeySet();
  private volatile Throwable failure;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread writer = new Thread(work, "checkpoints");
            writer.setDaemon(true);
            return writer;
          });

  /** A writer for the files of a run; starts its thread with the first write. */
  BackgroundWriter(
      Storage directory,
      MetricsLog metrics,
      Checkpoints checkpoints,
      ParameterLayout layout,
      Origin origin,
      int keep,
      RunLock lock,
      Console console) {
    this.directory = directory;
    this.metrics = metrics;
    this.checkpoints = checkpoints;
    this.layout = layout;
    this.origin = origin;
    this.keep = keep;
    this.lock = lock;
    this.console = console;
  }

  /** A copy of the state of training, and the length of the metrics at that time. */
  record Snapshot(TrainingState state, int metricsLength) {}

  /** Copies the content of a checkpoint. */
  Snapshot snapshot(TrainingState state) {
    return new Snapshot(state.copy(), metrics.length());
  }

  /** Queues a checkpoint; replaces one that is still waiting. */
  void write(Snapshot snapshot) {
    if (waiting.getAndSet(snapshot) == null) {
      submit(this::writeWaiting);
    }
  }

  private void writeWaiting() {
    Snapshot snapshot = waiting.getAndSet(null);
    if (snapshot == null) {
      // already written, before a file
      return;
    }
    lock.requireHeld();
    String lines = metrics.upTo(snapshot.metricsLength());
    try {
      checkpoints.write(snapshot.state(), layout, origin, lines, keep);
    } catch (StorageException e) {
      console.warn(
          "checkpoint %s could not be written, training continues: %s"
              .formatted(Checkpoints.name(snapshot.state().position()), e.getMessage()));
    }
  }

  /**
   * Queues a file; does nothing if it is already waiting.
   *
   * @param content called in the writer's thread when the file's turn comes
   */
  void write(String file, Supplier<byte[]> content) {
    if (filesWait.add(file)) {
      submit(
          () -> {
            filesWait.remove(file);
            // checkpoints first: the run resumes from them
            if (waiting.get() != null) {
              writeWaiting();
            }
            lock.requireHeld();
            try {
              byte[] bytes = content.get();
              directory.write(file, out -> out.write(bytes));
            } catch (UserException e) {
              // the lock is lost
              throw e;
            } catch (StorageException e) {
              console.warn(e.getMessage());
            } catch (RuntimeException e) {
              console.warn("%s could not be written: %s".formatted(file, e));
            }
          });
    }
  }

  private void submit(Runnable work) {
    throwFailure();
    thread.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            if (failure == null) {
              failure = e;
            }
          }
        });
  }

  private void throwFailure() {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof UserException userException) {
      throw userException;
    } else if (failure != null) {
      throw new IllegalStateException("writing the files of the run failed", failure);
    }
  }

  /** Waits until everything queued has been written. */
  void await() {
    try {
      thread.submit(() -> {}).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing the files of the run", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    throwFailure();
  }

  /** Waits for pending writes, up to {@link #LAST_SECONDS}, and ends the thread. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
        console.warn(
            "storage did not finish within %d seconds: the last checkpoint and the final report may be missing"
                .formatted(LAST_SECONDS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // nothing may be written after the run's lock is released
      thread.shutdownNow();
    }
  }

  /** Whether the thread has ended, so that nothing is being written. */
  boolean hasEnded() {
    return thread.isTerminated();
  }
}
