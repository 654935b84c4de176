package org.sparklstm.job.ml;

/**
 * Setters of the params of a table of labelled sequences.
 *
 * @param <S> the stage itself
 */
public interface SequenceSetters<S> extends SequenceParams, NumberSetters<S> {

  /** Column of sequences. Modified. */
  default S setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /** Column with the class or the number of each sequence. Modified. */
  default S setLabelCol(String value) {
    set(labelCol(), value);
    return self();
  }

  /** Column with the weight of each sequence. Modified. */
  default S setWeightCol(String value) {
    set(weightCol(), value);
    return self();
  }

  /** Boolean column that is true for validation rows. Modified. */
  default S setValidationIndicatorCol(String value) {
    set(validationIndicatorCol(), value);
    return self();
  }

  /** Values per time step, if sequences are vectors. Modified. */
  default S setFeatureSize(int value) {
    set(featureSize(), value);
    return self();
  }

  /** Column for the prediction; empty for none. Modified. */
  default S setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  /** Treatment of rows that cannot be predicted. Modified. */
  default S setHandleInvalid(String value) {
    set(handleInvalid(), value);
    return self();
  }
}
