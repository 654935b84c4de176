package org.sparklstm.core.train;

import java.io.Serializable;

/** How errors are distributed, in standardised units. Counts, so parts merge in any order. */
public final class ErrorHistogram implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bins of a standard deviation. */
  private static final int BINS_PER_UNIT = 100;

  /** What lies beyond is counted in the outermost bins. */
  private static final int LARGEST = 10;

  private final long[] counts = new long[2 * LARGEST * BINS_PER_UNIT];

  void add(double error) {
    double bin = Math.floor((error + LARGEST) * BINS_PER_UNIT);
    // NaN becomes 0 and so the first
    counts[(int) Math.max(0, Math.min(bin, counts.length - 1))]++;
  }

  /** {@code other} Not modified. */
  void add(ErrorHistogram other) {
    for (int bin = 0; bin < counts.length; bin++) {
      counts[bin] += other.counts[bin];
    }
  }

  /** Number of bins. */
  public int bins() {
    return counts.length;
  }

  /** Errors in a bin. */
  public long count(int bin) {
    return counts[bin];
  }

  /** Where a bin begins; bin {@link #bins} is the end of the last. */
  public double from(int bin) {
    return (double) bin / BINS_PER_UNIT - LARGEST;
  }
}
