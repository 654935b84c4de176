package org.sparklstm.job.ml;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Params of a table of labelled sequences. */
public interface SequenceParams extends NumberParams {

  /** Column of sequences. */
  default Param<String> featuresCol() {
    return stageParams().text("featuresCol");
  }

  /** Column of sequences. */
  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  /** Column with the class or the number of each sequence. */
  default Param<String> labelCol() {
    return stageParams().text("labelCol");
  }

  /** Column with the class or the number of each sequence. */
  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  /** Column with the weight of each sequence. */
  default Param<String> weightCol() {
    return stageParams().text("weightCol");
  }

  /** Column with the weight of each sequence. */
  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /** Boolean column that is true for validation rows. */
  default Param<String> validationIndicatorCol() {
    return stageParams().text("validationIndicatorCol");
  }

  /** Boolean column that is true for validation rows. */
  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /** Values per time step, if sequences are vectors. */
  default IntParam featureSize() {
    return stageParams().whole("featureSize");
  }

  /** Values per time step, if sequences are vectors. */
  default int getFeatureSize() {
    return (int) getOrDefault(featureSize());
  }

  /** Column for the prediction; empty for none. */
  default Param<String> predictionCol() {
    return stageParams().text("predictionCol");
  }

  /** Column for the prediction; empty for none. */
  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }

  /** Treatment of rows that cannot be predicted. */
  default Param<String> handleInvalid() {
    return stageParams().text("handleInvalid");
  }

  /** Treatment of rows that cannot be predicted. */
  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }
}
