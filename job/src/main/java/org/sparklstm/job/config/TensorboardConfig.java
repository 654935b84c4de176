package org.sparklstm.job.config;

/** {@code tensorboard}: what goes into event files, and how often. */
public record TensorboardConfig(
    @Setting(
            value = "steps between the losses, norms and rates of steps; 0 for no event files",
            or = "1",
            min = 0,
            mayChange = true)
        int everySteps,
    @Setting(
            value = "epochs between histograms of weights and gradients; 0 for none",
            or = "1",
            min = 0,
            mayChange = true)
        int histogramsEveryEpochs) {

  public TensorboardConfig {
    Ranges.check(TensorboardConfig.class, "tensorboard", everySteps, histogramsEveryEpochs);
  }

  /** Whether there are any event files. */
  public boolean isOn() {
    return everySteps > 0;
  }
}
