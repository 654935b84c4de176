package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * A histogram of the values of an array, with bins of equal width from the smallest value to the
 * largest.
 *
 * @param smallest of all values
 * @param largest of all values
 * @param sum of all values
 * @param sumOfSquares of all values
 * @param counts one per bin. Must not be modified.
 */
public record ValueHistogram(
    double smallest, double largest, double sum, double sumOfSquares, long[] counts)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BINS = 40;

  /**
   * The histogram of a range of an array.
   *
   * @param values finite. Not modified.
   * @param offset index of the first value
   * @param count number of values, at least 1
   */
  public static ValueHistogram of(float[] values, int offset, int count) {
    double smallest = values[offset];
    double largest = values[offset];
    double sum = 0;
    double sumOfSquares = 0;
    for (int i = offset; i < offset + count; i++) {
      double value = values[i];
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
      sum += value;
      sumOfSquares += value * value;
    }
    long[] counts = new long[largest > smallest ? BINS : 1];
    double binsPerUnit = counts.length / Math.max(largest - smallest, Double.MIN_NORMAL);
    for (int i = offset; i < offset + count; i++) {
      counts[Math.min(counts.length - 1, (int) ((values[i] - smallest) * binsPerUnit))]++;
    }
    return new ValueHistogram(smallest, largest, sum, sumOfSquares, counts);
  }

  /** The upper limit of a bin. */
  public double end(int bin) {
    return bin == counts.length - 1
        ? largest
        : smallest + (largest - smallest) * (bin + 1) / counts.length;
  }
}
