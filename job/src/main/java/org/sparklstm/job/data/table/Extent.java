package org.sparklstm.job.data.table;

import java.io.Serializable;

/** The smallest and the largest value of a column. Parts may be merged in any order. */
public final class Extent implements Serializable {
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;

  /** NaN leaves it as it is. */
  public void add(double value) {
    smallest = value < smallest ? value : smallest;
    largest = value > largest ? value : largest;
  }

  /** {@code other} Not modified. */
  public void add(Extent other) {
    add(other.smallest);
    add(other.largest);
  }

  /** Infinite without values. */
  public double smallest() {
    return smallest;
  }

  /** Infinite without values. */
  public double largest() {
    return largest;
  }
}
