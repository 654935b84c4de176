package org.sparklstm.job.distributed;

import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.job.Message;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.TrainConfig.Execution;

/** The choice of the loop that takes the steps of a training. */
public final class Loops {
  /** Number of copies of the state that must fit into the memory an executor has for data. */
  private static final int STATES_IN_MEMORY = 4;

  private Loops() {}

  /**
   * The loop for a training.
   *
   * @param aggregation how the sums of distributed steps are added up
   * @param log receives the decision of {@code auto}
   * @throws UserException if {@code execution} is not possible with this data
   */
  public static TrainingLoop of(
      Execution execution,
      Aggregation aggregation,
      Training training,
      PlacedShards shards,
      JavaSparkContext spark,
      Consumer<Message> log) {
    SparkEngine cluster = new SparkEngine(training.model(), shards, aggregation, spark);
    TrainingLoop distributed = new DriverLoop(training, cluster);
    if (execution == Execution.DISTRIBUTED) {
      return distributed;
    }
    if (execution == Execution.AUTO) {
      String obstacle = obstacleToSingle(training, shards, spark);
      if (obstacle != null) {
        log.accept(Message.of("{train.execution = auto}: distributed, because %s", obstacle));
        return distributed;
      }
    }
    TrainingLoop single = single(training, cluster, shards, spark);
    return execution == Execution.SINGLE ? single : new AutoLoop(distributed, single, log);
  }

  /** The reason why one executor alone cannot take the steps, or null. */
  private static String obstacleToSingle(
      Training training, PlacedShards shards, JavaSparkContext spark) {
    if (!shards.isWhole()) {
      return "the data is partitioned";
    }
    ClusterSize size = ClusterSize.of(spark);
    long memory = size.dataBytes() / size.executors();
    // the executor holds several copies of a state that travels to it
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
    JavaRDD<TaskShards> whole =
        shards
            .whole()
            .orElseThrow(
                () ->
                    UserException.of(
                        "{train.execution = single} needs data that every executor holds: set {data.placement = replicated}, or use distributed or auto"));
    long steps = EpochSize.of(training.spec(), training.streams(), shards).steps();
    return new ExecutorLoop(training, steps, whole, size.coresEach(), cluster, spark);
  }
}
