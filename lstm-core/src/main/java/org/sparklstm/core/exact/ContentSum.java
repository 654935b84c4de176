package org.sparklstm.core.exact;

import java.io.Serializable;

/**
 * An order-independent fingerprint of a collection: the sum modulo 2^128 of a 128-bit hash of each
 * element. It detects changed data, but does not protect against deliberate manipulation.
 */
public final class ContentSum implements Serializable {
  private long high;
  private long low;

  /** Adds the hash of one element. Modified. */
  public void add(long highBits, long lowBits) {
    long sum = low + lowBits;
    boolean carry = Long.compareUnsigned(sum, lowBits) < 0;
    low = sum;
    high += highBits + (carry ? 1 : 0);
  }

  /** Adds another sum. Modified. */
  public void add(ContentSum other) {
    add(other.high, other.low);
  }

  /** The sum as 32 hexadecimal digits. */
  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
