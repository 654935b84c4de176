package org.sparklstm.core.train;

import java.io.Serializable;

/**
 * A sum of numbers that are not negative, the same in any order, in two words: whole units and
 * fractions of 2<sup>-60</sup>. Numbers beyond 2<sup>40</sup> count as that.
 */
final class FixedPointSum implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int BITS = 60;
  private static final double LARGEST = 1L << 40;
  private static final double FRACTION = 1L << BITS;

  private long whole;
  private long fraction;

  /** Adds a number of at least 0. Modified. */
  void add(double number) {
    double limited = Math.min(number, LARGEST);
    long units = (long) limited;
    whole += units;
    carry((long) ((limited - units) * FRACTION));
  }

  /** {@code other} Not modified. */
  void add(FixedPointSum other) {
    whole += other.whole;
    carry(other.fraction);
  }

  private void carry(long more) {
    fraction += more;
    whole += fraction >>> BITS;
    fraction &= (1L << BITS) - 1;
  }

  double value() {
    return whole + fraction / FRACTION;
  }
}
