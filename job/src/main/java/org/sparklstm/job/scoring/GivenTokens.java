package org.sparklstm.job.scoring;

import java.util.stream.IntStream;
import org.sparklstm.core.tensor.Matrix;
import org.sparklstm.core.train.TokenReader;

/**
 * Sequences of tokens in memory.
 *
 * @param sequences numbers of tokens. Kept, not copied.
 * @param beside for each sequence what stands beside its tokens, step by step: numbers, and then
 *     class numbers. Kept, not copied.
 * @param numbers of a step
 * @param classes of a step
 */
record GivenTokens(int[][] sequences, float[][] beside, int numbers, int classes)
    implements TokenReader.Tokens {

  /** The number of sequences. */
  int count() {
    return sequences.length;
  }

  /** The numbers of all sequences. */
  int[] all() {
    return IntStream.range(0, count()).toArray();
  }

  /** The tokens of a sequence; the live array. */
  int[] tokens(int sequence) {
    return sequences[sequence];
  }

  @Override
  public int length(int sequence) {
    return sequences[sequence].length;
  }

  @Override
  public int token(int sequence, int t) {
    return sequences[sequence][t];
  }

  @Override
  public void read(int sequence, int t, Matrix input, int row) {
    int from = t * (numbers + classes);
    int to = input.index(row, 0);
    System.arraycopy(beside[sequence], from, input.data(), to, numbers);
    input.data()[to + numbers] = token(sequence, t);
    System.arraycopy(beside[sequence], from + numbers, input.data(), to + numbers + 1, classes);
  }
}
