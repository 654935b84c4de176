package org.sparklstm.job.config;

/** The whole configuration. */
public record JobConfig(
    @Setting(value = "which run this is") RunConfig run,
    @Setting(value = "what to learn: forecast, classify or regress", or = "forecast") Task task,
    @Setting(value = "the rows") DataConfig data,
    @Setting(value = "windows") WindowConfig window,
    @Setting(value = "the network") ModelConfig model,
    @Setting(value = "training") TrainConfig train,
    @Setting(value = "checkpoints") CheckpointConfig checkpoint,
    @Setting(value = "event files") TensorboardConfig tensorboard,
    @Setting(value = "forecasts") ScoreConfig score) {

  public JobConfig {
    Ranges.check(
        JobConfig.class, "", run, task, data, window, model, train, checkpoint, tensorboard, score);
    if (task == Task.FORECAST) {
      requireSeries(data, window);
    } else {
      requireSequences(task, data, window);
    }
    if (!train.loss().suits(task)) {
      throw new IllegalArgumentException(
          "train.loss is %s, which does not suit task %s"
              .formatted(Keys.kebab(train.loss().name()), Keys.kebab(task.name())));
    }
    if (task != Task.CLASSIFY
        && (train.labelSmoothing() > 0 || train.classWeights() != TrainConfig.ClassWeights.NONE)) {
      throw new IllegalArgumentException(
          "train.label-smoothing and train.class-weights are for task classify, found %s"
              .formatted(Keys.kebab(task.name())));
    }
  }

  private static void requireSeries(DataConfig data, WindowConfig window) {
    require(!data.time().isEmpty(), "data.time", "the column that orders the rows of a series");
    require(!data.targets().isEmpty(), "data.targets", "the columns to forecast");
    require(window.lookback() > 0, "window.lookback", "the rows that the network sees");
    require(window.horizon() > 0, "window.horizon", "the rows that it forecasts");
    refuse(!data.label().isEmpty(), "data.label", "is the answer of a whole sequence", "forecast");
    refuse(!data.weight().isEmpty(), "data.weight", "is the weight of a sequence", "forecast");
  }

  private static void requireSequences(Task task, DataConfig data, WindowConfig window) {
    String name = Keys.kebab(task.name());
    require(!data.label().isEmpty(), "data.label", "the column with what to " + name);
    require(!data.features().isEmpty(), "data.features", "what the network sees");
    refuse(!data.targets().isEmpty(), "data.targets", "is what to forecast", name);
    refuse(window.lookback() > 0, "window.lookback", "is for series", name);
    refuse(window.horizon() > 0, "window.horizon", "is for series", name);
    if (data.features().contains(data.label())) {
      throw new IllegalArgumentException(
          "data.features names '%s', which is data.label: the network would be shown the answer"
              .formatted(data.label()));
    }
    if (data.time().isEmpty() && data.features().size() > 1) {
      throw new IllegalArgumentException(
          "data.features has %d columns and data.time none: expected one column of sequences, or the column that orders the rows of one"
              .formatted(data.features().size()));
    }
    if (!data.time().isEmpty() && data.seriesId().isEmpty()) {
      throw new IllegalArgumentException(
          "data.series-id is empty: expected the columns that tell sequences apart");
    }
    if (data.split().isRows()) {
      throw new IllegalArgumentException(
          "data.split.train is %s: sequences are split by shares, at most 1"
              .formatted(data.split().train()));
    }
  }

  private static void require(boolean given, String key, String meaning) {
    if (!given) {
      throw new IllegalArgumentException("%s must be given: %s".formatted(key, meaning));
    }
  }

  private static void refuse(boolean given, String key, String meaning, String task) {
    if (given) {
      throw new IllegalArgumentException(
          "%s %s: it does not go with task %s".formatted(key, meaning, task));
    }
  }

  /** What to learn. */
  public enum Task {
    FORECAST,
    CLASSIFY,
    REGRESS
  }
}
