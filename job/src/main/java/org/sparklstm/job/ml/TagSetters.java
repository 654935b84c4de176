package org.sparklstm.job.ml;

/**
 * Setters of a stage that finds the class of each token.
 *
 * @param <S> the stage itself
 */
public interface TagSetters<S> extends TagParams, LstmSetters<S> {

  /** Column with the class of each token. Modified. */
  default S setLabelCol(String value) {
    set(labelCol(), value);
    return self();
  }

  /** Whether each layer also reads its input backwards. Modified. */
  default S setBidirectional(boolean value) {
    set(bidirectional(), value);
    return self();
  }

  /** Share of a class's probability that is spread over all classes. Modified. */
  default S setLabelSmoothing(double value) {
    set(labelSmoothing(), value);
    return self();
  }

  /** Weights of the classes. Modified. */
  default S setClassWeights(String value) {
    set(classWeights(), value);
    return self();
  }
}
