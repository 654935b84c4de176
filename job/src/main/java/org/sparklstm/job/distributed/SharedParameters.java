package org.sparklstm.job.distributed;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Parameters where tasks find them, for the time of one job. */
interface SharedParameters extends Serializable {

  /**
   * Parameters up to which they travel with the task, which Spark broadcasts anyway; two broadcasts
   * cost 5 ms more a step ({@code bench 2,1,1,48}), and above this their own is no slower.
   */
  int IN_THE_TASK = 1 << 19;

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
    if (spark.isLocal()) {
      return new InThisJvm(Handover.leave(owner, parameters));
    }
    return parameters.length <= IN_THE_TASK
        ? new InTheTask(new Floats(parameters))
        : new Broadcasted(spark.broadcast(new Floats(parameters)));
  }

  /** Parameters that travel with the task itself. */
  record InTheTask(Floats parameters) implements SharedParameters {
    @Override
    public float[] value() {
      return parameters.values();
    }

    @Override
    public void destroy() {}
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
  record Broadcasted(Broadcast<Floats> parameters) implements SharedParameters {
    @Override
    public float[] value() {
      return parameters.value().values();
    }

    @Override
    public void destroy() {
      parameters.destroy();
    }
  }
}
