package org.sparklstm.job.ml;

/**
 * Setters of a training that predicts each next token of streams.
 *
 * @param <S> the stage itself
 */
public interface NextSetters<S> extends NextParams, LstmSetters<S> {

  /** Number of last epochs that do not count when weights begin to be averaged. Modified. */
  default S setAverageTrigger(int value) {
    set(averageTrigger(), value);
    return self();
  }

  /** Whether the head's weight is that of the tokens' vectors. Modified. */
  default S setTiedWeights(boolean value) {
    set(tiedWeights(), value);
    return self();
  }

  /** Tokens of each stream that a step reads. Modified. */
  default S setBptt(int value) {
    set(bptt(), value);
    return self();
  }

  /** Tokens that a step compares its targets with; 0 for all. Modified. */
  default S setNumNegatives(int value) {
    set(numNegatives(), value);
    return self();
  }

  /** Whether a step updates only the rows that it has touched: auto, true or false. Modified. */
  default S setSparse(String value) {
    set(sparse(), value);
    return self();
  }
}
