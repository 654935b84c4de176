package org.sparklstm.core.random;

/**
 * A pseudo-random permutation of 0 … n - 1, computed instead of stored: a six-round Feistel network
 * over the next even power of two, applied until the result is below n (cycle walking, Black and
 * Rogaway 2002). A shuffled epoch of a billion windows thus needs no memory, and each executor can
 * compute the i-th window of the epoch.
 */
public final class Permutation {
  private static final int ROUNDS = 6;

  private final long size;
  private final int halfBits;
  private final long halfMask;
  private final long key;

  /**
   * Creates a permutation.
   *
   * @param size n, at least 1
   * @param key selects the permutation; see {@link CounterRandom#key}
   */
  public Permutation(long size, long key) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "the size of a permutation must be at least 1, found %d".formatted(size));
    }
    this.size = size;
    this.key = key;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    halfBits = Math.max(1, (bits + 1) / 2);
    halfMask = (1L << halfBits) - 1;
  }

  /**
   * The value at a position; each of 0 … n - 1 occurs once.
   *
   * @param index the position, from 0 to n - 1
   */
  public long apply(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "index %d of a permutation of size %d".formatted(index, size));
    }
    long value = index;
    do {
      value = network(value);
    } while (value >= size);
    return value;
  }

  private long network(long value) {
    long left = value >>> halfBits;
    long right = value & halfMask;
    for (int round = 0; round < ROUNDS; round++) {
      long swapped = left ^ (CounterRandom.bits(key, right * ROUNDS + round) & halfMask);
      left = right;
      right = swapped;
    }
    return (left << halfBits) | right;
  }
}
