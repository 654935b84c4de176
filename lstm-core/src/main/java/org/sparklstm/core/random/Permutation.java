package org.sparklstm.core.random;

/**
 * A pseudo-random permutation of 0 … n - 1 that is computed, not stored: a six-round Feistel
 * network over the next even power of two, walked until it lands inside (cycle walking, Black and
 * Rogaway 2002). A shuffled epoch over a billion windows costs no memory, and any executor finds
 * the i-th window of the epoch by itself.
 */
public final class Permutation {
  private static final int ROUNDS = 6;

  private final long size;
  private final int halfBits;
  private final long halfMask;
  private final long key;

  /**
   * @param size n, at least 1
   * @param key which of the permutations; see {@link CounterRandom#key}
   */
  public Permutation(long size, long key) {
    if (size < 1) {
      throw new IllegalArgumentException("a permutation of %d things: at least 1".formatted(size));
    }
    this.size = size;
    this.key = key;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    halfBits = Math.max(1, (bits + 1) / 2);
    halfMask = (1L << halfBits) - 1;
  }

  /** Where {@code index} goes; every value of 0 … n - 1 is reached once. */
  public long apply(long index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("%d of a permutation of %d".formatted(index, size));
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
