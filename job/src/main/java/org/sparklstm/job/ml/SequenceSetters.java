package org.sparklstm.job.ml;

/**
 * Changes what a stage is told of a table of labelled sequences.
 *
 * @param <S> the stage itself
 */
public interface SequenceSetters<S> extends SequenceParams, LstmSetters<S> {

  /** Column with the sequences. Modified. */
  default S setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /** Column with the class or the number of each. Modified. */
  default S setLabelCol(String value) {
    set(labelCol(), value);
    return self();
  }

  /** Column with what each counts for. Modified. */
  default S setWeightCol(String value) {
    set(weightCol(), value);
    return self();
  }

  /** Column that is true where a row is for validation. Modified. */
  default S setValidationIndicatorCol(String value) {
    set(validationIndicatorCol(), value);
    return self();
  }

  /** Values a time step, where sequences are vectors. Modified. */
  default S setFeatureSize(int value) {
    set(featureSize(), value);
    return self();
  }

  /** Column for the prediction; empty for none. Modified. */
  default S setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  /** What becomes of rows that cannot be predicted. Modified. */
  default S setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return self();
  }
}
