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
import org.sparklstm.job.checkpoint.RunLock;
import org.sparklstm.job.checkpoint.Storage;
import org.sparklstm.job.checkpoint.StorageException;
import org.sparklstm.job.report.Console;
import org.sparklstm.job.report.MetricsLog;

/**
 * Writes checkpoints, metrics and the report while training goes on. Where storage is slower than
 * checkpoints are due, only the newest waits: training never does. What cannot be written is warned
 * of, and the next one is tried.
 */
final class BackgroundWriter implements AutoCloseable {
  /** How long a failed run waits for what is being written. */
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

  /** The training of a run, and where what it leaves behind lies. */
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

  /** A state of training, copied, and how long the metrics were then. */
  record Snapshot(TrainingState state, int metricsLength) {}

  /** Copies what a checkpoint holds. */
  Snapshot snapshot(TrainingState state) {
    return new Snapshot(state.copy(), metrics.length());
  }

  /** Has a checkpoint written, unless a newer one comes before its turn. */
  void write(Snapshot snapshot) {
    if (waiting.getAndSet(snapshot) == null) {
      submit(this::writeWaiting);
    }
  }

  private void writeWaiting() {
    Snapshot snapshot = waiting.getAndSet(null);
    if (snapshot == null) {
      // has been written before its turn
      return;
    }
    lock.requireHeld();
    String lines = metrics.upTo(snapshot.metricsLength());
    try {
      checkpoints.write(snapshot.state(), layout, origin, lines, keep);
    } catch (StorageException e) {
      console.warn(
          "checkpoint %s could not be written, training goes on: %s"
              .formatted(Checkpoints.name(snapshot.state().position()), e.getMessage()));
    }
  }

  /**
   * Has a file written as it will be when its turn comes.
   *
   * @param content asked for then, by another thread
   */
  void write(String file, Supplier<byte[]> content) {
    if (filesWait.add(file)) {
      submit(
          () -> {
            filesWait.remove(file);
            // first what a run can be gone on with from
            if (waiting.get() != null) {
              writeWaiting();
            }
            lock.requireHeld();
            try {
              byte[] bytes = content.get();
              directory.write(file, out -> out.write(bytes));
            } catch (StorageException e) {
              console.warn(e.getMessage());
            } catch (RuntimeException e) {
              console.warn("%s could not be written: %s".formatted(file, e));
            }
          });
    }
  }

  private void submit(Runnable work) {
    requireWell();
    thread.execute(
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            failure = e;
          }
        });
  }

  private void requireWell() {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof UserException told) {
      throw told;
    } else if (failure != null) {
      throw new IllegalStateException("writing checkpoints has failed", failure);
    }
  }

  /** Waits until all has been written. */
  void await() {
    try {
      thread.submit(() -> {}).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while checkpoints were written", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    requireWell();
  }

  /** Waits for what is being written, and ends. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
        console.warn(
            "storage is too slow: the last checkpoint may be missing, and the report not say how training ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // nothing may be written once the run is given free
      thread.shutdownNow();
    }
  }

  /** Whether nothing is being written any more. */
  boolean hasEnded() {
    return thread.isTerminated();
  }
}
