package org.sparklstm.job.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.JobConfig.Task;

/** The keys that say what a model is; scoring with other values would give nonsense. */
final class ModelKeys {
  private static final Set<String> DEFINING =
      Set.of(
          "task",
          "data.series-id",
          "data.time",
          "data.targets",
          "data.features",
          "data.label",
          "data.standardize",
          "window.lookback",
          "window.horizon",
          "window.baseline",
          "window.period",
          "model.cell",
          "model.hidden",
          "model.layers",
          "model.bidirectional",
          "model.pooling");

  private ModelKeys() {}

  /** Their values, as a configuration file has them. */
  static Map<String, String> values(JobConfig config) {
    Map<String, String> defining = new LinkedHashMap<>();
    ConfigFile.values(config)
        .forEach(
            (key, value) -> {
              boolean ofSeries = key.startsWith("window.");
              if (DEFINING.contains(key) && (!ofSeries || config.task() == Task.FORECAST)) {
                defining.put(key, value.toString());
              }
            });
    return defining;
  }
}
