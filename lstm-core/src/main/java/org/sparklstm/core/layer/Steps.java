package org.sparklstm.core.layer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The row order of a batch of sequences. Rows are ordered by step, and within a step by sequence,
 * longest sequence first. A sequence that has ended has no more rows, as in a packed sequence of
 * PyTorch. If all sequences are equally long, this is time-major order.
 */
public final class Steps {
  private final int[] lengths;
  private final int[] ranks;
  private final int[] counts;
  private final int[] starts;
  private final boolean equal;

  private Steps(int[] lengths) {
    if (lengths.length == 0) {
      throw new IllegalArgumentException("a batch needs at least one sequence");
    }
    this.lengths = lengths;
    int longest = 0;
    int shortest = Integer.MAX_VALUE;
    for (int length : lengths) {
      if (length < 1) {
        throw new IllegalArgumentException(
            "a sequence must have at least one step, found length " + length);
      }
      longest = Math.max(longest, length);
      shortest = Math.min(shortest, length);
    }
    equal = longest == shortest;
    ranks = new int[lengths.length];
    int[] byLength =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer b) -> -lengths[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int rank = 0; rank < byLength.length; rank++) {
      ranks[byLength[rank]] = rank;
    }
    counts = new int[longest];
    for (int length : lengths) {
      for (int t = 0; t < length; t++) {
        counts[t]++;
      }
    }
    starts = new int[longest + 1];
    for (int t = 0; t < longest; t++) {
      starts[t + 1] = Math.addExact(starts[t], counts[t]);
    }
  }

  /** {@code batch} sequences of {@code steps} steps each. */
  public static Steps equal(int steps, int batch) {
    int[] lengths = new int[batch];
    Arrays.fill(lengths, steps);
    return new Steps(lengths);
  }

  /**
   * Sequences of the given lengths, in any order.
   *
   * @param lengths each at least 1. Not modified.
   */
  public static Steps of(int... lengths) {
    return new Steps(lengths.clone());
  }

  /** B: the number of sequences. */
  public int batch() {
    return lengths.length;
  }

  /** T: the number of steps of the longest sequence. */
  public int steps() {
    return counts.length;
  }

  /** The number of rows, the sum of all lengths. */
  public int rows() {
    return starts[counts.length];
  }

  /** The number of steps of a sequence. */
  public int length(int sequence) {
    return lengths[sequence];
  }

  /**
   * The position of a sequence's row among the rows of a step, and its row in matrices with one row
   * per sequence.
   */
  public int rank(int sequence) {
    return ranks[sequence];
  }

  /**
   * The row of a step of a sequence.
   *
   * @param t the step, from 0 to the sequence's length - 1
   */
  public int row(int t, int sequence) {
    return starts[t] + ranks[sequence];
  }

  /** The number of sequences that have a step {@code t}. */
  int count(int t) {
    return counts[t];
  }

  /** The first row of step {@code t}. */
  int start(int t) {
    return starts[t];
  }

  /** Whether all sequences have the same number of steps. */
  boolean areEqual() {
    return equal;
  }

  /** Whether this equals {@link #equal}{@code (steps, batch)}. */
  boolean areEqual(int steps, int batch) {
    return equal && counts.length == steps && lengths.length == batch;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Steps that && Arrays.equals(lengths, that.lengths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }
}
