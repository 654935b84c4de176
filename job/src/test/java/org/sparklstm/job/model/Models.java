package org.sparklstm.job.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.sparklstm.core.layer.InitialValues;
import org.sparklstm.core.train.ModelSpec;
import org.sparklstm.job.config.ConfigFile;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.table.Statistics;
import org.sparklstm.job.storage.Storage;
import org.sparklstm.job.task.ForecastTask;

/** Small models, and places for them. */
final class Models {
  static final Statistics STATISTICS =
      new Statistics(List.of("y", "x"), List.of(1.0 / 3, -2.0), List.of(0.1, 7.0));

  private static final Configuration HADOOP = new Configuration();

  private Models() {}

  /** The configuration of a forecast of y by x. {@code settings} are keys and values in turn. */
  static JobConfig config(Object... settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("data.time", "t");
    values.put("data.targets", List.of("y"));
    values.put("data.features", List.of("x"));
    values.put("window.lookback", 5);
    values.put("window.horizon", 2);
    values.put("model.hidden", 3);
    for (int i = 0; i < settings.length; i += 2) {
      values.put((String) settings[i], settings[i + 1]);
    }
    return ConfigFile.of(values);
  }

  static ModelSpec spec(JobConfig config) {
    return new ForecastTask(config).spec();
  }

  static TrainedModel model(JobConfig config, long seed) {
    ModelSpec spec = spec(config);
    return new TrainedModel(
        spec,
        InitialValues.of(spec.network(), seed),
        STATISTICS,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  static Storage storage(Path directory) {
    return new Storage(new org.apache.hadoop.fs.Path(directory.toString()), HADOOP);
  }

  /** Saves a small model into a directory. */
  static void save(Path directory) {
    JobConfig config = config();
    SavedModel.save(model(config, 1), storage(directory), config, Map.of());
  }
}
