package org.sparklstm.job.config;

/** {@code checkpoint}: when to save, and how many to keep. */
public record CheckpointConfig(
    @Setting(
            value = "steps between checkpoints; 0 for none by steps",
            or = "0",
            min = 0,
            mayChange = true)
        int everySteps,
    @Setting(
            value = "epochs between checkpoints; 0 for none by epochs",
            or = "1",
            min = 0,
            mayChange = true)
        int everyEpochs,
    @Setting(
            value = "seconds between checkpoints within long epochs; 0 for none by time",
            or = "600",
            min = 0,
            mayChange = true)
        int everySeconds,
    @Setting(value = "newest checkpoints that are kept", or = "3", min = 1, mayChange = true)
        int keep) {

  public CheckpointConfig {
    Ranges.check(CheckpointConfig.class, "checkpoint", everySteps, everyEpochs, everySeconds, keep);
  }

  /** Whether there are any. */
  public boolean isOn() {
    return everySteps > 0 || everyEpochs > 0 || everySeconds > 0;
  }
}
