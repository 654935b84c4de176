package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * A histogram of errors in standardised units. It holds counts, so parts can be merged in any
 * order.
 */
public final class ErrorHistogram implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Bins per standard deviation. */
  private static final int BINS_PER_UNIT = 100;

  /** Larger errors are counted in the outermost bins. */
  private static final int LARGEST = 10;

  private final long[] counts = new long[2 * LARGEST * BINS_PER_UNIT];

  void add(double error) {
    double bin = Math.floor((error + LARGEST) * BINS_PER_UNIT);
    // NaN becomes 0, the first bin
    counts[(int) Math.max(0, Math.min(bin, counts.length - 1))]++;
  }

  /** {@code other} Not modified. */
  void add(ErrorHistogram other) {
    for (int bin = 0; bin < counts.length; bin++) {
      counts[bin] += other.counts[bin];
    }
  }

  /** The number of bins. */
  public int bins() {
    return counts.length;
  }

  /** The number of errors in a bin. */
  public long count(int bin) {
    return counts[bin];
  }

  /** The lower limit of a bin; for bin {@link #bins} the upper limit of the last. */
  public double from(int bin) {
    return (double) bin / BINS_PER_UNIT - LARGEST;
  }
}
