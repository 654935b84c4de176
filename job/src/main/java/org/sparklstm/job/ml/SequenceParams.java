package org.sparklstm.job.ml;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** What stages are told of a table of labelled sequences. */
public interface SequenceParams extends LstmParams {

  /** Column with the sequences. */
  default Param<String> featuresCol() {
    return stageParams().text("featuresCol");
  }

  /** Column with the sequences. */
  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  /** Column with the class or the number of each. */
  default Param<String> labelCol() {
    return stageParams().text("labelCol");
  }

  /** Column with the class or the number of each. */
  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  /** Column with what each counts for. */
  default Param<String> weightCol() {
    return stageParams().text("weightCol");
  }

  /** Column with what each counts for. */
  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /** Column that is true where a row is for validation. */
  default Param<String> validationIndicatorCol() {
    return stageParams().text("validationIndicatorCol");
  }

  /** Column that is true where a row is for validation. */
  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /** Values a time step, where sequences are vectors. */
  default IntParam featureSize() {
    return stageParams().whole("featureSize");
  }

  /** Values a time step, where sequences are vectors. */
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

  /** What becomes of rows that cannot be predicted. */
  default Param<String> handleInvalid() {
    return stageParams().text("handleInvalid");
  }

  /** What becomes of rows that cannot be predicted. */
  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }
}
