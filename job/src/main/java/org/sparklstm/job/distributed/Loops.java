package org.sparklstm.job.distributed;

import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.TrainConfig;
import org.sparklstm.job.config.TrainConfig.Execution;

/** The loop that a configuration asks for. */
public final class Loops {
  /** How many times the state must fit into what an executor has for data. */
  private static final int STATES_IN_MEMORY = 4;

  private Loops() {}

  /**
   * The loop for a training.
   *
   * @param log is told what {@code auto} decides
   */
  public static TrainingLoop of(
      TrainConfig config,
      Training training,
      PlacedShards shards,
      JavaSparkContext spark,
      Consumer<String> log) {
    Execution execution = config.execution();
    SparkEngine cluster = new SparkEngine(training.model(), shards, aggregation(config), spark);
    TrainingLoop distributed = new DriverLoop(training, cluster);
    if (execution == Execution.DISTRIBUTED
        || (execution == Execution.AUTO && !singleIsWorthATry(training, shards, spark))) {
      return distributed;
    }
    TrainingLoop single = single(training, cluster, shards, spark);
    return execution == Execution.SINGLE ? single : new AutoLoop(distributed, single, log);
  }

  /** As the configuration says. */
  public static Aggregation aggregation(TrainConfig config) {
    return new Aggregation(config.aggregationDepth(), config.compressGradients());
  }

  /** A state that travels to an executor takes room there several times. */
  private static boolean singleIsWorthATry(
      Training training, PlacedShards shards, JavaSparkContext spark) {
    ClusterSize size = ClusterSize.of(spark);
    long memory = size.dataBytes() / size.executors();
    return shards.isWhole()
        && (spark.isLocal() || STATES_IN_MEMORY * training.state().bytes() <= memory);
  }

  private static TrainingLoop single(
      Training training, SparkEngine cluster, PlacedShards shards, JavaSparkContext spark) {
    ClusterSize size = ClusterSize.of(spark);
    if (spark.isLocal() && shards.here().isPresent()) {
      return new DriverLoop(
          training, new SingleEngine(training.model(), shards.here().get(), size.cores()));
    }
    JavaRDD<Part> whole =
        shards
            .whole()
            .orElseThrow(
                () ->
                    new UserException(
                        "train.execution = single needs data that every executor holds: set data.placement = replicated, or use distributed or auto"));
    return new ExecutorLoop(training, whole, size.coresEach(), cluster, spark);
  }
}
