package org.sparklstm.job.config;

import java.util.OptionalInt;
import org.sparklstm.core.optim.Schedule;

/** {@code train.schedule}: the learning rate of each epoch. */
public record ScheduleConfig(
    @Setting(
            value =
                "constant; step (multiply by factor every so many epochs); cosine (half a cosine down to lowest); plateau (multiply by factor when the loss stops falling)",
            or = "constant",
            param = "schedule")
        Kind kind,
    @Setting(
            value =
                "step: epochs between reductions; plateau: epochs without improvement before a reduction",
            or = "3",
            min = 1,
            param = "scheduleEpochs")
        int epochs,
    @Setting(
            value = "step: epochs before the first reduction; auto: as many as between reductions",
            or = "auto",
            min = 1,
            param = "scheduleAfter")
        OptionalInt after,
    @Setting(
            value = "step and plateau: factor of a reduction",
            or = "0.5",
            above = 0,
            below = 1,
            param = "scheduleFactor")
        double factor,
    @Setting(
            value = "cosine: epochs over which the rate rises at the start",
            or = "0",
            min = 0,
            param = "warmUpEpochs")
        int warmUp,
    @Setting(
            value = "cosine and plateau: lowest learning rate",
            or = "0",
            min = 0,
            param = "lowestLearningRate")
        double lowest) {

  public ScheduleConfig {
    Ranges.check(
        ScheduleConfig.class, "train.schedule", kind, epochs, after, factor, warmUp, lowest);
  }

  /** The same schedule, with a warm-up that ends before the last epoch. */
  ScheduleConfig within(int number) {
    return new ScheduleConfig(kind, epochs, after, factor, Math.min(warmUp, number - 1), lowest);
  }

  /** Kinds of schedules. */
  public enum Kind {
    CONSTANT,
    STEP,
    COSINE,
    PLATEAU
  }

  /**
   * This schedule for the core.
   *
   * @param allEpochs number of epochs of the training
   */
  Schedule schedule(int allEpochs) {
    return switch (kind) {
      case CONSTANT -> new Schedule.Constant();
      case STEP -> new Schedule.Step(after.orElse(epochs), epochs, factor);
      case COSINE -> new Schedule.Cosine(warmUp, allEpochs, lowest);
      case PLATEAU -> new Schedule.ReduceOnPlateau(factor, epochs, lowest);
    };
  }
}
