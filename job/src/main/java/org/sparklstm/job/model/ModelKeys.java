package org.sparklstm.job.model;

import java.util.LinkedHashMap;
import java.util.List;
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

  /**
   * A configuration that describes a model; where its data lie is made up.
   *
   * @param values of the keys
   * @param columns of its statistics, targets first
   */
  static JobConfig configuration(Map<String, String> values, List<String> columns) {
    Map<String, Object> all = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (!key.startsWith("data.") || key.equals("data.standardize")) {
            all.put(key, value);
          }
        });
    if (values.getOrDefault("task", "forecast").equals("forecast")) {
      int targets = 1;
      while (targets < columns.size()
          && !columns.subList(0, targets).toString().equals(values.get("data.targets"))) {
        targets++;
      }
      all.put("data.time", "time");
      all.put("data.targets", columns.subList(0, targets));
      all.put("data.features", columns.subList(targets, columns.size()));
    } else {
      all.put("data.features", List.of("sequence"));
      all.put("data.label", "label");
    }
    return ConfigFile.of(all);
  }

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
