package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.UserException;

/** Params of a forecaster are chosen by folds in time. */
class RollingOriginValidatorTest {
  @TempDir Path directory;

  @Test
  void theBestParamsAreFittedToAllRows() throws Exception {
    LstmForecaster forecaster =
        WavePanel.forecaster().setHiddenSize(6).setEpochs(4).setBatchSize(16);
    ParamMap slow = new ParamMap().put(forecaster.learningRate(), 1e-6);
    ParamMap good = new ParamMap().put(forecaster.learningRate(), 0.03);
    RollingOriginValidator validator =
        new RollingOriginValidator()
            .setEstimator(forecaster)
            .setEstimatorParamMaps(new ParamMap[] {slow, good})
            .setNumFolds(2)
            .setMetric("mae");
    Dataset<Row> panel = WavePanel.rows();
    RollingOriginValidatorModel model = validator.fit(panel);
    assertThat(model.avgMetrics()[1]).isLessThan(model.avgMetrics()[0]);
    assertThat(model.bestModel().weights()).isEqualTo(forecaster.copy(good).fit(panel).weights());
    List<Row> results = model.results().collectAsList();
    assertThat(results).hasSize(4);
    assertThat(results.get(3).<String>getAs("cutoff")).startsWith("2024-03-16");
    assertThat(results.get(2).<String>getAs("cutoff")).startsWith("2024-03-12");
    assertThat(results.get(3).<String>getAs("params")).isEqualTo("learningRate=0.03");

    // the fold before sees nothing of later rows, and its error is that of its horizon
    LstmForecasterModel before = forecaster.copy(good).fit(panel.filter("day <= '2024-03-12'"));
    Dataset<Row> forecasts = before.transform(panel.filter("day <= '2024-03-12'"));
    double error =
        forecasts
            .withColumnRenamed("units", "forecast")
            .join(panel, new String[] {"store", "day"})
            .selectExpr("avg(abs(forecast - units))")
            .first()
            .getDouble(0);
    assertThat(results.get(2).<Double>getAs("mae"))
        .isCloseTo(error, org.assertj.core.data.Offset.offset(1e-9));

    String path = directory.resolve("saved").toString();
    model.write().save(path);
    RollingOriginValidatorModel loaded = RollingOriginValidatorModel.load(path);
    assertThat(loaded.avgMetrics()).isEqualTo(model.avgMetrics());
    assertThat(loaded.results().collectAsList()).isEqualTo(results);
    assertThat(loaded.transform(panel).collectAsList())
        .isEqualTo(model.transform(panel).collectAsList());
    assertThat(
            validator.copy(ParamMap.empty()).setParallelism(2).fit(panel).results().collectAsList())
        .isEqualTo(results);
    // alone, and as a stage of a pipeline
    String pipeline = directory.resolve("pipeline").toString();
    new Pipeline().setStages(new PipelineStage[] {validator}).write().save(pipeline);
    RollingOriginValidator opened = (RollingOriginValidator) Pipeline.load(pipeline).getStages()[0];
    assertThat(opened.uid()).isEqualTo(validator.uid());
    assertThat(opened.getEstimator().uid()).isEqualTo(forecaster.uid());
    assertThat(opened.fit(panel).results().collectAsList()).isEqualTo(results);
    assertThatThrownBy(() -> new RollingOriginValidator().write())
        .hasMessageContaining("has no estimator");
    assertThatThrownBy(() -> validator.copy(ParamMap.empty()).setNumFolds(40).fit(panel))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("ask for fewer, or a smaller step");
  }
}
