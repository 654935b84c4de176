package org.sparklstm.job.distributed;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.core.sequence.Shard;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.UserException;
import org.sparklstm.job.config.TrainConfig.Execution;

/** The engine that a configuration asks for. */
public final class Engines {
  private Engines() {}

  /**
   * The engine for a training.
   *
   * @param log is told what {@code auto} decides
   */
  public static TimedEngine of(
      Execution execution,
      ModelSpec model,
      PlacedShards shards,
      JavaSparkContext spark,
      Consumer<String> log) {
    TimedEngine distributed = new SparkEngine(model, shards, spark);
    Optional<List<Shard>> here = spark.isLocal() ? shards.here() : Optional.empty();
    if (execution == Execution.SINGLE && here.isEmpty()) {
      throw new UserException(
          "train.execution = single needs a local master and data that is replicated (data.placement): use distributed or auto here");
    }
    if (execution == Execution.DISTRIBUTED || here.isEmpty()) {
      return distributed;
    }
    TimedEngine single = new SingleEngine(model, here.get(), spark.defaultParallelism());
    return execution == Execution.SINGLE ? single : new AutoEngine(distributed, single, log);
  }
}
