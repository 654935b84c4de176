package org.sparklstm.core.exact;

import java.io.Serializable;
import java.math.BigInteger;

/** Count, mean and population standard deviation of a column, independent of the order of rows. */
public final class Moments implements Serializable {
  private final ExactSum sum = new ExactSum();
  private final ExactSum squares = new ExactSum();
  private long count;

  /** Adds one finite value. */
  public void add(double value) {
    double square = value * value;
    sum.add(value);
    squares.add(square);
    squares.add(Math.fma(value, value, -square));
    count++;
  }

  /** Adds all values of another column's moments. {@code other} Not modified. */
  public void add(Moments other) {
    sum.add(other.sum);
    squares.add(other.squares);
    count += other.count;
  }

  public long count() {
    return count;
  }

  /** The mean; NaN without values. */
  public double mean() {
    return sum.value() / count;
  }

  /** √(Σ(x - mean)² / n), formed without cancellation; NaN without values. */
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
