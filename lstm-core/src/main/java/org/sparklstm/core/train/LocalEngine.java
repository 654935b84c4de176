package org.sparklstm.core.train;

import java.util.List;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.kernel.Kernels;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;

/** Computes in the calling thread, on shards in memory. */
public final class LocalEngine implements GradientEngine {
  private final ModelSpec model;
  private final List<Shard> shards;
  private final Replica replica;

  /**
   * @param shards by their numbers, from 0
   */
  public LocalEngine(ModelSpec model, List<Shard> shards, Kernels kernels) {
    this.model = model;
    this.shards = List.copyOf(shards);
    replica = new Replica(model, kernels);
  }

  @Override
  public long[] windows(Split split) {
    return shards.stream().mapToLong(shard -> shard.count(split)).toArray();
  }

  @Override
  public GradientSum gradients(float[] parameters, StepPlan plan, int exponent) {
    replica.load(parameters);
    GradientSum sum = new GradientSum(exponent, plan.blocks().size());
    for (Block block : plan.blocks()) {
      replica.addGradient(shards.get(block.shard()), plan, block, sum);
    }
    return sum;
  }

  @Override
  public ForecastErrors evaluate(float[] parameters, Split split) {
    replica.load(parameters);
    ForecastErrors errors =
        new ForecastErrors(model.reader().spec().horizon(), model.reader().targets());
    for (Shard shard : shards) {
      replica.evaluate(shard, split, 0, shard.count(split), errors);
    }
    return errors;
  }
}
