package org.sparklstm.job.config;

/** {@code checkpoint}: when to save, and how many to keep. */
public record CheckpointConfig(
    @Setting(value = "steps between checkpoints; 0 for none within an epoch", or = "0", min = 0)
        int everySteps,
    @Setting(value = "epochs between checkpoints; 0 for none", or = "1", min = 0) int everyEpochs,
    @Setting(value = "newest checkpoints that are kept", or = "3", min = 1) int keep) {

  public CheckpointConfig {
    Ranges.check(CheckpointConfig.class, "checkpoint", everySteps, everyEpochs, keep);
  }
}
