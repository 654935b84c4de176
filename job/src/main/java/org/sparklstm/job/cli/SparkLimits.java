package org.sparklstm.job.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What to do where Spark or the memory it was given ends. */
final class SparkLimits {
  private static final Map<String, String> ADVICE = new LinkedHashMap<>();

  static {
    ADVICE.put(
        "spark.driver.maxResultSize",
        "the sums of a step's tasks come to the driver, and data that is to be replicated: give it more room (--conf spark.driver.maxResultSize=4g, and --driver-memory), use fewer data.partitions, or data.placement = partitioned; above five tasks executors can add first (train.aggregation-depth = 2)");
    ADVICE.put(
        "out of memory",
        "give executors more (--conf spark.executor.memory=4g; with a local master --driver-memory), or make model.hidden or model.layers smaller");
    ADVICE.put(
        "spark.kryoserializer.buffer.max",
        "raise it (--conf spark.kryoserializer.buffer.max=2000m) or leave out spark.serializer");
    ADVICE.put("spark.rpc.message.maxSize", "raise it (--conf spark.rpc.message.maxSize=1024)");
    String lost =
        "an executor ended with its work, mostly because its memory was too small: what Spark logged before and the executor's own log say more; try --conf spark.executor.memory=4g, or spark.executor.memoryOverhead where a cluster manager ended it";
    ADVICE.put("exited caused by", lost);
    ADVICE.put("Java heap space", lost);
    ADVICE.put("Shutting down", lost);
  }

  private SparkLimits() {}

  /** Advice for a failure, or empty text. */
  static String advice(Throwable failure) {
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause).append('\n');
    }
    return ADVICE.entrySet().stream()
        .filter(entry -> messages.indexOf(entry.getKey()) >= 0)
        .map(entry -> ": " + entry.getValue())
        .findFirst()
        .orElse("");
  }
}
