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
 * Replicas that share work, a thread each. Who computes what is left to chance: sums are exact, so
 * it does not show. Lives long, for the replicas' packed weights and scratch are the expensive part
 * of a small step; serves one caller at a time. Its threads end by themselves when idle.
 */
public final class Crew {
  private static final int IDLE_SECONDS = 10;

  /** A block and the shard that its examples lie in. */
  public record Task(Block block, Shard shard) {}

  /** Windows {@code from … to - 1} of a shard's span. */
  public record Range(Shard shard, long from, long to) {}

  private final ModelSpec model;
  private final List<Replica> replicas = new ArrayList<>();
  private final ThreadPoolExecutor threads;
  private final AtomicLong busyNanos = new AtomicLong();

  /** What one replica does until nothing is left. */
  private interface Work<R> {
    R with(Replica replica);
  }

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

  /** Nanoseconds that the replicas have worked so far, in all. */
  public long busyNanos() {
    return busyNanos.get();
  }

  /** Nanoseconds that the replicas have spent so far on gathering examples, in all. */
  public long gatherNanos() {
    return replicas.stream().mapToLong(Replica::gatherNanos).sum();
  }

  /**
   * Adds up the gradients of blocks.
   *
   * @param parameters Not modified.
   * @param exponent scale of the sum
   */
  public GradientSum gradients(float[] parameters, StepPlan plan, List<Task> tasks, int exponent) {
    AtomicInteger next = new AtomicInteger();
    return together(
            Math.min(replicas.size(), tasks.size()),
            replica -> {
              GradientSum sum = new GradientSum(exponent, plan.blocks().size());
              replica.load(parameters);
              for (int i = next.getAndIncrement(); i < tasks.size(); i = next.getAndIncrement()) {
                Task task = tasks.get(i);
                replica.addGradient(task.shard(), plan, task.block(), sum);
              }
              return sum;
            })
        .stream()
        .reduce(GradientSum::merge)
        .orElseGet(() -> new GradientSum(exponent, plan.blocks().size()));
  }

  /**
   * Evaluates examples.
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

  /** Pieces of a few batches, so that all replicas have something to do to the end. */
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
    // even where one has failed, none may still be at work when the crew is used again
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
