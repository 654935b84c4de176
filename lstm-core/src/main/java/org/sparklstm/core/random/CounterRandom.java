package org.sparklstm.core.random;

/**
 * A counter-based random number generator: the n-th number of a stream is a function of the
 * stream's key and n. Each part of a run can thus draw its numbers independently of the others.
 *
 * <p>The mixing function is the finaliser of SplitMix64 (Steele, Lea, Flood 2014; variant 13 of
 * Stafford).
 */
public final class CounterRandom {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private CounterRandom() {}

  /** The key of a stream, from the numbers that identify it: seed, epoch, step, block … */
  public static long key(long... parts) {
    long key = GOLDEN;
    for (long part : parts) {
      key = mix(key + GOLDEN * (part + 1));
    }
    return key;
  }

  /** The same key as {@link #key(long...)} of two parts, without allocating an array. */
  public static long key(long first, long second) {
    return mix(mix(GOLDEN + GOLDEN * (first + 1)) + GOLDEN * (second + 1));
  }

  /** The 64 random bits at position {@code counter} of the stream {@code key}. */
  public static long bits(long key, long counter) {
    return mix(key + GOLDEN * (counter + 1));
  }

  /** The float in [0, 1) at position {@code counter} of the stream {@code key}. */
  public static float uniform(long key, long counter) {
    return (bits(key, counter) >>> 40) * 0x1p-24f;
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return x ^ (x >>> 31);
  }
}
