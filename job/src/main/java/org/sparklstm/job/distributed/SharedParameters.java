package org.sparklstm.job.distributed;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Parameters where tasks find them, for the time of one job. */
interface SharedParameters extends Serializable {

  /** The parameters. Not to be modified: in one JVM they are the driver's own. */
  float[] value();

  /** Takes them away. */
  void destroy();

  /**
   * Shares parameters in the quickest way that reaches all tasks.
   *
   * @param parameters not modified before {@link #destroy}
   */
  static SharedParameters of(float[] parameters, JavaSparkContext spark, String owner) {
    return spark.isLocal()
        ? new InThisJvm(Handover.leave(owner, parameters))
        : new Broadcasted(spark.broadcast(parameters));
  }

  /** Driver and tasks share a JVM. */
  record InThisJvm(Handover.Ticket ticket) implements SharedParameters {
    @Override
    public float[] value() {
      return (float[]) Handover.at(ticket);
    }

    @Override
    public void destroy() {
      Handover.take(ticket);
    }
  }

  /** Executors fetch them from each other. */
  record Broadcasted(Broadcast<float[]> parameters) implements SharedParameters {
    @Override
    public float[] value() {
      return parameters.value();
    }

    @Override
    public void destroy() {
      parameters.destroy();
    }
  }
}
