package org.sparklstm.job.config;

/** The whole configuration. */
public record JobConfig(
    @Setting(value = "which run this is") RunConfig run,
    @Setting(value = "what to learn: forecast", or = "forecast") Task task,
    @Setting(value = "the rows") DataConfig data,
    @Setting(value = "windows") WindowConfig window,
    @Setting(value = "the network") ModelConfig model,
    @Setting(value = "training") TrainConfig train,
    @Setting(value = "checkpoints") CheckpointConfig checkpoint,
    @Setting(value = "forecasts") ScoreConfig score) {

  public JobConfig {
    Ranges.check(JobConfig.class, "", run, task, data, window, model, train, checkpoint, score);
  }

  /** What to learn. */
  public enum Task {
    FORECAST
  }
}
