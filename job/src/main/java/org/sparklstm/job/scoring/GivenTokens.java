package org.sparklstm.job.scoring;

import org.sparklstm.core.train.TokenReader;

/**
 * Sequences of tokens in memory.
 *
 * @param sequences kept, not copied
 */
record GivenTokens(int[][] sequences) implements TokenReader.Tokens {
  @Override
  public int length(int sequence) {
    return sequences[sequence].length;
  }

  @Override
  public int token(int sequence, int t) {
    return sequences[sequence][t];
  }
}
