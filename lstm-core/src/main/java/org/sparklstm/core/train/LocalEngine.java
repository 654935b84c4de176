package org.sparklstm.core.train;

import java.util.List;
import java.util.function.Supplier;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.SequenceShard;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;

/** Computes in this JVM, on shards in memory. */
public final class LocalEngine implements GradientEngine {
  private final List<Shard> shards;
  private final Crew crew;

  /**
   * Creates an engine with its own crew.
   *
   * @param shards in the order of their numbers, from 0
   * @param kernels creates the kernels of each thread
   * @param threads number of threads, at least 1
   */
  public LocalEngine(ModelSpec model, List<Shard> shards, Supplier<Kernels> kernels, int threads) {
    this(shards, new Crew(model, threads, kernels));
  }

  /**
   * Creates an engine.
   *
   * @param shards in the order of their numbers, from 0
   * @param crew computes
   */
  public LocalEngine(List<Shard> shards, Crew crew) {
    this.shards = List.copyOf(shards);
    this.crew = crew;
  }

  @Override
  public long[] examples(Split split) {
    return shards.stream().mapToLong(shard -> shard.count(split)).toArray();
  }

  @Override
  public long[] predicted() {
    return shards.stream()
        .mapToLong(shard -> ((SequenceShard) shard).predicted(Split.TRAIN))
        .toArray();
  }

  @Override
  public TokenSets tokens(List<StepPlan> plans) {
    return TokenSets.of(shards, plans);
  }

  /** The total working time of all threads so far, in nanoseconds. */
  public long busyNanos() {
    return crew.busyNanos();
  }

  /** The total time that all threads have spent on gathering examples so far, in nanoseconds. */
  public long gatherNanos() {
    return crew.gatherNanos();
  }

  @Override
  public int idleThreads() {
    return crew.size();
  }

  @Override
  public Gradients gradients(float[] parameters, StepPlan plan, int exponent) {
    List<Crew.Task> tasks =
        plan.blocks().stream()
            .map(block -> new Crew.Task(block, shards.get(block.shard())))
            .toList();
    return crew.gradients(parameters, plan, tasks, exponent);
  }

  @Override
  public Errors evaluate(float[] parameters, Split split) {
    List<Crew.Range> ranges =
        shards.stream().map(shard -> new Crew.Range(shard, 0, shard.count(split))).toList();
    return crew.evaluate(parameters, split, ranges);
  }
}
