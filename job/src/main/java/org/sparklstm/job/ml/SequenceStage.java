package org.sparklstm.job.ml;

import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.data.sequence.Gaps;
import org.sparklstm.job.data.sequence.SequenceColumns;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.Predictions;

/** What stages for labelled sequences make of their parameters. */
final class SequenceStage {
  /** What messages call what they are given. */
  static final String TABLE = "the data frame";

  private SequenceStage() {}

  /** The configuration that a stage's parameters describe. */
  static JobConfig config(SequenceParams stage, String task) {
    return stage
        .stageParams()
        .config(
            Map.of(
                "task",
                task,
                "data.features",
                List.of(stage.getFeaturesCol()),
                "data.label",
                stage.getLabelCol(),
                "data.weight",
                stage.stageParams().given("weightCol").orElse(""),
                "data.missing",
                stage.getHandleInvalid().equals("error") ? "error" : "skip-window",
                "data.split.train",
                1,
                "data.split.validation",
                0,
                "data.split.test",
                0));
  }

  /** The columns that it trains on. */
  static SequenceColumns columns(SequenceParams stage) {
    return new SequenceColumns(
        stage.getFeaturesCol(),
        stage.getLabelCol(),
        stage.stageParams().given("weightCol"),
        stage.stageParams().given("validationIndicatorCol"),
        featureSize(stage));
  }

  private static int featureSize(SequenceParams stage) {
    return stage.isDefined(stage.featureSize()) ? stage.getFeatureSize() : 0;
  }

  /** How a trained stage answers. */
  static Predictions predictions(
      SequenceParams stage, TrainedModel model, SequenceScaling scaling) {
    return new Predictions(
        stage.getFeaturesCol(),
        featureSize(stage),
        model.spec().network(),
        scaling,
        Gaps.REFUSED,
        StageParams.constant(Predictions.Invalid.class, stage.getHandleInvalid()));
  }

  /** Checks the columns of a table to train on. */
  static void checkTraining(SequenceParams stage, StructType schema) {
    stage
        .stageParams()
        .speaking(
            () -> {
              columns(stage).check(schema, TABLE);
              return null;
            });
  }

  /**
   * Checks the columns of a table to predict from.
   *
   * @param inputs I, values a step that the model takes
   */
  static void checkPrediction(SequenceParams stage, StructType schema, int inputs) {
    stage
        .stageParams()
        .speaking(
            () -> {
              SequenceColumns.checkFeatures(
                  schema, stage.getFeaturesCol(), featureSize(stage), inputs, TABLE);
              return null;
            });
  }
}
