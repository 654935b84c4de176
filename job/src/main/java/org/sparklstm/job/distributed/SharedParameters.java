package org.sparklstm.job.distributed;

import java.io.Serializable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The parameters that the tasks of one job read. */
interface SharedParameters extends Serializable {

  /**
   * Largest number of parameters sent with the task, which Spark broadcasts anyway. A second
   * broadcast adds 5 ms per step ({@code bench 2,1,1,48}); above this size it is no slower.
   */
  int IN_THE_TASK = 1 << 19;

  /** The parameters. Must not be modified: in local mode this is the driver's own array. */
  float[] value();

  /** Releases the parameters after the job. */
  void destroy();

  /**
   * Shares parameters in the fastest way that reaches all tasks.
   *
   * @param parameters must not change before {@link #destroy}. Not modified.
   * @param owner id of the training
   */
  static SharedParameters of(float[] parameters, JavaSparkContext spark, String owner) {
    if (spark.isLocal()) {
      return new InThisJvm(Handover.leave(owner, parameters));
    }
    return parameters.length <= IN_THE_TASK
        ? new InTheTask(new Floats(parameters))
        : new Broadcasted(spark.broadcast(new Floats(parameters)));
  }

  /** Parameters are sent with the task. */
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
      return (float[]) Handover.peek(ticket);
    }

    @Override
    public void destroy() {
      Handover.take(ticket);
    }
  }

  /** Executors fetch the parameters from each other. */
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
