package org.sparklstm.job.ml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.sparklstm.job.config.DataConfig;
import org.sparklstm.job.config.DataConfig.Missing;
import org.sparklstm.job.config.JobConfig;
import org.sparklstm.job.config.TaskKind;
import org.sparklstm.job.data.sequence.Gaps;
import org.sparklstm.job.data.sequence.SequenceColumns;
import org.sparklstm.job.data.sequence.SequenceScaling;
import org.sparklstm.job.data.table.Table;
import org.sparklstm.job.model.TrainedModel;
import org.sparklstm.job.scoring.Predictions;

/** The common part of stages with one answer per sequence. */
final class SequenceStage {
  private SequenceStage() {}

  /** The configuration that the params of a stage describe. */
  static JobConfig config(SequenceParams stage, TaskKind task) {
    return stage
        .stageParams()
        .config(
            Map.of(
                "task",
                task.toString(),
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

  /**
   * Takes the columns of the configuration of a model. Sequences that the model was trained on from
   * rows of time steps come from a SequenceAssembler here.
   *
   * @param stage Modified.
   */
  static void takeColumns(SequenceParams stage, DataConfig data) {
    if (data.time().isEmpty()) {
      stage.set(stage.featuresCol(), data.features().get(0));
    }
    stage.set(stage.labelCol(), data.label());
    if (data.missing() == Missing.SKIP_WINDOW) {
      stage.set(stage.handleInvalid(), "skip");
    }
  }

  /** The columns that a stage trains on. */
  static SequenceColumns columns(SequenceParams stage) {
    return new SequenceColumns(
        stage.getFeaturesCol(),
        stage.getLabelCol(),
        stage.stageParams().given("weightCol"),
        stage.stageParams().given("validationIndicatorCol"),
        featureSize(stage),
        List.of(),
        Optional.empty());
  }

  private static int featureSize(SequenceParams stage) {
    return stage.isDefined(stage.featureSize()) ? stage.getFeatureSize() : 0;
  }

  /** The predictions of a trained stage. */
  static Predictions predictions(
      SequenceParams stage, TrainedModel model, SequenceScaling scaling) {
    Predictions.Invalid invalid =
        StageParams.constant(Predictions.Invalid.class, stage.getHandleInvalid());
    return new Predictions(
        stage.getFeaturesCol(),
        featureSize(stage),
        model.spec().network(),
        scaling,
        Gaps.REFUSED,
        invalid,
        invalid);
  }

  /** Checks the columns of a table to train on. */
  static void checkTraining(SequenceParams stage, StructType schema) {
    stage
        .stageParams()
        .speaking(
            () -> {
              columns(stage).check(schema, Table.DATA_FRAME);
              return null;
            });
  }

  /**
   * Checks the columns of a table to predict from.
   *
   * @param inputs I, values per step that the model takes
   */
  static void checkPrediction(SequenceParams stage, StructType schema, int inputs) {
    stage
        .stageParams()
        .speaking(
            () -> {
              SequenceColumns.checkFeatures(
                  schema, stage.getFeaturesCol(), featureSize(stage), inputs, Table.DATA_FRAME);
              return null;
            });
  }
}
