package org.sparklstm.job.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** Advice for failures caused by limits of Spark or of its memory. */
final class SparkLimits {
  private static final Map<String, String> ADVICE = new LinkedHashMap<>();

  static {
    ADVICE.put(
        "spark.driver.maxResultSize",
        "the driver receives the gradient sums of all tasks, and the data if it is replicated. Raise the limit (--conf spark.driver.maxResultSize=4g, with more --driver-memory), use fewer data.partitions or data.placement = partitioned, or, with more than five tasks, let executors add first (train.aggregation-depth = 2)");
    ADVICE.put(
        "out of memory",
        "give executors more memory (--conf spark.executor.memory=4g; with a local master --driver-memory), or reduce model.hidden or model.layers");
    ADVICE.put(
        "spark.kryoserializer.buffer.max",
        "raise it (--conf spark.kryoserializer.buffer.max=2000m) or omit spark.serializer");
    ADVICE.put("spark.rpc.message.maxSize", "raise it (--conf spark.rpc.message.maxSize=1024)");
    String lost =
        "an executor was lost, usually because it ran out of memory. Spark's earlier log lines and the executor's own log show the cause. Try --conf spark.executor.memory=4g, or raise spark.executor.memoryOverhead if the cluster manager killed it";
    ADVICE.put("exited caused by", lost);
    ADVICE.put("Java heap space", lost);
    ADVICE.put("Shutting down", lost);
  }

  private SparkLimits() {}

  /**
   * Advice for a failure, or an empty string.
   *
   * @param master of Spark: a local one computes in the driver
   */
  static String advice(Throwable failure, String master) {
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause).append('\n');
    }
    if (master.matches("local(\\[.*)?") && messages.indexOf("Java heap space") >= 0) {
      return ": the driver, which computes with a local master, is out of memory (limit %,d MB); raise it with --driver-memory"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    return ADVICE.entrySet().stream()
        .filter(entry -> messages.indexOf(entry.getKey()) >= 0)
        .map(entry -> ": " + entry.getValue())
        .findFirst()
        .orElse("");
  }
}
