package org.sparklstm.core.train;

import java.util.Arrays;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.core.tensor.Matrix;

/**
 * How well next tokens are predicted, as means over all that are. Sums are exact, so parts can be
 * merged in any order.
 */
public final class TokenErrors implements Errors {
  private static final long serialVersionUID = 1L;

  /** Ranks up to which tokens are counted one by one. */
  public static final int MOST_RANKED = 100;

  private final ExactSum loss = new ExactSum();
  private final long[] byRank = new long[MOST_RANKED];
  private long tokens;

  /**
   * Adds a token. Modified.
   *
   * @param logits Not modified.
   */
  void add(Matrix logits, int row, int token, double rowLoss) {
    int rank = rank(logits, row, token);
    loss.add(rowLoss);
    if (rank <= MOST_RANKED) {
      byRank[rank - 1]++;
    }
    tokens++;
  }

  /** The rank of a token, from 1; equal logits are ranked by number. */
  public static int rank(Matrix logits, int row, int token) {
    float own = logits.at(row, token);
    int before = 0;
    for (int other = 0; other < logits.columns(); other++) {
      float logit = logits.at(row, other);
      before += logit > own || (logit == own && other < token) ? 1 : 0;
    }
    return before + 1;
  }

  @Override
  public TokenErrors merge(Errors other) {
    TokenErrors part = (TokenErrors) other;
    loss.add(part.loss);
    Arrays.setAll(byRank, rank -> byRank[rank] + part.byRank[rank]);
    tokens += part.tokens;
    return this;
  }

  @Override
  public long examples() {
    return tokens;
  }

  /** The cross-entropy, in nats per token. */
  @Override
  public double meanLoss() {
    return loss.value() / tokens;
  }

  /** {@code e} to the cross-entropy: among how many tokens the model wavers. */
  public double perplexity() {
    return Math.exp(meanLoss());
  }

  /** The share of tokens that are among the k likeliest; that of k = 1 is the accuracy. */
  public double recall(int k) {
    return (double) Arrays.stream(byRank, 0, k).sum() / tokens;
  }

  /** The mean of the inverse ranks, of those up to k. */
  public double meanReciprocalRank(int k) {
    double sum = 0;
    for (int rank = 1; rank <= k; rank++) {
      sum += (double) byRank[rank - 1] / rank;
    }
    return sum / tokens;
  }
}
