package org.sparklstm.job.distributed;

import java.util.List;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.Gradients;
import org.sparklstm.core.train.LocalEngine;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StepPlan;
import org.sparklstm.core.train.TokenSets;

/** Computes in this JVM with several threads; starts no Spark job. */
public final class SingleEngine implements TimedEngine {
  private final LocalEngine local;
  private final int threads;
  private final Tally tally = new Tally();

  /**
   * @param shards all shards; the index of a shard is its number
   */
  public SingleEngine(ModelSpec model, List<Shard> shards, int threads) {
    this(new LocalEngine(model, shards, Kernels::fastest, threads), threads);
  }

  /**
   * @param threads number of threads of the local engine
   */
  SingleEngine(LocalEngine local, int threads) {
    this.local = local;
    this.threads = threads;
  }

  @Override
  public long[] examples(Split split) {
    return local.examples(split);
  }

  @Override
  public long[] predicted() {
    return local.predicted();
  }

  @Override
  public int idleThreads() {
    return threads;
  }

  @Override
  public TokenSets tokens(List<StepPlan> plans) {
    return local.tokens(plans);
  }

  @Override
  public Gradients gradients(float[] parameters, StepPlan plan, int exponent) {
    long started = System.nanoTime();
    long busy = local.busyNanos();
    long gathered = local.gatherNanos();
    Gradients sum = local.gradients(parameters, plan, exponent);
    tally.add(
        StepTimes.ofComputing(
            System.nanoTime() - started,
            local.busyNanos() - busy,
            (local.gatherNanos() - gathered) / threads));
    return sum;
  }

  @Override
  public Errors evaluate(float[] parameters, Split split) {
    return local.evaluate(parameters, split);
  }

  @Override
  public StepTimes takeTimes() {
    return tally.take();
  }

  @Override
  public String name() {
    return "single";
  }
}
