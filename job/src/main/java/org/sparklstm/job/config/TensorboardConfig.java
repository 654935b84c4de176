package org.sparklstm.job.config;

/** {@code tensorboard}: the content of event files, and how often it is written. */
public record TensorboardConfig(
    @Setting(
            value =
                "steps between entries of loss, gradient norm and learning rate; 0 for no event files",
            or = "1",
            min = 0,
            mayChange = true)
        int everySteps,
    @Setting(
            value = "epochs between histograms of weights and gradients; 0 for no histograms",
            or = "1",
            min = 0,
            mayChange = true)
        int histogramsEveryEpochs) {

  public TensorboardConfig {
    Ranges.check(TensorboardConfig.class, "tensorboard", everySteps, histogramsEveryEpochs);
  }

  /** Whether event files are written. */
  public boolean isOn() {
    return everySteps > 0;
  }
}
