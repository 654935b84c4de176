package org.sparklstm.job.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparklstm.job.Jobs;
import org.sparklstm.job.UserException;

/** Forecasts in segments, as users meet them. */
class SegmentTest {
  @TempDir Path directory;

  private static LstmForecaster forecaster() {
    return new LstmForecaster()
        .setSeriesIdCols(new String[] {"store"})
        .setTimeCol("time")
        .setTargetCols(new String[] {"sales", "price"})
        .setLookback(12)
        .setHorizon(6)
        .setModelKind("segment")
        .setCell("gru")
        .setHiddenSize(6)
        .setEpochs(2);
  }

  private Dataset<Row> rows() {
    Path table = new Jobs(directory).table("two.csv", Jobs.twoSeries());
    return Jobs.rows(table);
  }

  @Test
  void bothDoorsTrainTheSameBitsAndASavedModelForecastsTheSame() throws Exception {
    Dataset<Row> rows = rows();
    LstmForecasterModel model = forecaster().fit(rows);
    JsonObject summary =
        new Jobs(directory)
            .train(
                directory.resolve("two.csv"),
                Jobs.TWO_SERIES,
                "data.features=[]",
                "data.targets=[sales, price]",
                "model.kind=segment",
                "model.segment=6",
                "model.cell=gru",
                "model.hidden=6");
    assertThat(model.weightsSha256()).isEqualTo(summary.get("weights_sha256").getAsString());
    String saved = directory.resolve("model").toString();
    model.save(saved);
    List<Row> expected = model.transform(rows).collectAsList();
    assertThat(expected).hasSize(12);
    assertThat(LstmForecasterModel.load(saved).transform(rows).collectAsList()).isEqualTo(expected);
  }

  @Test
  void aForecastFollowsTheLevelOfItsWindow() {
    Dataset<Row> rows = rows();
    LstmForecasterModel model = forecaster().fit(rows);
    List<Row> forecasts = model.transform(rows).collectAsList();
    List<Row> higher =
        model.transform(rows.withColumn("sales", rows.col("sales").plus(1000))).collectAsList();
    for (int i = 0; i < forecasts.size(); i++) {
      assertThat(higher.get(i).<Double>getAs("sales") - forecasts.get(i).<Double>getAs("sales"))
          .isBetween(999.9, 1000.1);
    }
  }

  @Test
  void refusesWhatSegmentsDoNotRead() {
    Dataset<Row> rows = rows();
    assertRefused(
        forecaster().setTargetCols(new String[] {"sales"}).setFeatureCols(new String[] {"price"}),
        rows,
        "modelKind = segment reads targets only",
        "featureCols");
    assertRefused(
        forecaster().setCalendarFeatures(new String[] {"day-of-week"}), rows, "calendarFeatures");
    assertRefused(
        forecaster().setSegmentLength(5),
        rows,
        "segmentLength is 5: it must divide lookback (12) and horizon (6)");
    assertRefused(
        forecaster().setBaseline("seasonal").setPeriod(7),
        rows,
        "set baseline to last or none, found seasonal");
    assertRefused(forecaster().setHiddenSize(7), rows, "hiddenSize is 7", "even");
    assertRefused(forecaster().setNumLayers(2), rows, "set numLayers to 1, found 2");
    assertRefused(forecaster().setBidirectional(true), rows, "set bidirectional to false");
    assertRefused(forecaster().setPooling("mean"), rows, "set pooling to last, found mean");
    assertRefused(forecaster().setDecoder("through"), rows, "set decoder to auto");
    assertRefused(
        forecaster().setModelKind("recurrent").setSegmentLength(3),
        rows,
        "segmentLength is 3, but only modelKind = segment reads in segments");
    assertRefused(
        forecaster().setModelKind("recurrent").setScalerType("window-standard"),
        rows,
        "scalerType = window-standard is for modelKind = segment");
  }

  private static void assertRefused(LstmForecaster forecaster, Dataset<Row> rows, String... words) {
    assertThatThrownBy(() -> forecaster.fit(rows))
        .isInstanceOf(UserException.class)
        .message()
        .contains(words);
  }
}
