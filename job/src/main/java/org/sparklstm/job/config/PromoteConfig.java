package org.sparklstm.job.config;

/** {@code promote}: what a model is judged by. */
public record PromoteConfig(
    @Setting(
            value =
                "what verdicts and promote go by: auto (one series: mse; several: mase, and at least half of them better than naive; classes: accuracy, or balanced-accuracy if classes have weights or a threshold; numbers: mse; tokens: log-loss), or one of the errors mse, mae, wape, mase and log-loss, or one of the scores accuracy, balanced-accuracy, f1 (weighted by class), macro-f1 and average-precision (the area under the precision-recall curve of the rarer of two classes, or the mean of all)",
            or = "auto",
            mayChange = true)
        Metric metric) {

  /** What models are compared by: errors, of which less is better, and scores. */
  public enum Metric {
    AUTO,
    @ForTasks({TaskKind.FORECAST, TaskKind.REGRESS})
    MSE,
    @ForTasks({TaskKind.FORECAST, TaskKind.REGRESS})
    MAE,
    @ForTasks(TaskKind.FORECAST)
    WAPE,
    @ForTasks(TaskKind.FORECAST)
    MASE,
    @ForTasks({TaskKind.CLASSIFY, TaskKind.NEXT, TaskKind.TAG})
    ACCURACY,
    @ForTasks({TaskKind.CLASSIFY, TaskKind.TAG})
    BALANCED_ACCURACY,
    @ForTasks({TaskKind.CLASSIFY, TaskKind.TAG})
    F1,
    @ForTasks({TaskKind.CLASSIFY, TaskKind.TAG})
    MACRO_F1,
    @ForTasks({TaskKind.CLASSIFY, TaskKind.NEXT, TaskKind.TAG})
    LOG_LOSS,
    @ForTasks({TaskKind.CLASSIFY, TaskKind.TAG})
    AVERAGE_PRECISION
  }
}
