package org.sparklstm.core.exact;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Count, extent, mean and population standard deviation of the values of a column, independent of
 * their order.
 */
public final class Moments implements Serializable {
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;
  private long count;

  /**
   * Adds a value. Modified.
   *
   * @param value finite
   */
  public void add(double value) {
    double square = value * value;
    if (Double.isFinite(square)) {
      sum.add(value);
      squares.add(square);
      squares.add(Math.fma(value, value, -square));
    }
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
    count++;
  }

  /**
   * Adds all values of other moments. Modified.
   *
   * @param other Not modified.
   */
  public void add(Moments other) {
    sum.add(other.sum);
    squares.add(other.squares);
    smallest = Math.min(smallest, other.smallest);
    largest = Math.max(largest, other.largest);
    count += other.count;
  }

  /** The number of values. */
  public long count() {
    return count;
  }

  /** The smallest value; infinity if there are no values. */
  public double smallest() {
    return smallest;
  }

  /** The largest value; minus infinity if there are no values. */
  public double largest() {
    return largest;
  }

  /** Whether the square of a value is beyond the numbers of a double, and so are the moments. */
  public boolean isOverflow() {
    return count > 0 && !Double.isFinite(Math.max(largest * largest, smallest * smallest));
  }

  /** The mean; NaN if there are no values, or beyond {@link #isOverflow}. */
  public double mean() {
    return isOverflow() ? Double.NaN : sum.value() / count;
  }

  /**
   * The standard deviation √(Σ(x - mean)² / n), computed without cancellation; NaN if there are no
   * values, or beyond {@link #isOverflow}.
   */
  public double deviation() {
    if (isOverflow()) {
      return Double.NaN;
    }
    BigInteger total = sum.scaled();
    BigInteger spread =
        squares
            .scaled()
            .multiply(BigInteger.valueOf(count))
            .shiftLeft(ExactSum.SCALE)
            .subtract(total.multiply(total));
    return Math.sqrt(ExactSum.toDouble(spread, -2 * ExactSum.SCALE)) / count;
  }
}
