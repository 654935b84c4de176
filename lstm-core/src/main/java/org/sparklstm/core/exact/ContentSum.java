package org.sparklstm.core.exact;

import java.io.Serializable;

/**
 * A fingerprint of things whose order does not matter: the sum, modulo 2^128, of 128 bits that
 * stand for each. It tells data that have changed; it is no protection against someone who wants
 * them to look unchanged.
 */
public final class ContentSum implements Serializable {
  private long high;
  private long low;

  /** Adds the bits of one thing. Modified. */
  public void add(long highBits, long lowBits) {
    long sum = low + lowBits;
    boolean carry = Long.compareUnsigned(sum, lowBits) < 0;
    low = sum;
    high += highBits + (carry ? 1 : 0);
  }

  /** Adds what another one has summed up. Modified. */
  public void add(ContentSum other) {
    add(other.high, other.low);
  }

  /** In hexadecimal. */
  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
