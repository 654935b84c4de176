package org.sparklstm.job.data.token;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.sparklstm.core.exact.ExactSum;
import org.sparklstm.job.data.token.TokenPairs.Followers;

/**
 * How well the test span is predicted by a rival that knows only the last token: each token is as
 * likely as it has followed that one in the train span, mixed with its share of the span as Witten
 * and Bell (1991) do. After a token that was followed c times by t different ones, the weight of
 * the shares is t / (c + t).
 */
public final class PairErrors implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Ranks that are told apart. */
  public static final int MOST = 20;

  private final ExactSum nats = new ExactSum();
  private final long[] byRank = new long[MOST];
  private long tokens;

  private PairErrors() {}

  /** The cross-entropy, in nats per token. */
  public double crossEntropy() {
    return nats.value() / tokens;
  }

  /** The share of tokens that were among the k likeliest, at most {@link #MOST}. */
  public double recall(int k) {
    return (double) Arrays.stream(byRank).limit(k).sum() / tokens;
  }

  /** The mean of the inverse ranks, of those up to {@link #MOST}. */
  public double meanReciprocalRank() {
    double sum = 0;
    for (int rank = 0; rank < MOST; rank++) {
      sum += (double) byRank[rank] / (rank + 1);
    }
    return sum / tokens;
  }

  private PairErrors plus(PairErrors other) {
    nats.add(other.nats);
    for (int rank = 0; rank < MOST; rank++) {
      byRank[rank] += other.byRank[rank];
    }
    tokens += other.tokens;
    return this;
  }

  /** The shares of all tokens, and their order. */
  private record Shares(double[] of, int[] mostFrequent) implements Serializable {
    static Shares of(long[] counts) {
      // one more of each, so that none is impossible
      double all = Arrays.stream(counts).sum() + (double) counts.length;
      double[] shares = Arrays.stream(counts).mapToDouble(count -> (count + 1) / all).toArray();
      int[] order =
          IntStream.range(0, counts.length)
              .boxed()
              .sorted(Comparator.comparingDouble(token -> -shares[token]))
              .mapToInt(Integer::intValue)
              .toArray();
      return new Shares(shares, order);
    }
  }

  /**
   * Judges the rival.
   *
   * @param counts how often each token occurs in the train span, by number
   */
  static PairErrors of(JavaRDD<Followers> followers, long[] counts, JavaSparkContext spark) {
    Broadcast<Shares> shares = spark.broadcast(Shares.of(counts));
    try {
      return followers
          .map(one -> of(one, shares.value()))
          .aggregate(new PairErrors(), PairErrors::plus, PairErrors::plus);
    } finally {
      shares.destroy();
    }
  }

  private static PairErrors of(Followers after, Shares shares) {
    PairErrors errors = new PairErrors();
    if (Arrays.stream(after.judged()).sum() == 0) {
      return errors;
    }
    double[] known = new double[shares.of.length];
    long followed = 0;
    long different = 0;
    for (int i = 0; i < after.tokens().length; i++) {
      known[after.tokens()[i]] = after.trained()[i];
      followed += after.trained()[i];
      different += after.trained()[i] > 0 ? 1 : 0;
    }
    // without any follower the shares are all that is known
    double weight = Math.max(1, different);
    int[] likeliest = likeliest(after, known, weight, shares);
    for (int i = 0; i < after.tokens().length; i++) {
      int token = after.tokens()[i];
      long times = after.judged()[i];
      if (times > 0) {
        double share = (known[token] + weight * shares.of[token]) / (followed + weight);
        errors.nats.add(-StrictMath.log(share) * times);
        errors.tokens += times;
        for (int rank = 0; rank < likeliest.length; rank++) {
          errors.byRank[rank] += likeliest[rank] == token ? times : 0;
        }
      }
    }
    return errors;
  }

  /**
   * The likeliest tokens after one, in order; of equally likely ones the first in the vocabulary.
   */
  private static int[] likeliest(Followers after, double[] known, double weight, Shares shares) {
    // of those that have not followed, the most frequent are the likeliest
    IntStream others =
        Arrays.stream(shares.mostFrequent).filter(token -> known[token] == 0).limit(MOST);
    IntStream followers = Arrays.stream(after.tokens()).filter(token -> known[token] > 0);
    return IntStream.concat(followers, others)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(
                    token -> -(known[token] + weight * shares.of[token]))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
