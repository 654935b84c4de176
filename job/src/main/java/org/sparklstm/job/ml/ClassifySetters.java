package org.sparklstm.job.ml;

/**
 * Setters of the params of a classifier.
 *
 * @param <S> the stage itself
 */
public interface ClassifySetters<S> extends ClassifyParams, SequenceSetters<S> {

  /** Share of a class's probability that is spread over all classes. Modified. */
  default S setLabelSmoothing(double value) {
    set(labelSmoothing(), value);
    return self();
  }

  /** Weights of classes. Modified. */
  default S setClassWeights(String value) {
    set(classWeights(), value);
    return self();
  }

  /** Column for the logits; empty for none. Modified. */
  default S setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return self();
  }

  /** Column for the probabilities; empty for none. Modified. */
  default S setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return self();
  }

  /** Precision of the rarer of two classes that its threshold is chosen for. Modified. */
  default S setTargetPrecision(double value) {
    set(targetPrecision(), value);
    return self();
  }

  /** Cost of not finding the rarer of two classes, in false alarms. Modified. */
  default S setMissCost(double value) {
    set(missCost(), value);
    return self();
  }

  /** Thresholds of the classes. Modified. */
  default S setThresholds(double[] value) {
    set(thresholds(), value);
    return self();
  }
}
