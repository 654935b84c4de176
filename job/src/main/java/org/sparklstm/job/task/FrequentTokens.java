package org.sparklstm.job.task;

import java.util.Arrays;

/**
 * The naive rival of a model of tokens: it answers the shares of the train span as probabilities,
 * whatever came before.
 */
final class FrequentTokens {
  private final double crossEntropy;

  /** The share of judged tokens of each rank, from 0. */
  private final double[] byRank;

  /**
   * Judges the rival.
   *
   * @param trained how often each token occurs in the train span, by number
   * @param judged how often each is to be predicted
   */
  FrequentTokens(long[] trained, long[] judged) {
    double all = Arrays.stream(trained).sum() + (double) trained.length;
    double tokens = Arrays.stream(judged).sum();
    Integer[] order = new Integer[trained.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (one, other) -> Long.compare(trained[other], trained[one]));
    byRank = new double[order.length];
    double nats = 0;
    for (int rank = 0; rank < order.length; rank++) {
      int token = order[rank];
      byRank[rank] = judged[token] / tokens;
      // one more of each, so that none is impossible
      nats -= judged[token] / tokens * StrictMath.log((trained[token] + 1) / all);
    }
    crossEntropy = nats;
  }

  /** The cross-entropy, in nats per token. */
  double crossEntropy() {
    return crossEntropy;
  }

  /** The share of tokens that are among the k most frequent. */
  double recall(int k) {
    return Arrays.stream(byRank).limit(k).sum();
  }

  /** The mean of the inverse ranks, of those up to k. */
  double meanReciprocalRank(int k) {
    double sum = 0;
    for (int rank = 0; rank < Math.min(k, byRank.length); rank++) {
      sum += byRank[rank] / (rank + 1);
    }
    return sum;
  }
}
