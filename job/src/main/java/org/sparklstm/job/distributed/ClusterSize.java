package org.sparklstm.job.distributed;

import java.util.Arrays;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.job.spark.ScalaCollections;

/**
 * The executors that the application has at the moment.
 *
 * @param executors number of executors, at least 1; 1 with a local master
 * @param coresEach cores per executor, at least 1
 * @param dataBytes memory for data, in bytes, of all executors together
 */
public record ClusterSize(int executors, int coresEach, long dataBytes) {

  /**
   * Counts the cores of the executors; {@code spark.default.parallelism} may be set by the user to
   * another number.
   */
  public static ClusterSize of(JavaSparkContext spark) {
    int parallelism = Math.max(1, spark.defaultParallelism());
    int[] cores =
        ScalaCollections.toJava(spark.sc().statusStore().executorList(true)).stream()
            .filter(executor -> spark.isLocal() || !executor.id().equals("driver"))
            .mapToInt(executor -> executor.totalCores())
            .filter(count -> count > 0)
            .toArray();
    if (cores.length == 0) {
      return new ClusterSize(1, parallelism, dataBytes(spark));
    }
    int all = Arrays.stream(cores).sum();
    return new ClusterSize(cores.length, Math.max(1, all / cores.length), dataBytes(spark));
  }

  private static long dataBytes(JavaSparkContext spark) {
    String driver = SparkEnv.get().blockManager().blockManagerId().hostPort();
    return ScalaCollections.toJava(spark.sc().getExecutorMemoryStatus()).entrySet().stream()
        .filter(machine -> spark.isLocal() || !machine.getKey().equals(driver))
        .mapToLong(machine -> (Long) machine.getValue()._1())
        .sum();
  }

  /** Number of cores of all executors. */
  public int cores() {
    return executors * coresEach;
  }
}
