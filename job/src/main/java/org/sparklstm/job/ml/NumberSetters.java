package org.sparklstm.job.ml;

/**
 * Setters of the params of networks that read numbers.
 *
 * @param <S> the stage itself
 */
public interface NumberSetters<S> extends NumberParams, LstmSetters<S> {

  /** Whether layers also read their input backwards. Modified. */
  default S setBidirectional(boolean value) {
    set(bidirectional(), value);
    return self();
  }

  /** Input of the head. Modified. */
  default S setPooling(String value) {
    set(pooling(), value);
    return self();
  }

  /** Deviation of the noise on what the network reads in training. Modified. */
  default S setInputNoise(double value) {
    set(inputNoise(), value);
    return self();
  }

  /** Whether values are scaled. Modified. */
  default S setStandardization(boolean value) {
    set(standardization(), value);
    return self();
  }
}
