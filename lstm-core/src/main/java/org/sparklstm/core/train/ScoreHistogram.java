package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * Histograms of the margins of a class, the logarithm of its odds, over the examples that belong to
 * it and over those that do not. The margins of a bin count as equal: bins are 1/32 wide, and all
 * margins above 16 or below -16 (probabilities nearer than 1e-7 to 1 or 0) share one.
 */
public final class ScoreHistogram implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BINS_PER_UNIT = 32;
  private static final int LIMIT = 16;
  private static final int BINS = 2 * LIMIT * BINS_PER_UNIT;
  private static final double LOWEST = -690;
  private static final double HIGHEST = 36;

  private final long[] members = new long[BINS];
  private final long[] others = new long[BINS];

  ScoreHistogram() {}

  void add(double margin, boolean isMember) {
    // a margin above a threshold is in a bin above it, one that equals it is not
    double bin = Math.ceil((margin + LIMIT) * BINS_PER_UNIT) - 1;
    (isMember ? members : others)[(int) Math.max(0, Math.min(BINS - 1, bin))]++;
  }

  void merge(ScoreHistogram other) {
    for (int bin = 0; bin < BINS; bin++) {
      members[bin] += other.members[bin];
      others[bin] += other.others[bin];
    }
  }

  /**
   * The threshold below a bin. The first is below all margins, and the one after the last bin above
   * nearly all: its odds are those of the largest probability below 1.
   */
  private static double threshold(int bin) {
    return bin == 0 ? LOWEST : bin == BINS ? HIGHEST : (double) bin / BINS_PER_UNIT - LIMIT;
  }

  /** Number of members. */
  public long members() {
    return sum(members);
  }

  /** Number of others. */
  public long others() {
    return sum(others);
  }

  /**
   * Counts of a rule that takes all examples for members whose margin is above a threshold.
   *
   * @param threshold the logarithm of the odds
   * @param hits members that are taken for members
   * @param falseAlarms others that are taken for members
   * @param members all members
   */
  public record Rule(double threshold, long hits, long falseAlarms, long members) {
    /** The share of those taken for members that are; 0 if there are none. */
    public double precision() {
      return hits + falseAlarms == 0 ? 0 : (double) hits / (hits + falseAlarms);
    }

    /** The share of the members that are found; 0 if there are none. */
    public double recall() {
      return members == 0 ? 0 : (double) hits / members;
    }

    /** The cost, in false alarms, if a member that is not found costs as much as that many. */
    double cost(double ofMiss) {
      return falseAlarms + ofMiss * (members - hits);
    }
  }

  /** What a rule is chosen by; of two with equal values that with the higher threshold. */
  private interface Value {
    double of(Rule rule);
  }

  private Rule best(Value value) {
    long hits = 0;
    long falseAlarms = 0;
    long all = sum(members);
    Rule best = new Rule(threshold(BINS), 0, 0, all);
    for (int bin = BINS - 1; bin >= 0; bin--) {
      hits += members[bin];
      falseAlarms += others[bin];
      Rule rule = new Rule(threshold(bin), hits, falseAlarms, all);
      if (members[bin] + others[bin] > 0 && value.of(rule) > value.of(best)) {
        best = rule;
      }
    }
    return best;
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /**
   * The rule with the highest recall whose precision is at least {@code precision}; if there is
   * none, that with the highest precision.
   */
  public Rule atPrecision(double precision) {
    return best(rule -> rule.precision() >= precision ? 1 + rule.recall() : rule.precision() - 1);
  }

  /**
   * The rule with the least cost, which may be to take none for a member.
   *
   * @param ofMiss cost of a member that is not found, in false alarms
   */
  public Rule atLeastCost(double ofMiss) {
    return best(rule -> -rule.cost(ofMiss));
  }

  /**
   * The counts of a rule.
   *
   * @param threshold as that of a rule from one of {@link #atPrecision} and {@link #atLeastCost},
   *     nearly
   */
  public Rule at(double threshold) {
    long hits = 0;
    long falseAlarms = 0;
    // it may have been rounded on the way through a probability
    long lowest = Math.round((threshold + LIMIT) * BINS_PER_UNIT);
    for (int bin = BINS - 1; bin >= Math.max(0, lowest); bin--) {
      hits += members[bin];
      falseAlarms += others[bin];
    }
    return new Rule(threshold, hits, falseAlarms, sum(members));
  }

  /**
   * The area under the precision-recall curve, as {@code average_precision_score} of scikit-learn
   * computes it: the mean of the precisions at the members, each at its own margin.
   *
   * @return NaN if there are no members
   */
  public double averagePrecision() {
    long hits = 0;
    long taken = 0;
    double sum = 0;
    for (int bin = BINS - 1; bin >= 0; bin--) {
      hits += members[bin];
      taken += members[bin] + others[bin];
      if (members[bin] > 0) {
        sum += members[bin] * ((double) hits / taken);
      }
    }
    return sum / sum(members);
  }
}
