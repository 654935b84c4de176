package org.sparklstm.core.layer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which rows of a batch are which steps of which sequences. Rows lie step after step; the rows of a
 * step are its sequences, longest first, and a sequence that has ended has no row any more: what
 * PyTorch calls a packed sequence. Where all are equally long this is time-major order.
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
   * Sequences of these lengths, in any order.
   *
   * @param lengths each at least 1. Not modified.
   */
  public static Steps of(int... lengths) {
    return new Steps(lengths.clone());
  }

  /** B: number of sequences. */
  public int batch() {
    return lengths.length;
  }

  /** T: steps of the longest sequence. */
  public int steps() {
    return counts.length;
  }

  /** All rows: the sum of the lengths. */
  public int rows() {
    return starts[counts.length];
  }

  /** Steps of a sequence. */
  public int length(int sequence) {
    return lengths[sequence];
  }

  /** Where a sequence's row lies among those of a step, and in matrices with a row a sequence. */
  public int rank(int sequence) {
    return ranks[sequence];
  }

  /** The row of step {@code t} of a sequence; {@code t} must be below its length. */
  public int row(int t, int sequence) {
    return starts[t] + ranks[sequence];
  }

  /** Sequences that have a step {@code t}. */
  int count(int t) {
    return counts[t];
  }

  /** First row of step {@code t}. */
  int start(int t) {
    return starts[t];
  }

  /** Whether all sequences have the same number of steps. */
  boolean areEqual() {
    return equal;
  }

  /** Whether this is {@link #equal} of these numbers. */
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
