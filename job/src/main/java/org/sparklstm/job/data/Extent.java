package org.sparklstm.job.data;

import java.io.Serializable;

/** The smallest and the largest value of a column. Parts may be merged in any order. */
final class Extent implements Serializable {
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;

  /** NaN leaves it as it is. */
  void add(double value) {
    smallest = value < smallest ? value : smallest;
    largest = value > largest ? value : largest;
  }

  /** {@code other} Not modified. */
  void add(Extent other) {
    add(other.smallest);
    add(other.largest);
  }

  /** Infinite without values. */
  double smallest() {
    return smallest;
  }

  /** Infinite without values. */
  double largest() {
    return largest;
  }
}
