package org.sparklstm.job.data.table;

import java.io.Serializable;

/** The smallest and the largest value of a column. The merge order does not matter. */
public final class Extent implements Serializable {
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;

  /** Adds a value; NaN is ignored. */
  public void add(double value) {
    smallest = value < smallest ? value : smallest;
    largest = value > largest ? value : largest;
  }

  /** Merges another extent, which may have no values. {@code other} Not modified. */
  public void add(Extent other) {
    smallest = Math.min(smallest, other.smallest);
    largest = Math.max(largest, other.largest);
  }

  /** The smallest value; infinity if there are no values. */
  public double smallest() {
    return smallest;
  }

  /** The largest value; minus infinity if there are no values. */
  public double largest() {
    return largest;
  }
}
