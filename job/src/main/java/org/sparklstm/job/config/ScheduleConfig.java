package org.sparklstm.job.config;

import org.sparklstm.core.optim.Schedule;

/** {@code train.schedule}: how the learning rate changes from epoch to epoch. */
public record ScheduleConfig(
    @Setting(
            value =
                "constant; step (times factor every so many epochs); cosine (along half a cosine towards lowest); plateau (times factor when the loss stays)",
            or = "constant")
        Kind kind,
    @Setting(
            value =
                "step: epochs between two reductions; plateau: epochs without improvement that are borne",
            or = "3",
            min = 1)
        int epochs,
    @Setting(
            value = "step and plateau: what the rate is multiplied by",
            or = "0.5",
            above = 0,
            below = 1)
        double factor,
    @Setting(value = "cosine: epochs over which the rate rises at the start", or = "0", min = 0)
        int warmUp,
    @Setting(value = "cosine and plateau: where the rate ends at the lowest", or = "0", min = 0)
        double lowest) {

  public ScheduleConfig {
    Ranges.check(ScheduleConfig.class, "train.schedule", kind, epochs, factor, warmUp, lowest);
  }

  /** Kinds of schedules. */
  public enum Kind {
    CONSTANT,
    STEP,
    COSINE,
    PLATEAU
  }

  /**
   * As the core wants it.
   *
   * @param allEpochs of the training
   */
  Schedule schedule(int allEpochs) {
    return switch (kind) {
      case CONSTANT -> new Schedule.Constant();
      case STEP -> new Schedule.Step(epochs, factor);
      case COSINE -> new Schedule.Cosine(warmUp, allEpochs, lowest);
      case PLATEAU -> new Schedule.ReduceOnPlateau(factor, epochs, lowest);
    };
  }
}
