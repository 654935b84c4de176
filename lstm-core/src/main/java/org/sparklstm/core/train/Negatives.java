package org.sparklstm.core.train;

import java.io.Serializable;
import java.util.BitSet;
import org.sparklstm.core.random.CounterRandom;

/**
 * The tokens that a step compares its targets with, instead of all: drawn one after the other,
 * log-uniformly over their numbers, until there are enough different ones. Tokens are numbered by
 * falling frequency, but for number 0, which stands for all that are not told apart; so this
 * resembles their frequencies (Zipf's law).
 *
 * @param tokens the different ones, ascending
 * @param draws number of draws
 * @param vocabulary V, number of all tokens
 */
public record Negatives(int[] tokens, long draws, int vocabulary) implements Serializable {
  private static final int DOUBLE_BITS = 53;

  /**
   * Draws tokens.
   *
   * @param count number of different tokens, at most half of the vocabulary
   * @param key of the random numbers
   */
  static Negatives draw(int count, int vocabulary, long key) {
    if (count < 1 || count > vocabulary / 2) {
      throw new IllegalArgumentException(
          "%d of %d tokens cannot be drawn: expected 1 to half of them"
              .formatted(count, vocabulary));
    }
    BitSet drawn = new BitSet(vocabulary);
    long draws = 0;
    for (int different = 0; different < count; draws++) {
      double uniform =
          Math.scalb(
              (double) (CounterRandom.bits(key, draws) >>> (Long.SIZE - DOUBLE_BITS)),
              -DOUBLE_BITS);
      // P(token < k) = ln(k + 1) / ln(V + 1)
      int token = (int) StrictMath.exp(uniform * StrictMath.log(vocabulary + 1.0)) - 1;
      token = Math.min(token, vocabulary - 1);
      if (!drawn.get(token)) {
        drawn.set(token);
        different++;
      }
    }
    return new Negatives(drawn.stream().toArray(), draws, vocabulary);
  }

  /** The logarithms of how often tokens are expected among the negatives, 0 to 1 times. */
  float[] logExpected(int[] of) {
    float[] expected = new float[of.length];
    for (int i = 0; i < of.length; i++) {
      expected[i] = logExpected(of[i]);
    }
    return expected;
  }

  private float logExpected(int token) {
    double once = StrictMath.log((token + 2.0) / (token + 1.0)) / StrictMath.log(vocabulary + 1.0);
    return (float) StrictMath.log(-StrictMath.expm1(draws * StrictMath.log1p(-once)));
  }
}
