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

  private final long[] members = new long[BINS];
  private final long[] others = new long[BINS];

  ScoreHistogram() {}

  void add(double margin, boolean isMember) {
    // a margin above a threshold is in a bin above it, one that equals it is not
    int bin = (int) Math.ceil((margin + LIMIT) * BINS_PER_UNIT) - 1;
    (isMember ? members : others)[Math.max(0, Math.min(BINS - 1, bin))]++;
  }

  void merge(ScoreHistogram other) {
    for (int bin = 0; bin < BINS; bin++) {
      members[bin] += other.members[bin];
      others[bin] += other.others[bin];
    }
  }

  /** Margins by which a class can be told from others, the lowest first. */
  private static double threshold(int bin) {
    return (double) bin / BINS_PER_UNIT - LIMIT;
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

  /** What a rule chooses between; the higher of two equal values wins. */
  private interface Value {
    double of(Rule rule);
  }

  private Rule best(Value value) {
    Rule best = null;
    long hits = 0;
    long falseAlarms = 0;
    long all = sum(members);
    for (int bin = BINS - 1; bin >= 0; bin--) {
      hits += members[bin];
      falseAlarms += others[bin];
      Rule rule = new Rule(threshold(bin), hits, falseAlarms, all);
      if (members[bin] + others[bin] > 0 && (best == null || value.of(rule) > value.of(best))) {
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
   *
   * @throws IllegalStateException if there are no examples
   */
  public Rule atPrecision(double precision) {
    return present(
        best(rule -> rule.precision() >= precision ? 1 + rule.recall() : rule.precision() - 1));
  }

  /**
   * The rule with the least cost.
   *
   * @param ofMiss cost of a member that is not found, in false alarms
   * @throws IllegalStateException if there are no examples
   */
  public Rule atLeastCost(double ofMiss) {
    return present(best(rule -> -rule.cost(ofMiss)));
  }

  private static Rule present(Rule rule) {
    if (rule == null) {
      throw new IllegalStateException("a threshold cannot be chosen without examples");
    }
    return rule;
  }

  /**
   * The counts of a rule.
   *
   * @param threshold as one of {@link #atPrecision} and {@link #atLeastCost} has it
   */
  public Rule at(double threshold) {
    long hits = 0;
    long falseAlarms = 0;
    for (int bin = BINS - 1; bin >= 0 && threshold(bin) >= threshold; bin--) {
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
