package org.sparklstm.job.distributed;

import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Block;
import org.sparklstm.core.train.ForecastErrors;
import org.sparklstm.core.train.GradientEngine;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.Replica;
import org.sparklstm.core.train.StepPlan;

/**
 * Computes on the cluster: parameters are broadcast, every task adds up the gradients of its
 * blocks, treeAggregate adds the tasks'. The sums are exact, so neither the merge order nor a
 * repeated task shows.
 */
public final class SparkEngine implements GradientEngine {
  /** Up to so many tasks the driver merges by itself; more go through one round of executors. */
  private static final int MERGED_BY_DRIVER = 8;

  private final ModelSpec model;
  private final PlacedShards shards;
  private final JavaSparkContext spark;
  private final String run = UUID.randomUUID().toString();
  private final int depth;

  public SparkEngine(ModelSpec model, PlacedShards shards, JavaSparkContext spark) {
    this.model = model;
    this.shards = shards;
    this.spark = spark;
    depth = shards.parts().getNumPartitions() <= MERGED_BY_DRIVER ? 1 : 2;
  }

  @Override
  public long[] windows(Split split) {
    return shards.windows(split);
  }

  @Override
  public GradientSum gradients(float[] parameters, StepPlan plan, int exponent) {
    ModelSpec spec = model;
    String name = run;
    return withParameters(
        parameters,
        shared -> {
          JavaRDD<GradientSum> sums =
              shards.parts().map(part -> sum(part, plan, exponent, spec, name, shared));
          return sums.treeAggregate(
              new GradientSum(exponent, plan.blocks().size()),
              GradientSum::merge,
              GradientSum::merge,
              depth);
        });
  }

  private static GradientSum sum(
      Part part,
      StepPlan plan,
      int exponent,
      ModelSpec model,
      String run,
      Broadcast<float[]> parameters) {
    GradientSum sum = new GradientSum(exponent, plan.blocks().size());
    Replica replica = Replicas.borrow(run, model);
    replica.load(parameters.value());
    for (Block block : plan.blocks()) {
      Shard shard = part.shardFor(block);
      if (shard != null) {
        replica.addGradient(shard, plan, block, sum);
      }
    }
    Replicas.giveBack(run, replica);
    return sum;
  }

  @Override
  public ForecastErrors evaluate(float[] parameters, Split split) {
    ModelSpec spec = model;
    String name = run;
    return withParameters(
        parameters,
        shared ->
            shards.parts().map(part -> errors(part, split, spec, name, shared)).collect().stream()
                .reduce(ForecastErrors::merge)
                .orElseThrow());
  }

  private static ForecastErrors errors(
      Part part, Split split, ModelSpec model, String run, Broadcast<float[]> parameters) {
    ForecastErrors errors =
        new ForecastErrors(model.reader().spec().horizon(), model.reader().targets());
    Replica replica = Replicas.borrow(run, model);
    replica.load(parameters.value());
    for (Shard shard : part.shards()) {
      replica.evaluate(
          shard, split, part.evaluateFrom(shard, split), part.evaluateTo(shard, split), errors);
    }
    Replicas.giveBack(run, replica);
    return errors;
  }

  /** In local mode a broadcast is the object itself: hence the copy. */
  private <R> R withParameters(float[] parameters, Function<Broadcast<float[]>, R> round) {
    Broadcast<float[]> shared = spark.broadcast(parameters.clone());
    try {
      return round.apply(shared);
    } finally {
      shared.destroy();
    }
  }
}
