package org.sparklstm.job.ml;

/**
 * Setters of what keeps a model of tokens from learning its text by heart.
 *
 * @param <S> the stage itself
 */
public interface RegularizationSetters<S> extends RegularizationParams, LstmSetters<S> {

  /** What a mask of dropout holds for. Modified. */
  default S setDropoutMasks(String value) {
    set(dropoutMasks(), value);
    return self();
  }

  /** Probability of zeroing an input of the first recurrent layer. Modified. */
  default S setInputDropout(double value) {
    set(inputDropout(), value);
    return self();
  }

  /** Probability of zeroing an element of the recurrent weights. Modified. */
  default S setWeightDropout(double value) {
    set(weightDropout(), value);
    return self();
  }

  /** Probability of zeroing the vector of a token. Modified. */
  default S setEmbeddingDropout(double value) {
    set(embeddingDropout(), value);
    return self();
  }

  /** Penalty on the squares of the head's inputs. Modified. */
  default S setActivationPenalty(double value) {
    set(activationPenalty(), value);
    return self();
  }

  /** Penalty on the squares of the output's changes. Modified. */
  default S setChangePenalty(double value) {
    set(changePenalty(), value);
    return self();
  }
}
