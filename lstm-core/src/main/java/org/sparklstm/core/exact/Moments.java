package org.sparklstm.core.exact;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Count, mean and population standard deviation of the values of a column, independent of their
 * order.
 */
public final class Moments implements Serializable {
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private long count;

  /**
   * Adds a value. Modified.
   *
   * @param value finite
   */
  public void add(double value) {
    double square = value * value;
    sum.add(value);
    squares.add(square);
    squares.add(Math.fma(value, value, -square));
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
    count += other.count;
  }

  /** The number of values. */
  public long count() {
    return count;
  }

  /** The mean, or NaN if there are no values. */
  public double mean() {
    return sum.value() / count;
  }

  /**
   * The standard deviation √(Σ(x - mean)² / n), computed without cancellation, or NaN if there are
   * no values.
   */
  public double deviation() {
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
