package org.sparklstm.job.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;
import org.sparklstm.job.spark.Sessions;
import org.sparklstm.job.spark.StageMetadata;
import org.sparklstm.job.storage.Storage;

/**
 * A {@link RollingOriginValidator} in a directory: its own params, the forecaster in {@code
 * estimator}, and in {@code maps} a forecaster for each map, which has the map's params alone.
 */
final class ValidatorFiles {
  private static final String ESTIMATOR = "estimator";
  private static final String MAPS = "maps";

  private ValidatorFiles() {}

  static MLWriter writer(RollingOriginValidator validator) {
    LstmForecaster estimator = validator.requireEstimator();
    ParamMap[] maps = validator.getEstimatorParamMaps();
    return new MLWriter() {
      @Override
      public void saveImpl(String path) {
        StageMetadata.save(validator, path, sparkSession());
        saveStage(estimator, below(path, ESTIMATOR), sparkSession());
        for (int map = 0; map < maps.length; map++) {
          LstmForecaster alone = new LstmForecaster(estimator.uid()).copy(maps[map]);
          // names that sort as the numbers do
          saveStage(alone, below(below(path, MAPS), "%05d".formatted(map)), sparkSession());
        }
      }
    };
  }

  static MLReader<RollingOriginValidator> reader() {
    return new MLReader<>() {
      @Override
      public RollingOriginValidator load(String path) {
        StageMetadata metadata =
            StageMetadata.load(path, sparkSession(), RollingOriginValidator.class.getName());
        RollingOriginValidator validator = new RollingOriginValidator(metadata.uid());
        metadata.setParams(validator);
        LstmForecaster estimator = LstmForecaster.load(below(path, ESTIMATOR));
        String maps = below(path, MAPS);
        List<String> names =
            new Storage(new Path(maps), Sessions.hadoopConfiguration(sparkSession())).list();
        return validator
            .setEstimator(estimator)
            .setEstimatorParamMaps(
                names.stream()
                    .map(name -> map(LstmForecaster.load(below(maps, name)), estimator))
                    .toArray(ParamMap[]::new));
      }
    };
  }

  private static void saveStage(LstmForecaster stage, String path, SparkSession session) {
    try {
      stage.write().session(session).save(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ParamMap map(LstmForecaster alone, LstmForecaster estimator) {
    ParamMap map = new ParamMap();
    for (Param<?> param : alone.params()) {
      if (alone.isSet(param)) {
        put(map, estimator.getParam(param.name()), alone.getOrDefault(param));
      }
    }
    return map;
  }

  @SuppressWarnings("unchecked")
  private static void put(ParamMap map, Param<?> param, Object value) {
    map.put((Param<Object>) param, value);
  }

  private static String below(String path, String name) {
    return new Path(path, name).toString();
  }
}
