package org.sparklstm.job.distributed;

import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Crew;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StepPlan;

/**
 * Computes on the cluster: parameters are shared, every task adds up the gradients of its blocks,
 * the driver, or treeAggregate first, adds the tasks'. The sums are exact, so neither the merge
 * order nor a repeated task shows.
 */
public final class SparkEngine implements TimedEngine {
  /**
   * Errors that the driver merges by itself: those of a long horizon take 200 KB each, these then
   * 20 MB of the GB that spark.driver.maxResultSize allows by default.
   */
  static final int MERGED_BY_DRIVER = 100;

  private final ModelSpec model;
  private final PlacedShards shards;
  private final JavaSparkContext spark;
  private final String run = UUID.randomUUID().toString();
  private final int threads;
  private final int depth;
  private final boolean packed;
  private final Tally tally = new Tally();

  public SparkEngine(
      ModelSpec model, PlacedShards shards, Aggregation aggregation, JavaSparkContext spark) {
    this.model = model;
    this.shards = shards;
    this.spark = spark;
    int parts = shards.parts().getNumPartitions();
    threads = Math.max(1, ClusterSize.of(spark).cores() / parts);
    // where nothing travels there is nothing to save
    depth =
        spark.isLocal()
            ? aggregation.depth().orElse(1)
            : aggregation.depth(parts, model.network().layout().size());
    packed = aggregation.packed();
  }

  @Override
  public long[] examples(Split split) {
    return shards.examples(split);
  }

  @Override
  public GradientSum gradients(float[] parameters, StepPlan plan, int exponent) {
    long started = System.nanoTime();
    SharedParameters shared = SharedParameters.of(parameters, spark, run);
    long sharedAt = System.nanoTime();
    try {
      StepTask task =
          new StepTask(model, plan, exponent, shared, run, threads, spark.isLocal(), packed);
      StepSum nothing = new StepSum(new GradientSum(exponent, plan.blocks().size()));
      StepSum step =
          depth == 1
              ? task.reduce(shards.parts(), nothing)
              : shards
                  .parts()
                  .treeAggregate(nothing, (none, part) -> task.call(part), StepSum::merge, depth);
      long jobNanos = System.nanoTime() - sharedAt;
      long sent = spark.isLocal() ? 0 : (long) Float.BYTES * parameters.length;
      tally.add(StepTimes.ofJob(step, sharedAt - started, jobNanos, threads, sent));
      return step.sum();
    } finally {
      shared.destroy();
    }
  }

  @Override
  public Errors evaluate(float[] parameters, Split split) {
    ModelSpec spec = model;
    String name = run;
    int crewSize = threads;
    SharedParameters shared = SharedParameters.of(parameters, spark, run);
    try {
      JavaRDD<Errors> errors =
          shards
              .parts()
              .map(
                  part ->
                      OutOfHeapException.unless(
                          spec, crewSize, () -> errors(part, split, spec, name, crewSize, shared)));
      return errors.getNumPartitions() > MERGED_BY_DRIVER
          ? errors.treeReduce(Errors::merge)
          : errors.collect().stream().reduce(Errors::merge).orElseThrow();
    } finally {
      shared.destroy();
    }
  }

  private static Errors errors(
      TaskShards part,
      Split split,
      ModelSpec model,
      String run,
      int threads,
      SharedParameters parameters) {
    List<Crew.Range> ranges =
        part.shards().stream()
            .map(
                shard ->
                    new Crew.Range(
                        shard, part.evaluateFrom(shard, split), part.evaluateTo(shard, split)))
            .toList();
    Crew crew = Crews.borrow(run, model, threads);
    Errors errors = crew.evaluate(parameters.value(), split, ranges);
    Crews.giveBack(run, threads, crew);
    return errors;
  }

  /** Names the training, whose replicas stay alive. */
  String run() {
    return run;
  }

  @Override
  public String name() {
    return "distributed";
  }

  @Override
  public StepTimes takeTimes() {
    return tally.take();
  }

  @Override
  public void close() {
    Handover.clear(run);
    Crews.dismiss(run);
  }
}
