package org.sparklstm.job.config;

/** {@code checkpoint}: when to write checkpoints, and how many to keep. */
public record CheckpointConfig(
    @Setting(
            value = "steps between checkpoints; 0 to ignore steps",
            or = "0",
            min = 0,
            mayChange = true)
        int everySteps,
    @Setting(
            value = "epochs between checkpoints; 0 to ignore epochs",
            or = "1",
            min = 0,
            mayChange = true)
        int everyEpochs,
    @Setting(
            value = "seconds between checkpoints within long epochs; 0 to ignore time",
            or = "600",
            min = 0,
            mayChange = true)
        int everySeconds,
    @Setting(value = "number of newest checkpoints to keep", or = "3", min = 1, mayChange = true)
        int keep) {

  public CheckpointConfig {
    Ranges.check(CheckpointConfig.class, "checkpoint", everySteps, everyEpochs, everySeconds, keep);
  }

  /** Whether checkpoints are written. */
  public boolean isOn() {
    return everySteps > 0 || everyEpochs > 0 || everySeconds > 0;
  }
}
