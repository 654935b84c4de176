package org.sparklstm.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class SparkLimitsTest {
  @Test
  void whatSparkSaysIsAnsweredWithWhatToDo() {
    assertThat(
            advice("Total size … (87.1 MiB) is bigger than spark.driver.maxResultSize (50.0 MiB)"))
        .contains("--conf spark.driver.maxResultSize=4g", "train.aggregation-depth = 2");
    assertThat(advice("Task 1 in stage 8.0 failed 4 times … OutOfHeapException: out of memory: 10"))
        .contains("spark.executor.memory=4g", "--driver-memory");
    assertThat(advice("ExecutorLostFailure (executor 3 exited caused by one of the running tasks)"))
        .contains("spark.executor.memoryOverhead");
    assertThat(
            advice(
                "Buffer overflow. Available: 0, required: 9. To avoid this, increase spark.kryoserializer.buffer.max value."))
        .contains("--conf spark.kryoserializer.buffer.max=2000m");
    assertThat(advice("Cannot find directory")).isEmpty();
  }

  @Test
  void theCauseCountsToo() {
    SparkException failed = new SparkException("Job aborted", new Throwable("Java heap space"));
    assertThat(SparkLimits.advice(failed, "local-cluster[2,1,1024]"))
        .contains("executor's own log");
    assertThat(SparkLimits.advice(failed, "local[2]"))
        .contains("the driver, which computes", "raise it with --driver-memory");
  }

  private static String advice(String message) {
    return SparkLimits.advice(new SparkException(message), "yarn");
  }
}
