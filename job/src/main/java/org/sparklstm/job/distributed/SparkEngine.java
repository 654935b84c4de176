package org.sparklstm.job.distributed;

import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.core.exact.GradientSum;
import org.sparklstm.core.sequence.Split;
import org.sparklstm.core.train.Crew;
import org.sparklstm.core.train.Errors;
import org.sparklstm.core.train.Gradients;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.core.train.StepPlan;
import org.sparklstm.core.train.TokenSets;

/**
 * Computes on the cluster. The parameters are shared, each task adds up the gradients of its
 * blocks, and the driver adds the sums of the tasks, after treeAggregate if they are large. The
 * sums are exact, so neither the merge order nor a repeated task changes the result.
 */
public final class SparkEngine implements TimedEngine {
  /**
   * Number of tasks up to which the driver alone merges their errors. With a long horizon the
   * errors of a task take 200 KB, so 20 MB of the 1 GB that spark.driver.maxResultSize allows by
   * default.
   */
  static final int MERGED_BY_DRIVER = 100;

  private final ModelSpec model;
  private final PlacedShards shards;
  private final JavaSparkContext spark;
  private final String run = UUID.randomUUID().toString();
  private final int threads;
  private final int driverThreads;
  private final int depth;
  private final boolean packed;
  private final Tally tally = new Tally();

  public SparkEngine(
      ModelSpec model, PlacedShards shards, Aggregation aggregation, JavaSparkContext spark) {
    this.model = model;
    this.shards = shards;
    this.spark = spark;
    int tasks = shards.tasks();
    int cores = ClusterSize.of(spark).cores();
    threads = Math.max(1, cores / tasks);
    driverThreads = spark.isLocal() ? cores : Runtime.getRuntime().availableProcessors();
    // in local mode sums are handed over, not sent: merging in rounds would save nothing
    depth =
        spark.isLocal()
            ? aggregation.depth().orElse(1)
            : aggregation.depth(tasks, model.network().layout().size());
    packed = aggregation.packed();
  }

  @Override
  public long[] examples(Split split) {
    return shards.examples(split);
  }

  @Override
  public int idleThreads() {
    return driverThreads;
  }

  @Override
  public long[] predicted() {
    return shards.predicted();
  }

  /** Of steps that come: a job for many of them, which costs each little. */
  @Override
  public TokenSets tokens(List<StepPlan> plans) {
    return shards
        .here()
        .map(all -> TokenSets.of(all, plans))
        .orElseGet(
            () ->
                shards
                    .partitions()
                    .map(partition -> TokenSets.of(partition.shards(), plans))
                    .treeReduce(TokenSets::merge));
  }

  @Override
  public Gradients gradients(float[] parameters, StepPlan plan, int exponent) {
    long started = System.nanoTime();
    SharedParameters shared = SharedParameters.of(parameters, spark, run);
    long sharedAt = System.nanoTime();
    try {
      StepTask task =
          new StepTask(model, plan, exponent, shared, run, threads, spark.isLocal(), packed);
      StepSum zero = new StepSum(Gradients.of(new GradientSum(exponent, plan.blocks().size())));
      StepSum step =
          depth == 1
              ? task.reduce(shards.partitions(), zero)
              : shards
                  .partitions()
                  .treeAggregate(
                      zero, (start, partition) -> task.call(partition), StepSum::merge, depth);
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
              .partitions()
              .map(
                  partition ->
                      OutOfHeapException.unless(
                          spec,
                          crewSize,
                          () -> errors(partition, split, spec, name, crewSize, shared)));
      return errors.getNumPartitions() > MERGED_BY_DRIVER
          ? errors.treeReduce(Errors::merge)
          : errors.collect().stream().reduce(Errors::merge).orElseThrow();
    } finally {
      shared.destroy();
    }
  }

  private static Errors errors(
      TaskShards own,
      Split split,
      ModelSpec model,
      String run,
      int threads,
      SharedParameters parameters) {
    List<Crew.Range> ranges =
        own.shards().stream()
            .map(
                shard ->
                    new Crew.Range(
                        shard, own.evaluateFrom(shard, split), own.evaluateTo(shard, split)))
            .toList();
    Crew crew = Crews.borrow(run, model, threads);
    Errors errors = crew.evaluate(parameters.value(), split, ranges);
    Crews.giveBack(run, threads, crew);
    return errors;
  }

  /** Id of the training, by which executors keep its replicas between tasks. */
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
