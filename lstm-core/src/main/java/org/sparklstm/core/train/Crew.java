package org.sparklstm.core.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;

/**
 * Replicas that share work, one thread per replica. The division of work depends on timing, but the
 * result does not, because sums are exact. Reuse an instance: the packed weights and scratch memory
 * of the replicas are the expensive part of a small step. It serves one caller at a time. Idle
 * threads end after some seconds.
 */
public final class Crew {
  private static final int IDLE_SECONDS = 10;

  /** A block and the shard that holds its examples. */
  public record Task(Block block, Shard shard) {}

  /** The examples {@code from … to - 1} of a span of a shard. */
  public record Range(Shard shard, long from, long to) {}

  private final ModelSpec model;
  private final List<Replica> replicas = new ArrayList<>();
  private final ThreadPoolExecutor threads;
  private final AtomicLong busyNanos = new AtomicLong();

  /** The work of one replica, which takes tasks until all are done. */
  private interface Work<R> {
    R with(Replica replica);
  }

  /**
   * Creates a crew.
   *
   * @param size number of replicas, at least 1
   * @param kernels creates the kernels of each replica
   */
  public Crew(ModelSpec model, int size, Supplier<Kernels> kernels) {
    this.model = model;
    for (int i = 0; i < size; i++) {
      replicas.add(new Replica(model, kernels.get()));
    }
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread thread = new Thread(work, "lstm-replica");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The number of replicas. */
  int size() {
    return replicas.size();
  }

  /** The total working time of all replicas so far, in nanoseconds. */
  public long busyNanos() {
    return busyNanos.get();
  }

  /** The total time that all replicas have spent on gathering examples so far, in nanoseconds. */
  public long gatherNanos() {
    return replicas.stream().mapToLong(Replica::gatherNanos).sum();
  }

  /**
   * Sums the gradients of blocks.
   *
   * @param parameters Not modified.
   * @param plan the step of the blocks
   * @param tasks the blocks to compute here
   * @param exponent of the sum's scale; see {@link GradientSum#exponentFor}
   */
  public Gradients gradients(float[] parameters, StepPlan plan, List<Task> tasks, int exponent) {
    AtomicInteger next = new AtomicInteger();
    return together(
            Math.min(replicas.size(), tasks.size()),
            replica -> {
              Gradients gradients = nothing(plan, exponent);
              replica.load(parameters, plan);
              for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                Task task = tasks.get(i);
                replica.addGradient(task.shard(), plan, task.block(), gradients);
              }
              return gradients;
            })
        .stream()
        .reduce(Gradients::merge)
        .orElseGet(() -> nothing(plan, exponent));
  }

  private static Gradients nothing(StepPlan plan, int exponent) {
    return Gradients.of(new GradientSum(exponent, plan.blocks().size()));
  }

  /**
   * Evaluates examples of a span.
   *
   * @param parameters Not modified.
   */
  public Errors evaluate(float[] parameters, Split split, List<Range> ranges) {
    List<Range> pieces = pieces(ranges);
    AtomicInteger next = new AtomicInteger();
    return together(
            Math.min(replicas.size(), pieces.size()),
            replica -> {
              Errors errors = model.objective().noErrors(split);
              replica.load(parameters);
              for (int i = next.getAndIncrement(); i < pieces.size(); i = next.getAndIncrement()) {
                Range piece = pieces.get(i);
                replica.evaluate(piece.shard(), split, piece.from(), piece.to(), errors);
              }
              return errors;
            })
        .stream()
        .reduce(Errors::merge)
        .orElseGet(() -> model.objective().noErrors(split));
  }

  /** Divides ranges into pieces of a few batches, to balance the load of the replicas. */
  private static List<Range> pieces(List<Range> ranges) {
    List<Range> pieces = new ArrayList<>();
    for (Range range : ranges) {
      long most = 4L * InferenceBatch.SIZE;
      for (long from = range.from(); from < range.to(); from += most) {
        pieces.add(new Range(range.shard(), from, Math.min(from + most, range.to())));
      }
    }
    return pieces;
  }

  private <R> List<R> together(int count, Work<R> work) {
    List<Future<R>> others = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      Replica replica = replicas.get(i);
      others.add(threads.submit(() -> timed(work, replica)));
    }
    List<R> results = new ArrayList<>();
    Throwable failure = null;
    try {
      if (count > 0) {
        results.add(timed(work, replicas.get(0)));
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    // after a failure too, all replicas must be idle before the crew is used again
    for (Future<R> other : others) {
      try {
        results.add(resultOf(other));
      } catch (RuntimeException | Error e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
    return results;
  }

  private <R> R timed(Work<R> work, Replica replica) {
    long started = System.nanoTime();
    R result = work.with(replica);
    busyNanos.addAndGet(System.nanoTime() - started);
    return result;
  }

  private static <R> R resultOf(Future<R> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
