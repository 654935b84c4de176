package org.sparklstm.job.distributed;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparklstm.job.Message;
import org.sparklstm.job.spark.SparkBuild;

/** The JVMs of the executors. */
public final class ExecutorJvms {
  private static final String MODULE = "jdk.incubator.vector";

  private ExecutorJvms() {}

  /** Says how to start them with the Vector API if they lack it; Spark 3.5 does not do it. */
  public static Optional<Message> warning(JavaSparkContext spark) {
    return spark.isLocal()
        ? warning(ModuleLayer.boot().findModule(MODULE).isPresent())
        : warning(SparkBuild.startsWithVectors() || isGiven(spark.getConf()));
  }

  private static boolean isGiven(SparkConf conf) {
    return (conf.get("spark.executor.extraJavaOptions", "")
            + conf.get("spark.executor.defaultJavaOptions", ""))
        .contains(MODULE);
  }

  static Optional<Message> warning(boolean hasVectors) {
    return hasVectors
        ? Optional.empty()
        : Optional.of(
            Message.literal(
                "training runs several times slower without the Vector API: start Spark with --conf spark.driver.extraJavaOptions=--add-modules=%1$s --conf spark.executor.extraJavaOptions=--add-modules=%1$s"
                    .formatted(MODULE)));
  }
}
