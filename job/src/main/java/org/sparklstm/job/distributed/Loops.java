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
    if (execution == Execution.DISTRIBUTED) {
      return distributed;
    }
    if (execution == Execution.AUTO) {
      String obstacle = obstacleToSingle(training, shards, spark);
      if (obstacle != null) {
        log.accept("train.execution = auto: distributed, because " + obstacle);
        return distributed;
      }
    }
    TrainingLoop single = single(training, cluster, shards, spark);
    return execution == Execution.SINGLE ? single : new AutoLoop(distributed, single, log);
  }

  /** As the configuration says. */
  public static Aggregation aggregation(TrainConfig config) {
    return new Aggregation(config.aggregationDepth(), config.compressGradients());
  }

  /** Why one executor alone cannot take the steps, or null. */
  private static String obstacleToSingle(
      Training training, PlacedShards shards, JavaSparkContext spark) {
    if (!shards.isWhole()) {
      return "the data is partitioned";
    }
    ClusterSize size = ClusterSize.of(spark);
    long memory = size.dataBytes() / size.executors();
    // a state that travels to an executor takes room there several times
    return spark.isLocal() || STATES_IN_MEMORY * training.state().bytes() <= memory
        ? null
        : "the state of training (%,d MB) is too large to travel to an executor"
            .formatted(training.state().bytes() >> 20);
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
